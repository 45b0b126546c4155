package pawl.asl.check;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.expression.Timestamps;

/** Checks of single values. Each says whether the value is as it has to be. */
final class Values {
  /** The longest duration of the language, in seconds. */
  static final long MAX_SECONDS = 99_999_999;

  private final Report report;

  Values(Report report) {
    this.report = report;
  }

  boolean isObject(Cursor at) {
    return is(at.value().isObject(), "OBJECT", at);
  }

  boolean isArray(Cursor at) {
    return is(at.value().isArray(), "ARRAY", at);
  }

  boolean isString(Cursor at) {
    return is(at.value().isTextual(), "STRING", at);
  }

  boolean isBoolean(Cursor at) {
    return is(at.value().isBoolean(), "BOOLEAN", at);
  }

  boolean isNumber(Cursor at) {
    return is(at.value().isNumber(), "NUMBER", at);
  }

  boolean isInteger(Cursor at) {
    return is(at.value().isIntegralNumber() && at.value().canConvertToLong(), "INTEGER", at);
  }

  private boolean is(boolean holds, String type, Cursor at) {
    if (!holds) {
      report.schema("Expected value of type [" + type + "]", at);
    }
    return holds;
  }

  /** An array that is not empty. */
  boolean isFilledArray(Cursor at) {
    if (!isArray(at)) {
      return false;
    }
    if (at.value().isEmpty()) {
      report.schema("Value cannot be empty", at);
      return false;
    }
    return true;
  }

  /** An integer within bounds. */
  void integer(@Nullable Cursor at, long min, long max) {
    if (at == null || !isInteger(at)) {
      return;
    }
    long value = at.value().longValue();
    if (value < min) {
      report.schema("Minimum value is " + min, at);
    } else if (value > max) {
      report.schema("Maximum value is " + max, at);
    }
  }

  /** A number within bounds, which are printed as AWS prints them. */
  void number(@Nullable Cursor at, String min, String max) {
    if (at == null || !isNumber(at)) {
      return;
    }
    BigDecimal value = at.value().decimalValue();
    if (value.compareTo(new BigDecimal(min)) < 0) {
      report.schema("Minimum value is " + min, at);
    } else if (value.compareTo(new BigDecimal(max)) > 0) {
      report.schema("Maximum value is " + max, at);
    }
  }

  void oneOf(@Nullable Cursor at, List<String> allowed) {
    if (at != null && isString(at) && !allowed.contains(at.value().textValue())) {
      report.schema("Value should be one of the following: " + allowed, at);
    }
  }

  void string(@Nullable Cursor at) {
    if (at != null) {
      isString(at);
    }
  }

  void timestamp(@Nullable Cursor at) {
    if (at != null && isString(at) && Timestamps.parse(at.value().textValue()) == null) {
      report.schema("String does not match RFC3339 timestamp", at);
    }
  }
}
