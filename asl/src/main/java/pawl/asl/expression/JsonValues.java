package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** Equality of JSON values: by value, so that 1 and 1.0 are the same number. */
final class JsonValues {
  private JsonValues() {}

  static boolean equal(JsonNode a, JsonNode b) {
    return a.equals(JsonValues::compare, b);
  }

  /** Order of two numbers. */
  static int compareNumbers(JsonNode a, JsonNode b) {
    if (a.isIntegralNumber()
        && b.isIntegralNumber()
        && a.canConvertToLong()
        && b.canConvertToLong()) {
      return Long.compare(a.longValue(), b.longValue());
    }
    return a.decimalValue().compareTo(b.decimalValue());
  }

  private static int compare(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return compareNumbers(a, b);
    }
    return a.equals(b) ? 0 : 1;
  }

  /** A value as member of a set. */
  record Key(JsonNode value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key(JsonNode that) && equal(value, that);
    }

    @Override
    public int hashCode() {
      return hash(value);
    }

    private static int hash(JsonNode value) {
      if (value.isNumber()) {
        return Double.hashCode(value.doubleValue() + 0.0);
      }
      int hash = value.getNodeType().hashCode();
      if (value.isObject()) {
        for (var member : value.properties()) {
          hash += member.getKey().hashCode() ^ hash(member.getValue());
        }
      } else if (value.isArray()) {
        for (JsonNode element : value) {
          hash = 31 * hash + hash(element);
        }
      } else {
        hash += value.hashCode();
      }
      return hash;
    }
  }
}
