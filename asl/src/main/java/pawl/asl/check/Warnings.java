package pawl.asl.check;

import java.util.regex.Pattern;

/** What is allowed but hardly meant: the three warnings that AWS documents. */
final class Warnings {
  private static final String SUFFIX = ".$";
  private static final Pattern LOOKS_LIKE_PATH = Pattern.compile("\\$\\$?[.\\[].*");
  private static final Pattern LOOKS_LIKE_CALL = Pattern.compile("States\\.\\w+\\(.*\\)");

  private Warnings() {}

  /** Values in a template that look like expressions but are literals. */
  static void template(Cursor at, Report report) {
    for (String key : at.fields()) {
      Cursor member = at.member(key);
      if (member != null) {
        if (!key.endsWith(SUFFIX) && looksLikeExpression(member)) {
          report.warning(
              "NO_DOLLAR",
              "No .$ on a field that appears to be a JSONPath or Intrinsic Function.",
              member);
        }
        template(member, report);
      }
    }
    at.elements().forEach(element -> template(element, report));
  }

  /** A literal string where the same field with Path at the end of its name would read a path. */
  static void literal(Cursor at, Report report) {
    if (looksLikePath(at)) {
      report.warning(
          "NO_PATH", "Field value looks like a path, but field name does not end with 'Path'.", at);
    }
  }

  /** The Result of a Pass is taken literally. */
  static void passResult(Cursor result, Report report) {
    if (isDynamic(result)) {
      report.warning(
          "PASS_RESULT_IS_STATIC", "Attempt to use a path in the result of a pass state.", result);
    }
  }

  private static boolean isDynamic(Cursor at) {
    return looksLikeExpression(at)
        || at.fields().stream().anyMatch(key -> key.endsWith(SUFFIX))
        || at.members(at.fields()).stream().anyMatch(Warnings::isDynamic)
        || at.elements().stream().anyMatch(Warnings::isDynamic);
  }

  private static boolean looksLikeExpression(Cursor at) {
    return looksLikePath(at)
        || (at.value().isTextual() && LOOKS_LIKE_CALL.matcher(at.value().textValue()).matches());
  }

  private static boolean looksLikePath(Cursor at) {
    if (!at.value().isTextual()) {
      return false;
    }
    String text = at.value().textValue();
    return text.equals("$") || LOOKS_LIKE_PATH.matcher(text).matches();
  }
}
