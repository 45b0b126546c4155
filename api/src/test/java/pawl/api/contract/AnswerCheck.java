package pawl.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds answers against the contract: every member known, of its type, and none missing. */
public final class AnswerCheck {
  private static final JsonNode CONTRACT = Contract.resource();

  private AnswerCheck() {}

  /** What is wrong with the answer of an operation; empty if nothing is. */
  public static List<String> problems(String operation, JsonNode answer) {
    String shape = CONTRACT.path("operations").path(operation).path("output").textValue();
    List<String> problems = new ArrayList<>();
    check(shape, answer, operation, problems);
    return problems;
  }

  /** The same for a value of any shape. */
  public static List<String> problemsOf(String shape, JsonNode value) {
    List<String> problems = new ArrayList<>();
    check(shape, value, shape, problems);
    return problems;
  }

  private static void check(String name, JsonNode value, String path, List<String> problems) {
    JsonNode shape = CONTRACT.path("shapes").path(name);
    boolean typed =
        switch (shape.path("type").asText()) {
          case "string" -> value.isTextual() && inEnum(shape, value);
          case "integer", "long" -> value.isIntegralNumber();
          case "timestamp", "float" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          case "list" -> checkList(shape, value, path, problems);
          case "map" -> checkMap(shape, value, path, problems);
          case "structure" -> checkMembers(shape, value, path, problems);
          default -> throw new IllegalStateException(name);
        };
    if (!typed) {
      problems.add(path + " is no " + name + ": " + value);
    }
  }

  private static boolean inEnum(JsonNode shape, JsonNode value) {
    if (!shape.has("enum")) {
      return true;
    }
    for (JsonNode allowed : shape.get("enum")) {
      if (allowed.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean checkList(
      JsonNode shape, JsonNode value, String path, List<String> problems) {
    for (JsonNode item : value) {
      check(shape.path("member").textValue(), item, path + "[]", problems);
    }
    return value.isArray();
  }

  private static boolean checkMap(
      JsonNode shape, JsonNode value, String path, List<String> problems) {
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      check(shape.path("value").textValue(), entry.getValue(), path + "." + entry, problems);
    }
    return value.isObject();
  }

  private static boolean checkMembers(
      JsonNode shape, JsonNode value, String path, List<String> problems) {
    JsonNode members = shape.path("members");
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode member = members.get(entry.getKey());
      if (member == null) {
        problems.add(path + " has the unknown member " + entry.getKey());
      } else {
        String below = path + "." + entry.getKey();
        check(member.path("shape").textValue(), entry.getValue(), below, problems);
      }
    }
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      if (member.getValue().path("required").asBoolean() && !value.has(member.getKey())) {
        problems.add(path + " lacks " + member.getKey());
      }
    }
    return value.isObject();
  }
}
