package pawl.engine.golden;

import java.util.function.Consumer;
import pawl.engine.Engine;

/**
 * An execution to be driven to its end (or as far as the scenario goes).
 *
 * @param name that of the golden file
 * @param input JSON, the execution's
 * @param script what happens after the start
 */
record Scenario(String name, String definition, String input, Consumer<Engine> script) {
  static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  static final String SEND_MESSAGE = "arn:aws:states:::sqs:sendMessage";
  static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:A";

  static Scenario of(String name, String definition, String input, Consumer<Engine> script) {
    return new Scenario(name, definition, input, script);
  }

  static Scenario of(String name, String definition, String input) {
    return of(name, definition, input, _ -> {});
  }

  /** A machine with one state, {@code S}, which is the last; and {@code H}, a handler for it. */
  static String single(String fields) {
    String handler =
        fields.contains("\"Next\": \"H\"") ? ", \"H\": {\"Type\": \"Pass\", \"End\": true}" : "";
    return "{\"StartAt\": \"S\", \"States\": {\"S\": {%s, \"End\": true}%s}}"
        .formatted(fields, handler);
  }

  static String task(String resource, String fields) {
    return single(
        "\"Type\": \"Task\", \"Resource\": \"%s\"%s"
            .formatted(resource, fields.isEmpty() ? "" : ", " + fields));
  }

  /** A flow with one function task called {@code T}, as a branch or as an item processor. */
  static String flow(String fields) {
    return "{\"StartAt\": \"T\", \"States\": {\"T\": {\"Type\": \"Task\", \"Resource\": \"%s\"%s, \"End\": true}}}"
        .formatted(FUNCTION, fields.isEmpty() ? "" : ", " + fields);
  }

  @Override
  public String toString() {
    return name;
  }
}
