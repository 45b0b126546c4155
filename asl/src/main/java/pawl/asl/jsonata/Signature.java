package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a function: {@code <s-nn?:s>}. Each argument has a letter for its type (s, n, b,
 * l for null, a, o, f, m for missing); a parameter takes those letters that fit it.
 */
final class Signature {
  private static final String ANY = "asnblfom";

  private final List<Parameter> parameters;

  private Signature(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /** What a parameter takes. */
  private static final class Parameter {
    private final String type;
    private final String letters;
    private boolean optional;
    private boolean repeated;
    private boolean context;
    private @Nullable String subtype;

    Parameter(String type, String letters) {
      this.type = type;
      this.letters = letters;
    }

    boolean takes(char letter) {
      return letters.indexOf(letter) >= 0;
    }
  }

  /**
   * @throws Fault S0401 or S0402 if it is not well formed
   */
  static Signature parse(String text) {
    List<Parameter> parameters = new ArrayList<>();
    Parameter last = new Parameter("", "");
    int at = 1;
    while (at < text.length() && text.charAt(at) != ':') {
      char symbol = text.charAt(at);
      switch (symbol) {
        case '-' -> {
          last.context = true;
          last.optional = true;
        }
        case '?' -> last.optional = true;
        case '+' -> last.repeated = true;
        case '(' -> {
          int end = closing(text, at, '(', ')');
          String choice = text.substring(at + 1, Math.min(end, text.length()));
          if (choice.indexOf('<') >= 0) {
            throw new Fault(ErrorCode.S0402).with("value", choice);
          }
          last = new Parameter("(" + choice + ")", choice + "m");
          parameters.add(last);
          at = end;
        }
        case '<' -> {
          if (!last.type.equals("a") && !last.type.equals("f")) {
            throw new Fault(ErrorCode.S0401).with("value", last.type);
          }
          int end = closing(text, at, '<', '>');
          last.subtype = text.substring(at + 1, Math.min(end, text.length()));
          at = end;
        }
        default -> {
          String letters = letters(symbol);
          if (letters != null) {
            last = new Parameter(Character.toString(symbol), letters);
            parameters.add(last);
          }
        }
      }
      at++;
    }
    return new Signature(parameters);
  }

  private static @Nullable String letters(char symbol) {
    return switch (symbol) {
      case 's', 'n', 'b', 'l', 'o' -> symbol + "m";
      case 'a', 'x' -> ANY;
      case 'f' -> "f";
      case 'j' -> "asnblom";
      default -> null;
    };
  }

  private static int closing(String text, int start, char open, char close) {
    int depth = 1;
    int at = start;
    while (at < text.length()) {
      at++;
      char c = at < text.length() ? text.charAt(at) : '\0';
      if (c == close) {
        depth--;
        if (depth == 0) {
          break;
        }
      } else if (c == open) {
        depth++;
      }
    }
    return at;
  }

  /**
   * The arguments as the function takes them: those left out replaced by the context item, single
   * values for arrays turned into arrays.
   *
   * @throws Fault T0410, T0411 or T0412 if they do not fit
   */
  @Nullable Object[] validate(@Nullable Object[] arguments, @Nullable Object context) {
    char[] letters = new char[arguments.length];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = letter(arguments[i]);
    }
    int[] ends = new int[parameters.size()];
    if (!new Match(letters, true).match(0, 0, parameters.size(), ends)) {
      throw new Fault(ErrorCode.T0410).with("index", firstBad(letters) + 1);
    }
    return valid(arguments, letters, ends, context);
  }

  private @Nullable Object[] valid(
      @Nullable Object[] arguments, char[] letters, int[] ends, @Nullable Object context) {
    List<@Nullable Object> valid = new ArrayList<>(parameters.size());
    int next = 0;
    int start = 0;
    for (int p = 0; p < parameters.size(); p++) {
      Parameter parameter = parameters.get(p);
      int end = ends[p];
      if (start == end) {
        if (parameter.context) {
          if (!parameter.takes(letter(context))) {
            throw new Fault(ErrorCode.T0411).with("index", next + 1);
          }
          valid.add(context);
        } else {
          valid.add(at(arguments, next));
          next++;
        }
      }
      Object first = at(arguments, next); // "+" repeats it, but for arrays: so does the reference
      for (int i = start; i < end; i++) {
        if (!parameter.type.equals("a")) {
          valid.add(first);
        } else if (letters[i] == 'm') {
          valid.add(null);
        } else {
          valid.add(array(parameter, at(arguments, next), letters, start, end, i, next));
        }
        next++;
      }
      start = end;
    }
    return valid.toArray();
  }

  /**
   * A parameter that was left out without a letter of its own shifts those behind it past the end.
   */
  private static @Nullable Object at(@Nullable Object[] arguments, int index) {
    return index < arguments.length ? arguments[index] : null;
  }

  private static Object array(
      Parameter parameter,
      @Nullable Object argument,
      char[] letters,
      int start,
      int end,
      int at,
      int index) {
    String subtype = parameter.subtype;
    boolean isArray = letters[at] == 'a';
    if (subtype != null) {
      boolean fits =
          isArray
              ? fits(argument, subtype)
              : new String(letters, start, end - start).equals(subtype);
      if (!fits) {
        throw new Fault(ErrorCode.T0412).with("index", index + 1).with("type", plural(subtype));
      }
    }
    if (isArray && argument != null) {
      return argument;
    }
    Sequence single = Sequence.array(1);
    single.add(argument);
    return single;
  }

  private static boolean fits(@Nullable Object array, String subtype) {
    int length = Types.length(array);
    if (length == 0) {
      return true;
    }
    char first = letter(Types.get(array, 0));
    if (subtype.isEmpty() || first != subtype.charAt(0)) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (letter(Types.get(array, i)) != first) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String plural(String subtype) {
    return switch (subtype) {
      case "a" -> "arrays";
      case "b" -> "booleans";
      case "f" -> "functions";
      case "n" -> "numbers";
      case "o" -> "objects";
      case "s" -> "strings";
      default -> null;
    };
  }

  /** How many arguments fit before the first one that does not. */
  private int firstBad(char[] letters) {
    int good = 0;
    for (int count = 1; count <= parameters.size(); count++) {
      int[] ends = new int[count];
      if (!new Match(letters, false).match(0, 0, count, ends)) {
        return good;
      }
      good = ends[count - 1];
    }
    return good;
  }

  static char letter(@Nullable Object value) {
    if (value == null) {
      return 'm';
    }
    if (value instanceof NumericNode) {
      return 'n';
    }
    if (value instanceof TextNode) {
      return 's';
    }
    if (Types.isArray(value)) {
      return 'a';
    }
    if (value instanceof FunctionValue) {
      return 'f';
    }
    if (value instanceof BooleanNode) {
      return 'b';
    }
    return value instanceof NullNode ? 'l' : 'o';
  }

  /** Gives each parameter as many letters as it can take; remembers what led nowhere. */
  private final class Match {
    private final char[] letters;
    private final boolean whole;
    private final boolean[] failed;

    Match(char[] letters, boolean whole) {
      this.letters = letters;
      this.whole = whole;
      this.failed = new boolean[(parameters.size() + 1) * (letters.length + 1)];
    }

    boolean match(int index, int at, int count, int[] ends) {
      if (index == count) {
        return !whole || at == letters.length;
      }
      int state = index * (letters.length + 1) + at;
      if (failed[state]) {
        return false;
      }
      Parameter parameter = parameters.get(index);
      int most = at;
      while (most < letters.length
          && parameter.takes(letters[most])
          && (parameter.repeated || most == at)) {
        most++;
      }
      int least = parameter.optional ? at : at + 1;
      for (int end = most; end >= least; end--) {
        if (match(index + 1, end, count, ends)) {
          ends[index] = end;
          return true;
        }
      }
      failed[state] = true;
      return false;
    }
  }
}
