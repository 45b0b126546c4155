package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.asl.data.Field;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Path;
import pawl.asl.expression.Scope;
import pawl.asl.expression.Timestamps;

/** The fields ending in Path whose value is a number or a timestamp, with AWS's complaints. */
final class Numbers {
  private Numbers() {}

  /** SecondsPath of a Wait. */
  static Field<Long> waitSeconds(PathField input, Path path) {
    return field(
        input,
        scope -> {
          JsonNode value = waitValue("SecondsPath", path, scope);
          return notNegative("SecondsPath", path, value);
        });
  }

  /** TimestampPath of a Wait. */
  static Field<Instant> waitTimestamp(PathField input, Path path) {
    return field(
        input,
        scope -> {
          JsonNode value = waitValue("TimestampPath", path, scope);
          Instant moment = value.isTextual() ? Timestamps.parse(value.textValue()) : null;
          if (moment == null) {
            throw EvaluationException.runtime(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset"
                    + " date-time format string: "
                    + path
                    + " == "
                    + text(value));
          }
          return moment;
        });
  }

  /** TimeoutSecondsPath and HeartbeatSecondsPath. */
  static Field<Long> seconds(String field, PathField input, Path path) {
    return field(
        input,
        scope -> {
          long seconds = notNegative(field, path, value(path, scope));
          if (seconds == 0) {
            throw EvaluationException.runtime(
                "The " + field + " parameter must reference a positive value: " + path + " == 0");
          }
          return seconds;
        });
  }

  /** The counts of a Map; they may also be written as strings of digits. */
  static Field<Long> mapCount(String field, PathField input, Path path) {
    return field(
        input,
        scope -> {
          long count = mapInteger(field, path, scope);
          if (count < 0) {
            throw EvaluationException.runtime(field + " cannot be negative.");
          }
          return count;
        });
  }

  /** The same without a look at its sign. */
  static Field<Long> mapInteger(String field, PathField input, Path path) {
    return field(input, scope -> mapInteger(field, path, scope));
  }

  private static long mapInteger(String field, Path path, Scope scope) {
    String text = text(value(path, scope));
    Long count = integer(text);
    if (count == null) {
      throw EvaluationException.runtime(
          "The "
              + field
              + "Path field refers to value \""
              + text
              + "\" which is not a valid integer: "
              + path);
    }
    return count;
  }

  /** ToleratedFailurePercentagePath. */
  static Field<Double> percentage(PathField input, Path path) {
    return field(
        input,
        scope -> {
          String text = text(value(path, scope));
          Double percentage = decimal(text);
          if (percentage == null) {
            throw EvaluationException.runtime(
                "The ToleratedFailurePercentagePath field refers to value \""
                    + text
                    + "\" which is not a valid number: "
                    + path);
          }
          if (percentage < 0 || percentage > 100) {
            throw EvaluationException.runtime(
                "ToleratedFailurePercentage must be between 0 and 100.");
          }
          return percentage;
        });
  }

  private static <T> Field<T> field(PathField input, Function<Scope, T> value) {
    return environment -> EvaluationException.evaluate(() -> value.apply(input.scope(environment)));
  }

  private static JsonNode value(Path path, Scope scope) {
    if (path.select(scope) instanceof Path.Selection.Found(JsonNode node)) {
      return node;
    }
    throw PathField.invalidPath(path, scope);
  }

  /** The same with the complaint that only Wait states make. */
  private static JsonNode waitValue(String field, Path path, Scope scope) {
    if (path.select(scope) instanceof Path.Selection.Found(JsonNode node)) {
      return node;
    }
    throw EvaluationException.runtime(
        "The " + field + " parameter does not reference an input value: " + path);
  }

  private static long notNegative(String field, Path path, JsonNode value) {
    Long number = value.isNumber() ? integer(text(value)) : null;
    if (number == null) {
      throw EvaluationException.runtime(
          "The "
              + field
              + " parameter cannot be parsed as a long value: "
              + path
              + " == "
              + text(value));
    }
    if (number < 0) {
      throw EvaluationException.runtime(
          "The " + field + " parameter references a negative value: " + path + " == " + number);
    }
    return number;
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private static @Nullable Long integer(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double decimal(String text) {
    try {
      Double number = Double.valueOf(text);
      return number.isNaN() ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
