package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/** Values as JavaScript's JSON.stringify prints them: without spaces, NaN and Infinity as null. */
final class JsonText {
  private JsonText() {}

  /**
   * @param value a string, a number, a boolean or a {@link JsonNode}
   */
  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    switch (value) {
      case String string -> quote(text, string);
      case Number number -> number(text, number.doubleValue());
      case Boolean flag -> text.append(flag.booleanValue());
      case JsonNode node -> node(text, node);
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }
    return text.toString();
  }

  /** Appends the string in quotes, with control characters and lone surrogates escaped. */
  static void quote(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < string.length()
              && Character.isLowSurrogate(string.charAt(i + 1))) {
            text.append(c).append(string.charAt(++i));
          } else if (c < ' ' || Character.isSurrogate(c)) {
            text.append("\\u").append(hex(c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static String hex(char c) {
    String digits = Integer.toHexString(c);
    return "0".repeat(4 - digits.length()) + digits;
  }

  private static void number(StringBuilder text, double number) {
    text.append(Double.isFinite(number) ? NumberText.of(number) : "null");
  }

  private static void node(StringBuilder text, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> object(text, node);
      case ARRAY -> array(text, node);
      case STRING -> quote(text, node.textValue());
      case NUMBER -> number(text, node.doubleValue());
      case BOOLEAN -> text.append(node.booleanValue());
      case NULL, MISSING, BINARY, POJO -> text.append("null");
    }
  }

  private static void object(StringBuilder text, JsonNode node) {
    String separator = "{";
    for (var field : node.properties()) {
      text.append(separator);
      quote(text, field.getKey());
      text.append(':');
      node(text, field.getValue());
      separator = ",";
    }
    text.append(node.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder text, JsonNode node) {
    text.append('[');
    for (Iterator<JsonNode> items = node.elements(); items.hasNext(); ) {
      node(text, items.next());
      if (items.hasNext()) {
        text.append(',');
      }
    }
    text.append(']');
  }
}
