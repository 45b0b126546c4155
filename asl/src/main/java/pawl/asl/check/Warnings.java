package pawl.asl.check;

import java.util.regex.Pattern;

/** What is allowed but hardly meant. */
final class Warnings {
  private static final Pattern LOOKS_LIKE_PATH = Pattern.compile("\\$\\$?[.\\[].*");
  private static final Pattern LOOKS_LIKE_CALL = Pattern.compile("States\\.\\w+\\(.*\\)");

  private Warnings() {}

  /** Values in a template that look like expressions but are literals. */
  static void template(Cursor at, Report report) {
    at.document()
        .members()
        .forEach(
            (key, _) -> {
              Cursor member = at.member(key);
              if (member == null) {
                return;
              }
              if (!key.endsWith(".$") && looksLikeExpression(member)) {
                report.warning(
                    "NO_DOLLAR",
                    "No .$ on a field that appears to be a JSONPath or Intrinsic Function.",
                    member);
              }
              template(member, report);
            });
    at.elements().forEach(element -> template(element, report));
  }

  /** The Result of a Pass is taken literally. */
  static void passResult(Cursor result, Report report) {
    boolean dynamic =
        looksLikeExpression(result)
            || result.document().members().keySet().stream().anyMatch(key -> key.endsWith(".$"));
    if (dynamic) {
      report.warning(
          "PASS_RESULT_IS_STATIC", "Attempt to use a path in the result of a pass state.", result);
    }
  }

  private static boolean looksLikeExpression(Cursor at) {
    if (!at.value().isTextual()) {
      return false;
    }
    String text = at.value().textValue();
    return LOOKS_LIKE_PATH.matcher(text).matches() || LOOKS_LIKE_CALL.matcher(text).matches();
  }
}
