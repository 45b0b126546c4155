package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SequencedCollection;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of simple patterns that a whole text has to match, without regard to case. Of several
 * ways to match it takes the one that a backtracking matcher of regular expressions finds first, in
 * time that grows with the length of the text for each pattern.
 */
final class TextPattern {
  /** How large the product of patterns and text may be. */
  private static final double MAXIMUM_STEPS = 10_000_000;

  /** One pattern. */
  sealed interface Atom {
    /** Text that stands for itself. */
    record Literal(String text) implements Atom {}

    /** As many characters of a kind as possible. */
    record Run(Kind kind, double minimum, double maximum) implements Atom {
      static Run of(Kind kind) {
        return new Run(kind, 1, Double.POSITIVE_INFINITY);
      }
    }

    /** The first of these, in lower case, that makes the rest match. */
    record OneOf(SequencedCollection<String> choices) implements Atom {}

    /** One or more of these, in lower case; each time the first that makes the rest match. */
    record Repeated(SequencedCollection<String> choices) implements Atom {}
  }

  /** Kinds of characters. */
  enum Kind {
    DIGIT,
    LETTER,
    ROMAN_DIGIT,
    SIGN;

    boolean has(char c) {
      char lower = (char) (c | 0x20);
      return switch (this) {
        case DIGIT -> c >= '0' && c <= '9';
        case LETTER -> lower >= 'a' && lower <= 'z';
        case ROMAN_DIGIT -> "mdclxvi".indexOf(lower) >= 0;
        case SIGN -> c == '-' || c == '+';
      };
    }
  }

  private final List<Atom> atoms = new ArrayList<>();

  void add(Atom atom) {
    atoms.add(atom);
  }

  int size() {
    return atoms.size();
  }

  /**
   * Where each pattern starts in the text, and at last the text's length; null if it does not
   * match.
   *
   * @throws JsonataException if there are too many patterns for a text of this length
   */
  int @Nullable [] match(String text) {
    if ((double) atoms.size() * text.length() > MAXIMUM_STEPS) {
      throw TextBound.exceeded();
    }
    List<BitSet> good = goodPositions(text);
    if (!good.getFirst().get(0)) {
      return null;
    }
    int[] starts = new int[atoms.size() + 1];
    for (int i = 0; i < atoms.size(); i++) {
      starts[i + 1] = end(atoms.get(i), text, starts[i], good.get(i + 1));
    }
    return starts;
  }

  /** For each pattern the positions from which it and all behind it match the rest of the text. */
  private List<BitSet> goodPositions(String text) {
    List<BitSet> good = new ArrayList<>();
    BitSet next = new BitSet();
    next.set(text.length());
    good.add(next);
    for (Atom atom : atoms.reversed()) {
      next = atom instanceof Atom.Run run ? before(run, text, next) : before(atom, text, next);
      good.add(next);
    }
    return good.reversed();
  }

  private static BitSet before(Atom atom, String text, BitSet next) {
    BitSet inside = atom instanceof Atom.Repeated words ? inside(words, text, next) : next;
    BitSet good = new BitSet();
    for (int at = 0; at <= text.length(); at++) {
      if (end(atom, text, at, next, inside) >= 0) {
        good.set(at);
      }
    }
    return good;
  }

  /** As for the others, but in one pass for all positions. */
  private static BitSet before(Atom.Run run, String text, BitSet next) {
    int[] last = new int[text.length() + 1];
    for (int at = 0; at <= text.length(); at++) {
      last[at] = next.get(at) ? at : at == 0 ? -1 : last[at - 1];
    }
    BitSet good = new BitSet();
    int runEnd = text.length();
    for (int at = text.length(); at >= 0; at--) {
      if (at < text.length() && !run.kind().has(text.charAt(at))) {
        runEnd = at;
      }
      int end = last[(int) Math.min(runEnd, at + run.maximum())];
      if (end >= at + run.minimum()) {
        good.set(at);
      }
    }
    return good;
  }

  private static int end(Atom atom, String text, int at, BitSet next) {
    if (!(atom instanceof Atom.Repeated words)) {
      return end(atom, text, at, next, next);
    }
    BitSet inside = inside(words, text, next);
    int end = end(atom, text, at, next, inside);
    for (int more = end; more >= 0; more = choice(words.choices(), text, end, inside)) {
      end = more;
    }
    return end;
  }

  /** Where the pattern (of repeated words the first) ends if all goes well from there, or -1. */
  private static int end(Atom atom, String text, int at, BitSet next, BitSet inside) {
    return switch (atom) {
      case Atom.Literal(String literal) ->
          startsWith(text, literal, at) && next.get(at + literal.length())
              ? at + literal.length()
              : -1;
      case Atom.Run run -> end(run, text, at, next);
      case Atom.OneOf(var choices) -> choice(choices, text, at, next);
      case Atom.Repeated(var choices) -> choice(choices, text, at, inside);
    };
  }

  private static int end(Atom.Run run, String text, int at, BitSet next) {
    int length = 0;
    while (length < run.maximum()
        && at + length < text.length()
        && run.kind().has(text.charAt(at + length))) {
      length++;
    }
    int end = next.previousSetBit(at + length);
    return end - at >= run.minimum() ? end : -1;
  }

  private static int choice(SequencedCollection<String> choices, String text, int at, BitSet next) {
    for (String choice : choices) {
      if (startsWith(text, choice, at) && next.get(at + choice.length())) {
        return at + choice.length();
      }
    }
    return -1;
  }

  /** The positions behind a word from which more words or the next pattern match. */
  private static BitSet inside(Atom.Repeated words, String text, BitSet next) {
    BitSet inside = (BitSet) next.clone();
    for (int at = text.length(); at >= 0; at--) {
      if (choice(words.choices(), text, at, inside) >= 0) {
        inside.set(at);
      }
    }
    return inside;
  }

  private static boolean startsWith(String text, String prefix, int at) {
    return text.regionMatches(true, at, prefix, 0, prefix.length());
  }
}
