package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.ErrorOutput;
import pawl.asl.jsonata.Bindings;
import pawl.asl.jsonata.JsonataExpression;

/** What the expressions of one evaluation of a JSONata state see. */
final class JsonataScope {
  private static final String STATES = "states";

  private final Environment environment;
  private final @Nullable JsonNode result;
  private final @Nullable JsonNode errorOutput;
  private @Nullable JsonNode context;

  private JsonataScope(
      Environment environment, @Nullable JsonNode result, @Nullable JsonNode errorOutput) {
    this.environment = environment;
    this.result = result;
    this.errorOutput = errorOutput;
  }

  /** {@code $states} has input and context. */
  static JsonataScope of(Environment environment) {
    return new JsonataScope(environment, null, null);
  }

  /** {@code $states} also has the result of the state's work. */
  static JsonataScope ofResult(Environment environment, Payload result) {
    return new JsonataScope(environment, result.node(), null);
  }

  /** {@code $states} also has what was caught. */
  static JsonataScope ofError(Environment environment, ErrorOutput error) {
    return new JsonataScope(environment, null, error.node());
  }

  /** Only what the expression reads of {@code $states} is made. */
  Bindings bindings(JsonataExpression expression) {
    return new Bindings(
        name -> name.equals(STATES) ? states(expression.statesMembers()) : variable(name),
        environment.random(),
        environment.nowMillis());
  }

  private @Nullable JsonNode variable(String name) {
    Payload value = environment.variables().get(name);
    return value == null ? null : value.node();
  }

  private ObjectNode states(Set<String> members) {
    ObjectNode states = JsonNodeFactory.instance.objectNode();
    if (members.contains("input")) {
      states.set("input", environment.input().node());
    }
    if (members.contains("result") && result != null) {
      states.set("result", result);
    }
    if (members.contains("errorOutput") && errorOutput != null) {
      states.set("errorOutput", errorOutput);
    }
    if (members.contains("context")) {
      states.set("context", context());
    }
    return states;
  }

  private JsonNode context() {
    JsonNode object = context;
    if (object == null) {
      object = environment.context().get();
      context = object;
    }
    return object;
  }
}
