package pawl.asl.check;

import java.util.List;
import pawl.asl.QueryLanguage;

/** Checks Retry and Catch. */
final class RecoveryCheck {
  private static final List<String> RETRIER_FIELDS =
      List.of(
          "ErrorEquals",
          "IntervalSeconds",
          "MaxAttempts",
          "BackoffRate",
          "MaxDelaySeconds",
          "JitterStrategy",
          "Comment");

  private static final List<String> CATCHER_FIELDS =
      List.of("ErrorEquals", "Next", "ResultPath", "Output", "Assign", "Comment");

  private static final long MAX_DELAY_SECONDS = 31_622_400;

  /** Anything larger would be infinite. */
  private static final String MAX_BACKOFF_RATE = String.valueOf(Double.MAX_VALUE);

  private final Report report;
  private final Values values;
  private final Expressions expressions;

  RecoveryCheck(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  void check(Cursor state, QueryLanguage language) {
    for (Cursor list : state.members(List.of("Retry", "Catch"))) {
      boolean retry = list.pointer().endsWith("/Retry");
      if (values.isArray(list)) {
        List<Cursor> elements = list.elements();
        for (int i = 0; i < elements.size(); i++) {
          Cursor element = elements.get(i);
          if (values.isObject(element)) {
            fields(element, retry ? RETRIER_FIELDS : CATCHER_FIELDS);
            errorEquals(element, i == elements.size() - 1);
            if (retry) {
              retrier(element);
            } else {
              catcher(element, language);
            }
          }
        }
      }
    }
  }

  private void fields(Cursor element, List<String> allowed) {
    for (String field : element.document().members().keySet()) {
      if (!allowed.contains(field)) {
        report.notSupported(field, element);
      }
    }
    values.string(element.member("Comment"));
  }

  private void errorEquals(Cursor element, boolean last) {
    Cursor errors = element.member("ErrorEquals");
    if (errors == null) {
      report.required(List.of("ErrorEquals"), element);
      return;
    }
    if (!values.isFilledArray(errors)) {
      return;
    }
    boolean all = false;
    for (Cursor error : errors.elements()) {
      all |= values.isString(error) && error.value().textValue().equals("States.ALL");
    }
    if (all && errors.value().size() > 1) {
      report.schema("States.ALL must appear alone", errors);
    }
    if (all && !last) {
      report.schema("States.ALL must appear in the last element", errors);
    }
  }

  private void retrier(Cursor retrier) {
    Cursor interval = retrier.member("IntervalSeconds");
    Cursor maxDelay = retrier.member("MaxDelaySeconds");
    values.integer(interval, 1, Values.MAX_SECONDS);
    values.integer(retrier.member("MaxAttempts"), 0, Values.MAX_SECONDS);
    values.number(retrier.member("BackoffRate"), "1.0", MAX_BACKOFF_RATE);
    values.integer(maxDelay, 1, MAX_DELAY_SECONDS);
    values.oneOf(retrier.member("JitterStrategy"), List.of("FULL", "NONE"));
    long seconds = interval == null ? 1 : interval.value().longValue();
    if (maxDelay != null
        && maxDelay.value().isIntegralNumber()
        && maxDelay.value().longValue() <= seconds) {
      report.schema("MaxDelaySeconds must be greater than IntervalSeconds", retrier);
    }
  }

  private void catcher(Cursor catcher, QueryLanguage language) {
    if (!catcher.has("Next")) {
      report.required(List.of("Next"), catcher);
    }
    values.string(catcher.member("Next"));
    expressions.assign(catcher.member("Assign"), language);
    boolean paths = language == QueryLanguage.JSON_PATH;
    String other = paths ? "Output" : "ResultPath";
    if (catcher.has(other)) {
      QueryLanguage only = paths ? QueryLanguage.JSONATA : QueryLanguage.JSON_PATH;
      StateFields.otherLanguage(other, language, only, catcher, report);
    }
    if (paths) {
      expressions.resultPath(catcher.member("ResultPath"));
    }
  }
}
