package pawl.api.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.asl.Json;

/** Checks a context object that TestState is given; it takes the place of the whole own one. */
final class TrialContextCheck {
  private static final String ANYTHING = "";
  private static final String TEXT = "a string";
  private static final String NUMBER = "a number";

  /** What the members of the objects of a context object have to be. */
  private static final Map<String, Map<String, String>> MEMBERS =
      Map.of(
          "Execution",
          Map.of(
              "Id", TEXT,
              "Input", ANYTHING,
              "Name", TEXT,
              "RoleArn", TEXT,
              "StartTime", TEXT,
              "RedriveCount", NUMBER,
              "RedriveTime", TEXT),
          "State",
          Map.of("EnteredTime", TEXT, "Name", TEXT, "RetryCount", NUMBER),
          "StateMachine",
          Map.of("Id", TEXT, "Name", TEXT),
          "Task",
          Map.of("Token", TEXT));

  private TrialContextCheck() {}

  /** The context object in a text; {@code hasToken}: the state is a Task that has a token. */
  static ObjectNode check(String text, boolean hasToken) {
    if (!(read(text) instanceof ObjectNode context)) {
      throw invalid("Context object must be a JSON object");
    }
    for (Map.Entry<String, JsonNode> member : context.properties()) {
      String fault = fault(member.getKey(), member.getValue(), hasToken);
      if (fault != null) {
        throw invalid(fault);
      }
    }
    return context;
  }

  private static @Nullable JsonNode read(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException _) {
      return null;
    }
  }

  private static @Nullable String fault(String name, JsonNode value, boolean hasToken) {
    if (name.equals("Map")) {
      return "'Map' field is not supported when mocking a Context object";
    }
    Map<String, String> members = MEMBERS.get(name);
    if (members == null) {
      return notAllowed(name);
    }
    if (name.equals("Task") && !hasToken) {
      return "Context object contains 'Task' when state is not a Task state with a '.sync' or"
          + " '.waitForTaskToken' service integration pattern";
    }
    if (!value.isObject()) {
      return name + " must be an object";
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String wanted = members.get(member.getKey());
      if (wanted == null) {
        return notAllowed(member.getKey());
      }
      if (!isOf(wanted, member.getValue())) {
        return name + "." + member.getKey() + " must be " + wanted;
      }
    }
    return null;
  }

  private static String notAllowed(String field) {
    return "Field '" + field + "' is not allowed";
  }

  private static boolean isOf(String wanted, JsonNode value) {
    return switch (wanted) {
      case TEXT -> value.isTextual();
      case NUMBER -> value.isNumber();
      default -> true;
    };
  }

  private static ApiException invalid(String fault) {
    return ApiException.service("ValidationException", "Invalid Context object provided: " + fault);
  }
}
