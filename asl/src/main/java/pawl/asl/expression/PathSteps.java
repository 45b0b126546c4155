package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names and indexes that follow the root of a path which can name only one node. */
record PathSteps(List<Step> steps) {
  PathSteps {
    steps = List.copyOf(steps);
  }

  /** A member of an object or an element of an array. */
  sealed interface Step {
    record Member(String name) implements Step {}

    record Index(int index) implements Step {}
  }

  /**
   * Reads what follows the root, such as {@code .a['b c'][0]}; null if it is anything else: a path
   * that can name several nodes, or no path at all.
   */
  static @Nullable PathSteps parse(String text) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end;
      if (c == '.') {
        end = endOfName(text, at + 1);
        if (end == at + 1) {
          return null;
        }
        steps.add(new Step.Member(text.substring(at + 1, end)));
      } else if (c == '[') {
        end = text.indexOf(']', at) + 1;
        char first = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (first == '\'' || first == '"') {
          int close = text.indexOf(first, at + 2);
          end = close + 2;
          if (close < 0 || end > text.length() || text.charAt(close + 1) != ']') {
            return null;
          }
          String name = text.substring(at + 2, close);
          if (name.isEmpty() || escapesSomething(name)) {
            return null;
          }
          steps.add(new Step.Member(name));
        } else {
          Step index = end > 0 ? index(text.substring(at + 1, end - 1)) : null;
          if (index == null) {
            return null;
          }
          steps.add(index);
        }
      } else {
        return null;
      }
      at = end;
    }
    return new PathSteps(steps);
  }

  private static int endOfName(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c != '-' && c != '$' && !Character.isUnicodeIdentifierPart(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /**
   * A backslash before an apostrophe escapes it; any other backslash stands for itself, as AWS
   * takes it.
   */
  private static boolean escapesSomething(String name) {
    return name.endsWith("\\");
  }

  private static @Nullable Step index(String digits) {
    if (digits.isEmpty() || digits.length() > 9) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return null;
      }
    }
    return new Step.Index(Integer.parseInt(digits));
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * The node that the steps lead to; null if there is none.
   *
   * @param nullBeyondEnd whether an array holds JSON's null beyond its end, and not nothing
   */
  @Nullable JsonNode follow(JsonNode root, boolean nullBeyondEnd) {
    JsonNode node = root;
    for (Step step : steps) {
      node =
          switch (step) {
            case Step.Member(String name) -> node.isObject() ? node.get(name) : null;
            case Step.Index(int index) ->
                node.isArray() ? element(node, index, nullBeyondEnd) : null;
          };
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  private static @Nullable JsonNode element(JsonNode array, int index, boolean nullBeyondEnd) {
    JsonNode element = array.get(index);
    return element == null && nullBeyondEnd ? NullNode.getInstance() : element;
  }

  /** Why {@link #follow} found nothing, in the words of Jayway JsonPath, which are those of AWS. */
  String missing(JsonNode root) {
    JsonNode node = root;
    StringBuilder path = new StringBuilder("$");
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step instanceof Step.Index(int index) && !node.isArray()) {
        return "Filter: [" + index + "] can only be applied to arrays. Current context is: " + node;
      }
      print(step, path);
      if (step instanceof Step.Member(String name) && !node.isObject()) {
        return "Expected to find an object with property ['"
            + name
            + "'] in path "
            + path.substring(0, path.length() - printed(step).length())
            + " but found '"
            + typeName(node)
            + "'. This is not a json object according to the JsonProvider.";
      }
      JsonNode next = new PathSteps(List.of(step)).follow(node, i < steps.size() - 1);
      if (next == null) {
        return i == steps.size() - 1
            ? "No results for path: " + this
            : "Missing property in path " + path;
      }
      node = next;
    }
    throw new IllegalStateException("The path has a result");
  }

  private static String typeName(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String printed(Step step) {
    StringBuilder out = new StringBuilder();
    print(step, out);
    return out.toString();
  }

  private static void print(Step step, StringBuilder out) {
    switch (step) {
      case Step.Member(String name) -> out.append("['").append(name).append("']");
      case Step.Index(int index) -> out.append('[').append(index).append(']');
    }
  }

  /** The normal form, {@code $['a']['b'][0]}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("$");
    steps.forEach(step -> print(step, out));
    return out.toString();
  }
}
