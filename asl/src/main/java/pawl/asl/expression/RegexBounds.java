package pawl.asl.expression;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the regular expressions in path filters from running away. A backtracking matcher needs
 * exponential time for quantified groups, back references and long rows of choices, so these are
 * refused; what the rest may cost is known before it is matched.
 *
 * @param loops quantifiers without a fixed number, each of which may try every length
 * @param choices optional parts and alternatives, each of which may double the work
 */
record RegexBounds(int loops, int choices) {
  private static final int MAX_LOOPS = 2;
  private static final int MAX_CHOICES = 8;

  /** A matcher's step is that much cheaper than looking at a node. */
  private static final int STEPS_PER_VISIT = 64;

  private static final Pattern LEFT_OPERAND = Pattern.compile("/[a-zA-Z]*\\s*=~");
  private static final Pattern BACK_REFERENCE = Pattern.compile("\\\\(?:[1-9]|k<)");
  private static final Pattern ESCAPE = Pattern.compile("\\\\.");

  /** The flag for comments allows blanks and comments between a group and its quantifier. */
  private static final Pattern QUANTIFIED_GROUP = Pattern.compile("\\)\\s*[*+{?#]");

  private static final Pattern LOOP = Pattern.compile("[*+]|\\{\\d+,\\d*\\}");

  /** A question mark that begins a filter or group, or belongs to a quantifier, is no choice. */
  private static final Pattern CHOICE = Pattern.compile("\\||(?<![(\\[*+?}])\\?");

  /**
   * The bounds of all regular expressions in the filters of a path; null if it has none.
   *
   * @throws MalformedExpressionException if one may take too long
   */
  static @Nullable RegexBounds of(String path) {
    int at = path.indexOf("=~");
    if (at < 0) {
      return null;
    }
    // Where an expression ends is not looked for: what follows it can only make this stricter.
    String expressions = path.substring(at + 2);
    // Whether it is a wildcard of the path or a class with one character: [*] repeats nothing.
    String plain = ESCAPE.matcher(expressions).replaceAll("e").replace("[*]", "[e]");
    long loops = LOOP.matcher(plain).results().count();
    long choices = CHOICE.matcher(plain).results().count();
    if (LEFT_OPERAND.matcher(path).find()
        || BACK_REFERENCE.matcher(expressions).find()
        || QUANTIFIED_GROUP.matcher(plain).find()
        || loops > MAX_LOOPS
        || choices > MAX_CHOICES) {
      throw new MalformedExpressionException("The regular expression may take too long to match");
    }
    return new RegexBounds((int) loops, (int) choices);
  }

  /** What matching a text of this length may cost, counted in visits of nodes. */
  long visits(int length) {
    long steps = loops == MAX_LOOPS ? (long) length * length : length;
    return (steps << choices) / STEPS_PER_VISIT;
  }
}
