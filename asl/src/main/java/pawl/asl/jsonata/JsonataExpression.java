package pawl.asl.jsonata;

import java.util.Set;

/** STUB. */
public final class JsonataExpression {
  private final String text;

  private JsonataExpression(String text) {
    this.text = text;
  }

  public static JsonataExpression compile(String text) {
    return new JsonataExpression(text);
  }

  public String text() {
    return text;
  }

  public Result evaluate(Bindings bindings) {
    return new Result.Nothing();
  }

  public Set<String> statesMembers() {
    return Set.of("input", "result", "context", "errorOutput");
  }
}
