package pawl.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be, compiled from the contract. AWS checks twice: first that every value of the
 * request has its type (the first that has not ends it), then the constraints of all of them.
 */
sealed interface Shape {
  /** Throws a SerializationException if the value, or one in it, is of another type. */
  void checkTypes(JsonNode value);

  /** Adds what is wrong with the value, whose types are right, at {@code path}. */
  void checkConstraints(JsonNode value, String path, List<String> violations);

  /** The value as AWS's messages quote it; empty if it is a secret. */
  default String quoted(JsonNode value) {
    return "'" + value.asText() + "' ";
  }

  static String violation(String quoted, String path, String constraint) {
    return "Value " + quoted + "at '" + path + "' failed to satisfy constraint: " + constraint;
  }

  static String maxBytesConstraint(long max) {
    return "Member must have size less than or equal to " + max + " bytes in UTF-8 encoding";
  }

  /** The message of AWS's JSON reader for a value that is not what it expected. */
  private static ApiException mismatch(JsonNode value, String otherwise) {
    String message =
        switch (value.getNodeType()) {
          case ARRAY -> "Start of list found where not expected";
          case OBJECT -> "Start of structure or map found where not expected.";
          default -> otherwise;
        };
    return new ApiException(ApiError.serialization(message));
  }

  private static String scalarMismatch(JsonNode value, String wanted) {
    String token =
        switch (value.getNodeType()) {
          case STRING -> "STRING_VALUE";
          case BOOLEAN -> value.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE";
          default -> "NUMBER_VALUE";
        };
    return token + " can not be converted to " + wanted;
  }

  /**
   * A string.
   *
   * @param maxBytes whether the maximum counts UTF-8 bytes, not characters
   * @param values what it may be, empty if anything
   */
  record Text(
      long min,
      long max,
      boolean maxBytes,
      @Nullable Pattern pattern,
      Set<String> values,
      boolean sensitive)
      implements Shape {
    @Override
    public void checkTypes(JsonNode value) {
      if (!value.isTextual()) {
        throw mismatch(value, scalarMismatch(value, "a String"));
      }
    }

    @Override
    public void checkConstraints(JsonNode value, String path, List<String> violations) {
      for (String broken : broken(value.textValue())) {
        violations.add(violation(quoted(value), path, broken));
      }
    }

    @Override
    public String quoted(JsonNode value) {
      return sensitive ? "" : Shape.super.quoted(value);
    }

    private List<String> broken(String text) {
      boolean enumOk = values.isEmpty() || values.contains(text);
      boolean lengthOk = !longer(text) && !shorter(text);
      boolean patternOk = pattern == null || pattern.matcher(text).matches();
      if (enumOk && lengthOk && patternOk) {
        return List.of();
      }
      List<String> broken = new ArrayList<>();
      if (!patternOk) {
        broken.add(patternConstraint());
      }
      if (!enumOk) {
        broken.add(enumConstraint());
      }
      if (longer(text)) {
        broken.add(maxConstraint());
      }
      if (shorter(text)) {
        broken.add(minConstraint());
      }
      return broken;
    }

    /** Everything that a value has to keep; AWS lists it all if an element of a list does not. */
    private List<String> constraints() {
      List<String> all = new ArrayList<>();
      if (max < Long.MAX_VALUE) {
        all.add(maxConstraint());
      }
      if (min > 0) {
        all.add(minConstraint());
      }
      if (pattern != null) {
        all.add(patternConstraint());
      }
      if (!values.isEmpty()) {
        all.add(enumConstraint());
      }
      all.add("Member must not be null");
      return all;
    }

    private boolean longer(String text) {
      if (maxBytes) {
        // A char is at most three bytes; most texts need no second look.
        return text.length() > max / 3 && text.getBytes(StandardCharsets.UTF_8).length > max;
      }
      return text.length() > max && text.codePointCount(0, text.length()) > max;
    }

    private boolean shorter(String text) {
      return text.length() < min;
    }

    private String maxConstraint() {
      return maxBytes
          ? maxBytesConstraint(max)
          : "Member must have length less than or equal to " + max;
    }

    private String minConstraint() {
      return "Member must have length greater than or equal to " + min;
    }

    private String patternConstraint() {
      return "Member must satisfy regular expression pattern: " + pattern;
    }

    private String enumConstraint() {
      return "Member must satisfy enum value set: [" + String.join(", ", inAwsOrder(values)) + "]";
    }

    /**
     * The order in which AWS prints an enumeration: that of a hash table with 32 chains which keeps
     * the newest entry of a chain first. Read off messages of Step Functions, DynamoDB, Cognito and
     * Lambda.
     */
    private static List<String> inAwsOrder(Set<String> declared) {
      List<String> newestFirst = new ArrayList<>(declared).reversed();
      return newestFirst.stream()
          .sorted(Comparator.comparingInt(value -> value.hashCode() & 31))
          .toList();
    }
  }

  /**
   * A number.
   *
   * @param wanted what AWS calls it, such as {@code an Integer}
   */
  record Numeric(double min, double max, String wanted) implements Shape {
    @Override
    public void checkTypes(JsonNode value) {
      if (!value.isNumber()) {
        throw mismatch(value, scalarMismatch(value, wanted));
      }
    }

    @Override
    public void checkConstraints(JsonNode value, String path, List<String> violations) {
      double number = value.doubleValue();
      if (number > max) {
        violations.add(
            violation(
                quoted(value), path, "Member must have value less than or equal to " + (long) max));
      } else if (number < min) {
        violations.add(
            violation(
                quoted(value),
                path,
                "Member must have value greater than or equal to " + (long) min));
      }
    }
  }

  /** True or false. */
  record Bool() implements Shape {
    @Override
    public void checkTypes(JsonNode value) {
      if (!value.isBoolean()) {
        throw mismatch(value, scalarMismatch(value, "a Boolean"));
      }
    }

    @Override
    public void checkConstraints(JsonNode value, String path, List<String> violations) {
      // Both values are fine.
    }
  }

  /** A list; AWS counts its elements from 1 in paths. */
  record ListOf(long min, long max, Shape element) implements Shape {
    @Override
    public void checkTypes(JsonNode value) {
      if (!value.isArray()) {
        throw mismatch(value, "Expected list or null");
      }
      for (JsonNode item : value) {
        if (!item.isNull()) {
          element.checkTypes(item);
        }
      }
    }

    @Override
    public void checkConstraints(JsonNode value, String path, List<String> violations) {
      if (value.size() > max) {
        violations.add(
            violation(quoted(value), path, "Member must have length less than or equal to " + max));
      } else if (value.size() < min) {
        violations.add(
            violation(
                quoted(value), path, "Member must have length greater than or equal to " + min));
      }
      if (element instanceof Text text) {
        checkTexts(value, text, path, violations);
      } else {
        for (int i = 0; i < value.size(); i++) {
          JsonNode item = value.get(i);
          String at = path + "." + (i + 1) + ".member";
          if (item.isNull()) {
            violations.add(violation("null ", at, "Member must not be null"));
          } else {
            element.checkConstraints(item, at, violations);
          }
        }
      }
    }

    /** Strings in a list are reported together, under the list's own path. */
    private void checkTexts(JsonNode value, Text text, String path, List<String> violations) {
      for (JsonNode item : value) {
        if (item.isNull() || !text.broken(item.textValue()).isEmpty()) {
          String all = String.join(", ", text.constraints());
          violations.add(
              violation(quoted(value), path, "Member must satisfy constraint: [" + all + "]"));
          return;
        }
      }
    }

    @Override
    public String quoted(JsonNode value) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.isValueNode() ? item.asText() : item.toString()));
      return "'[" + String.join(", ", items) + "]' ";
    }
  }

  /** A structure; members that it does not know are ignored. */
  record Structure(List<Member> members) implements Shape {
    public Structure {
      members = List.copyOf(members);
    }

    @Override
    public void checkTypes(JsonNode value) {
      if (!value.isObject()) {
        throw mismatch(value, "Expected null");
      }
      for (Member member : members) {
        JsonNode item = value.get(member.name);
        if (item != null && !item.isNull()) {
          member.shape.checkTypes(item);
        }
      }
    }

    @Override
    public void checkConstraints(JsonNode value, String path, List<String> violations) {
      for (Member member : members) {
        JsonNode item = value.get(member.name);
        if (item != null && !item.isNull()) {
          member.shape.checkConstraints(item, member.below(path), violations);
        } else if (member.required) {
          String quoted = member.shape instanceof Text text && text.sensitive ? "" : "null ";
          violations.add(violation(quoted, member.below(path), "Member must not be null"));
        }
      }
    }
  }

  /** A member of a structure. */
  record Member(String name, Shape shape, boolean required) {
    private String below(String path) {
      return path.isEmpty() ? name : path + "." + name;
    }
  }
}
