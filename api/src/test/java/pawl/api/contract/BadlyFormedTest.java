package pawl.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.AslCompiler;
import pawl.asl.Json;
import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;

/**
 * Values that keep AWS's model and are badly formed all the same: ARNs, names, tokens, JSON within
 * JSON. Tried for every operation that has such a member.
 */
class BadlyFormedTest {
  private static final String MODEL = "com.amazonaws.swf.service.v2.model#";
  private static final String PREFIX = "arn:aws:states:us-east-1:123456789012:";
  private static final String WAITING =
      "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Wait\", \"Seconds\": 1000, \"End\":"
          + " true}}}";
  private static final Set<String> ARNS =
      Set.of(
          "activityArn",
          "executionArn",
          "mapRunArn",
          "resourceArn",
          "stateMachineAliasArn",
          "stateMachineArn",
          "stateMachineVersionArn");

  private final MemoryHost host =
      new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
  private final Api api = new Api(host, AslCompiler::compile);
  private final Map<String, Object> good = new TreeMap<>();

  @BeforeEach
  void makeWhatRequestsName() {
    String machine =
        api.call(
                "CreateStateMachine",
                "name",
                "m",
                "definition",
                WAITING,
                "roleArn",
                Api.ROLE,
                "publish",
                true)
            .path("stateMachineArn")
            .asText();
    good.put("stateMachineArn", machine);
    good.put("stateMachineVersionArn", machine + ":1");
    good.put("stateMachineAliasArn", machine + ":live");
    good.put("resourceArn", machine);
    List<Map<String, Object>> routing =
        List.of(Map.of("stateMachineVersionArn", machine + ":1", "weight", 100));
    good.put("routingConfiguration", routing);
    api.call("CreateStateMachineAlias", "name", "live", "routingConfiguration", routing);
    good.put("activityArn", api.call("CreateActivity", "name", "a").path("activityArn").asText());
    good.put(
        "executionArn",
        api.call("StartExecution", "stateMachineArn", machine, "name", "e")
            .path("executionArn")
            .asText());
    good.put("mapRunArn", PREFIX + "mapRun:m/l:u");
    good.put("roleArn", Api.ROLE);
    good.put("definition", WAITING);
    good.put("name", "good");
    good.put("tags", List.of());
    good.put("tagKeys", List.of());
    good.put("output", "{}");
    good.put("taskToken", "x");
  }

  @AfterEach
  void shouldHaveFoundNoBugs() {
    assertThat(host.bugs()).isEmpty();
  }

  /** The request of an operation with all that it needs, and one member as given. */
  private ObjectNode request(String operation, String member, Object value) {
    ObjectNode body = BadInputs.required(BadInputs.input(operation));
    for (String name : names(body)) {
      body.set(name, Json.MAPPER.valueToTree(good.get(name)));
    }
    if (operation.equals("ListExecutions") && !member.equals("mapRunArn")) {
      body.set("stateMachineArn", Json.MAPPER.valueToTree(good.get("stateMachineArn")));
    }
    body.set(member, Json.MAPPER.valueToTree(value));
    return body;
  }

  private static List<String> names(JsonNode structure) {
    return structure.propertyStream().map(Map.Entry::getKey).toList();
  }

  /** Tries a value in every operation that has the member; {@code tried} operations at least. */
  private void everywhere(String member, Object value, String code, String message, int tried) {
    Map<String, String> failures = new LinkedHashMap<>();
    List<String> operations = new ArrayList<>();
    for (String operation : BadInputs.operations()) {
      if (BadInputs.input(operation).path("members").has(member)) {
        operations.add(operation);
        Api.Answer answer = api.send(operation, request(operation, member, value).toString());
        if (answer.status() != 400
            || !answer.body().path("__type").asText().equals(MODEL + code)
            || !answer.message().matches(message)) {
          failures.put(operation, answer.status() + " " + answer.body());
        }
      }
    }
    assertThat(failures).as("%s: %s", member, value).isEmpty();
    assertThat(operations).hasSizeGreaterThanOrEqualTo(tried);
  }

  private static String literally(String message) {
    return java.util.regex.Pattern.quote(message);
  }

  @Test
  void shouldRefuseWhatIsNoArn() {
    for (String member : ARNS) {
      everywhere(
          member,
          "not_an_arn",
          "InvalidArn",
          literally("Invalid Arn: 'Invalid ARN prefix: not_an_arn'"),
          1);
    }
  }

  @Test
  void shouldRefuseArnsOfOtherServicesAndShortOnes() {
    for (String arn :
        List.of(
            "arn:aws:sqs:us-east-1:123456789012:stateMachine:m",
            "arn:aws:states:us-east-1:123456789012",
            "arn:aws:states:us-east-1:123456789012:execution",
            "arn:",
            PREFIX + "stateMachine:",
            PREFIX + "execution:m:",
            PREFIX + "activity::a")) {
      for (String member : ARNS) {
        everywhere(
            member,
            arn,
            "InvalidArn",
            literally("Invalid Arn: 'Invalid ARN: " + arn + "'")
                + "|Invalid Arn: 'Resource type not valid in this context: [a-zA-Z]+'",
            1);
      }
    }
  }

  @Test
  void shouldRefuseArnsOfOtherTypes() {
    for (String member : ARNS) {
      everywhere(
          member,
          PREFIX + "elephant:m",
          "InvalidArn",
          literally("Invalid Arn: 'Resource type not valid in this context: elephant'"),
          1);
    }
  }

  @Test
  void shouldRefuseWhatIsNoRole() {
    for (String role :
        List.of("not_an_arn", "arn:aws:iam::123456789012:user/u", PREFIX + "role/r")) {
      everywhere("roleArn", role, "InvalidArn", literally("Invalid Role Arn: '" + role + "'"), 3);
    }
  }

  @Test
  void shouldRefuseNamesWithForbiddenCharacters() {
    Map<String, String> failures = new LinkedHashMap<>();
    for (String name :
        List.of("a b", "a\tb", "a/b", "a:b", "a\"b", "a\u0000b", "ä\u2028", "{}", "$")) {
      for (String operation :
          List.of("CreateActivity", "CreateStateMachine", "StartExecution", "StartSyncExecution")) {
        if (operation.equals("StartSyncExecution")) {
          good.put("stateMachineArn", express());
        }
        Api.Answer answer = api.send(operation, request(operation, "name", name).toString());
        if (!answer.code().equals("InvalidName")
            || !answer.message().equals("Invalid Name: '" + name + "'")) {
          failures.put(operation + " " + name, answer.body().toString());
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  private String express() {
    return api.call(
            "CreateStateMachine",
            "name",
            "x",
            "definition",
            Api.DEFINITION,
            "roleArn",
            Api.ROLE,
            "type",
            "EXPRESS")
        .path("stateMachineArn")
        .asText();
  }

  @Test
  void shouldRefusePageTokensThatItHasNotWritten() {
    api.call("CreateActivity", "name", "b");
    String another = api.call("ListActivities", "maxResults", 1).path("nextToken").asText();
    assertThat(another).isNotEmpty();
    String invalid = literally("Invalid Token: 'Invalid token'");
    for (String token : List.of("x", "AAAA", "!", "A".repeat(1000), " ", "\u0000")) {
      everywhere("nextToken", token, "InvalidToken", invalid, 7);
    }
    Map<String, Boolean> taken = new TreeMap<>();
    for (String operation : BadInputs.operations()) {
      if (BadInputs.input(operation).path("members").has("nextToken")) {
        Api.Answer answer =
            api.send(operation, request(operation, "nextToken", another).toString());
        taken.put(operation, answer.status() == 200);
      }
    }
    assertThat(taken).hasSize(7).containsEntry("ListActivities", true);
    assertThat(taken.values()).containsOnlyOnce(true);
  }

  @Test
  void shouldRefuseTaskTokensThatItHasNotWritten() {
    for (String token : List.of("x", "AAAA", "A".repeat(2048), "\n")) {
      everywhere("taskToken", token, "InvalidToken", "Invalid Token: 'Invalid token'", 3);
    }
  }

  /** JSON that travels as text: broken, empty, and nested deeper than any parser should go. */
  @Test
  void shouldRefuseTextsThatAreNoJson() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    String deepObject = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    for (String text :
        List.of("", " ", "{", "nonsense", "{} {}", "{\"a\": NaN}", deep, deepObject)) {
      for (String operation : List.of("StartExecution", "TestState")) {
        ObjectNode body = request(operation, "input", text);
        if (operation.equals("TestState")) {
          body.put("definition", "{\"Type\": \"Pass\", \"End\": true}");
        }
        Api.Answer answer = api.send(operation, body.toString());
        assertThat(answer.code())
            .as("%s %.40s", operation, text)
            .isEqualTo("InvalidExecutionInput");
        assertThat(answer.message()).startsWith("Invalid State Machine Execution Input: '");
      }
      for (String operation : List.of("CreateStateMachine", "UpdateStateMachine", "TestState")) {
        if (!text.isEmpty()) {
          Api.Answer answer =
              api.send(operation, request(operation, "definition", text).toString());
          assertThat(answer.code()).as("%s %.40s", operation, text).isEqualTo("InvalidDefinition");
        }
      }
      if (!text.isEmpty()) {
        JsonNode validated = api.call("ValidateStateMachineDefinition", "definition", text);
        assertThat(validated.path("result").asText()).isEqualTo("FAIL");
      }
      for (String member : List.of("context", "variables")) {
        ObjectNode body = request("TestState", member, text);
        body.put("definition", "{\"Type\": \"Pass\", \"End\": true}");
        assertThat(api.send("TestState", body.toString()).code())
            .as("%s %.40s", member, text)
            .isEqualTo("ValidationException");
      }
      ObjectNode body = request("TestState", "mock", Map.of("result", text));
      body.put(
          "definition",
          "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage\", \"End\":"
              + " true}");
      assertThat(api.send("TestState", body.toString()).message())
          .as("%.40s", text)
          .isEqualTo("Mocked result must be valid JSON");
    }
  }
}
