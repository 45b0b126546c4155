package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;

/** JSONata strings: expressions between <code>{%</code> and <code>%}</code>. */
public final class JsonataText {
  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";

  private JsonataText() {}

  /** Whether the value is a string that holds an expression. */
  public static boolean isExpression(JsonNode value) {
    if (!value.isTextual()) {
      return false;
    }
    String text = value.textValue();
    return text.length() >= OPEN.length() + CLOSE.length()
        && text.startsWith(OPEN)
        && text.endsWith(CLOSE);
  }

  /** The expression in a JSONata string, without white space around it. */
  public static String expression(String text) {
    return text.substring(OPEN.length(), text.length() - CLOSE.length()).strip();
  }
}
