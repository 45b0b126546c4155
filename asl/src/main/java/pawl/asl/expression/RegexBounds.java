package pawl.asl.expression;

import java.util.regex.Pattern;

/**
 * Keeps regular expressions in path filters from running away: a backtracking matcher needs
 * exponential time for quantified groups and back references, so these are refused, and no filter
 * may hold more than a few open-ended quantifiers.
 */
final class RegexBounds {
  private static final int OPEN_ENDED_QUANTIFIERS = 2;
  private static final Pattern QUANTIFIED_GROUP = Pattern.compile("\\)\\s*[*+{?]");
  private static final Pattern BACK_REFERENCE = Pattern.compile("\\\\(?:[1-9]|k<)");
  private static final Pattern OPEN_ENDED = Pattern.compile("(?<!\\\\)(?:[*+]|\\{\\d+,\\})");

  private RegexBounds() {}

  /** Refuses a path whose filters match against a regular expression that is not harmless. */
  static void check(String path) {
    int at = path.indexOf("=~");
    if (at < 0) {
      return;
    }
    String expressions = path.substring(at + 2);
    if (QUANTIFIED_GROUP.matcher(expressions).find()
        || BACK_REFERENCE.matcher(expressions).find()
        || OPEN_ENDED.matcher(expressions).results().count() > OPEN_ENDED_QUANTIFIERS) {
      throw new MalformedExpressionException("The regular expression may take too long to match");
    }
  }
}
