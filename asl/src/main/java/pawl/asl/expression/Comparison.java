package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One of the 39 comparison fields of a choice rule. */
public sealed interface Comparison {
  /** What two values are compared as; values of other types never match. */
  enum Type {
    STRING("String"),
    NUMERIC("Numeric"),
    BOOLEAN("Boolean"),
    TIMESTAMP("Timestamp");

    final String aslName;

    Type(String aslName) {
      this.aslName = aslName;
    }
  }

  /** How they are compared. */
  enum Relation {
    EQUALS("Equals"),
    LESS_THAN("LessThan"),
    GREATER_THAN("GreaterThan"),
    LESS_THAN_EQUALS("LessThanEquals"),
    GREATER_THAN_EQUALS("GreaterThanEquals");

    final String aslName;

    Relation(String aslName) {
      this.aslName = aslName;
    }

    private boolean holds(int order) {
      return switch (this) {
        case EQUALS -> order == 0;
        case LESS_THAN -> order < 0;
        case GREATER_THAN -> order > 0;
        case LESS_THAN_EQUALS -> order <= 0;
        case GREATER_THAN_EQUALS -> order >= 0;
      };
    }
  }

  /** What an Is... field asks. */
  enum Kind {
    NULL("IsNull"),
    PRESENT("IsPresent"),
    NUMERIC("IsNumeric"),
    STRING("IsString"),
    BOOLEAN("IsBoolean"),
    TIMESTAMP("IsTimestamp");

    final String aslName;

    Kind(String aslName) {
      this.aslName = aslName;
    }
  }

  /** Compares with a value, or with what a path selects. */
  record Ordering(Type type, Relation relation, boolean path) implements Comparison {}

  /** Matches a string with {@code *} as wildcard. */
  record Matching() implements Comparison {}

  /** Asks for the kind of a value. */
  record Asking(Kind kind) implements Comparison {}

  /** The field of this name; null if there is none. */
  static @Nullable Comparison named(String name) {
    return ComparisonFields.BY_NAME.get(name);
  }

  /** Whether a value stands in the relation to another. */
  static boolean holds(Type type, Relation relation, JsonNode value, JsonNode other) {
    return switch (type) {
      case STRING ->
          value.isTextual()
              && other.isTextual()
              && relation.holds(value.textValue().compareTo(other.textValue()));
      case NUMERIC ->
          value.isNumber()
              && other.isNumber()
              && relation.holds(JsonValues.compareNumbers(value, other));
      case BOOLEAN ->
          value.isBoolean()
              && other.isBoolean()
              && relation.holds(Boolean.compare(value.booleanValue(), other.booleanValue()));
      case TIMESTAMP -> {
        Instant left = timestamp(value);
        Instant right = timestamp(other);
        yield left != null && right != null && relation.holds(left.compareTo(right));
      }
    };
  }

  /** Whether a value that is there is of a kind. */
  static boolean is(Kind kind, JsonNode value) {
    return switch (kind) {
      case PRESENT -> true;
      case NULL -> value.isNull();
      case NUMERIC -> value.isNumber();
      case STRING -> value.isTextual();
      case BOOLEAN -> value.isBoolean();
      case TIMESTAMP -> timestamp(value) != null;
    };
  }

  private static @Nullable Instant timestamp(JsonNode value) {
    return value.isTextual() ? Timestamps.parse(value.textValue()) : null;
  }
}
