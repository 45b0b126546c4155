package pawl.asl.check;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pawl.asl.check.JsonataCheck.Reads;

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

  private static final Map<String, StateFields.In> CATCHER_FIELDS =
      StateFields.table(
          List.of("ErrorEquals", "Next", "Assign", "Comment"),
          List.of("ResultPath"),
          List.of("Output"));

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

  void check(Cursor state) {
    elements(state.member("Retry"), this::retrier);
    elements(state.member("Catch"), this::catcher);
  }

  private void elements(@Nullable Cursor list, Consumer<Cursor> check) {
    if (list == null || !values.isArray(list)) {
      return;
    }
    List<Cursor> elements = list.elements();
    for (int i = 0; i < elements.size(); i++) {
      Cursor element = elements.get(i);
      if (values.isObject(element)) {
        errorEquals(element, i == elements.size() - 1);
        values.string(element.member("Comment"));
        check.accept(element);
      }
    }
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
    boolean alone = errors.value().size() == 1;
    for (Cursor error : errors.elements()) {
      if (values.isString(error)
          && error.value().textValue().equals("States.ALL")
          && !(alone && last)) {
        report.schema("States.ALL must appear alone and at end of list", error);
      }
    }
  }

  private void retrier(Cursor retrier) {
    report.unsupportedFields(retrier, RETRIER_FIELDS);
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

  private void catcher(Cursor catcher) {
    StateFields.check(catcher, CATCHER_FIELDS::get, expressions.language(), report);
    if (!catcher.has("Next")) {
      report.required(List.of("Next"), catcher);
    }
    values.string(catcher.member("Next"));
    expressions.assign(catcher.member("Assign"), Reads.ERROR_OUTPUT);
    if (expressions.arePaths()) {
      expressions.resultPath(catcher.member("ResultPath"));
    } else {
      expressions.value(catcher.member("Output"), Reads.ERROR_OUTPUT);
    }
  }
}
