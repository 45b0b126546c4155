package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.AslCompiler;
import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;

/** Aliases of state machines, on the real core. */
class AliasOperationsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  private static final String OTHER = "arn:aws:states:us-east-1:123456789012:stateMachine:other";
  private static final String ALIAS = MACHINE + ":prod";

  private final MemoryHost host =
      new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
  private final Api api = new Api(host, AslCompiler::compile);

  private static String definition(String result) {
    return "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Pass\", \"Result\": \""
        + result
        + "\", \"End\": true}}}";
  }

  @BeforeEach
  void givenAMachineWithTwoVersions() {
    machine("m");
    update("two");
  }

  private void machine(String name) {
    api.call(
        "CreateStateMachine",
        "name",
        name,
        "definition",
        definition("one"),
        "roleArn",
        Api.ROLE,
        "publish",
        true);
  }

  private void update(String result) {
    api.call(
        "UpdateStateMachine",
        "stateMachineArn",
        MACHINE,
        "definition",
        definition(result),
        "publish",
        true);
  }

  @AfterEach
  void shouldHaveFoundNoBugs() {
    assertThat(host.bugs()).isEmpty();
  }

  private static List<Map<String, Object>> routing(Object... arnsAndWeights) {
    List<Map<String, Object>> routes = new ArrayList<>();
    for (int i = 0; i < arnsAndWeights.length; i += 2) {
      routes.add(
          Map.of("stateMachineVersionArn", arnsAndWeights[i], "weight", arnsAndWeights[i + 1]));
    }
    return routes;
  }

  private JsonNode create(String name, Object... arnsAndWeights) {
    return api.call(
        "CreateStateMachineAlias", "name", name, "routingConfiguration", routing(arnsAndWeights));
  }

  private String refused(String code, Object... arnsAndWeights) {
    return api.error(
        code,
        "CreateStateMachineAlias",
        "name",
        "prod",
        "routingConfiguration",
        routing(arnsAndWeights));
  }

  private JsonNode describe() {
    return api.call("DescribeStateMachineAlias", "stateMachineAliasArn", ALIAS);
  }

  @Test
  void shouldCreateAndDescribe() {
    JsonNode created =
        api.call(
            "CreateStateMachineAlias",
            "name",
            "prod",
            "description",
            "what runs",
            "routingConfiguration",
            routing(MACHINE + ":1", 100));

    assertThat(created)
        .isEqualTo(
            Api.json(
                "{\"creationDate\": 1760000000.123, \"stateMachineAliasArn\": \"" + ALIAS + "\"}"));
    assertThat(describe())
        .isEqualTo(
            Api.json(
                """
                {"stateMachineAliasArn": "%s", "name": "prod", "description": "what runs",
                 "routingConfiguration": [{"stateMachineVersionArn": "%s:1", "weight": 100}],
                 "creationDate": 1760000000.123, "updateDate": 1760000000.123}
                """
                    .formatted(ALIAS, MACHINE)));
  }

  @Test
  void shouldCreateOnce() {
    JsonNode created = create("prod", MACHINE + ":1", 100);
    host.advanceTo(host.nowMillis() + 1000);

    assertThat(create("prod", MACHINE + ":1", 100)).isEqualTo(created);
    refused("ConflictException", MACHINE + ":2", 100);
  }

  @Test
  void shouldChangeWhatIsGiven() {
    create("prod", MACHINE + ":1", 100);
    host.advanceTo(host.nowMillis() + 1000);
    JsonNode updated =
        api.call(
            "UpdateStateMachineAlias", "stateMachineAliasArn", ALIAS, "description", "new words");
    assertThat(updated.path("updateDate").decimalValue()).isEqualByComparingTo("1760000001.123");
    assertThat(describe().path("routingConfiguration")).hasSize(1);
    host.advanceTo(host.nowMillis() + 1000);
    api.call(
        "UpdateStateMachineAlias",
        "stateMachineAliasArn",
        ALIAS,
        "routingConfiguration",
        routing(MACHINE + ":2", 30, MACHINE + ":1", 70));

    JsonNode described = describe();
    assertThat(described.path("description").asText()).isEqualTo("new words");
    assertThat(described.path("routingConfiguration"))
        .isEqualTo(
            Api.json(
                """
                [{"stateMachineVersionArn": "%s:2", "weight": 30},
                 {"stateMachineVersionArn": "%s:1", "weight": 70}]
                """
                    .formatted(MACHINE, MACHINE)));
    assertThat(described.path("creationDate").decimalValue())
        .isEqualByComparingTo("1760000000.123");
    assertThat(described.path("updateDate").decimalValue()).isEqualByComparingTo("1760000002.123");
  }

  @Test
  void shouldRefuseRoutesThatLeadElsewhere() {
    machine("other");
    assertThat(refused("ValidationException", MACHINE, 100))
        .isEqualTo(
            "Routing configuration must contain state machine version ARNs. Received: ["
                + MACHINE
                + "]");
    refused("ValidationException", MACHINE + ":prod", 100);
    refused("ValidationException", MACHINE + ":1", 50, OTHER + ":1", 50);
    refused("ValidationException", MACHINE + ":1", 50, MACHINE + ":1", 50);
    refused("ValidationException", MACHINE + ":1", 99);
    refused("ValidationException", MACHINE + ":1", 60, MACHINE + ":2", 41);
    refused("ResourceNotFound", MACHINE + ":3", 100);
    refused("InvalidArn", "nonsense", 100);
    create("prod", MACHINE + ":1", 100);
    api.error(
        "ValidationException",
        "UpdateStateMachineAlias",
        "stateMachineAliasArn",
        ALIAS,
        "routingConfiguration",
        routing(OTHER + ":1", 100));
    api.error("ValidationException", "UpdateStateMachineAlias", "stateMachineAliasArn", ALIAS);
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    api.error("ResourceNotFound", "DescribeStateMachineAlias", "stateMachineAliasArn", ALIAS);
    api.error(
        "ResourceNotFound",
        "UpdateStateMachineAlias",
        "stateMachineAliasArn",
        ALIAS,
        "description",
        "x");
    api.call("DeleteStateMachineAlias", "stateMachineAliasArn", ALIAS);
    api.error("InvalidArn", "DescribeStateMachineAlias", "stateMachineAliasArn", MACHINE);
    api.error("InvalidArn", "DeleteStateMachineAlias", "stateMachineAliasArn", MACHINE + ":1");
    api.error("StateMachineDoesNotExist", "StartExecution", "stateMachineArn", ALIAS);
    api.error("StateMachineDoesNotExist", "ListExecutions", "stateMachineArn", ALIAS);
    api.error("StateMachineDoesNotExist", "ListStateMachineAliases", "stateMachineArn", OTHER);
  }

  @Test
  void shouldListByName() {
    create("b", MACHINE + ":1", 100);
    create("a", MACHINE + ":2", 100);
    create("c", MACHINE + ":1", 50, MACHINE + ":2", 50);

    assertThat(list(MACHINE)).containsExactly(MACHINE + ":a", MACHINE + ":b", MACHINE + ":c");
    assertThat(list(MACHINE + ":1")).containsExactly(MACHINE + ":b", MACHINE + ":c");
    assertThat(list(MACHINE + ":2")).containsExactly(MACHINE + ":a", MACHINE + ":c");
    JsonNode first =
        api.call("ListStateMachineAliases", "stateMachineArn", MACHINE, "maxResults", 1);
    assertThat(
            api.call(
                    "ListStateMachineAliases",
                    "stateMachineArn",
                    MACHINE,
                    "nextToken",
                    first.path("nextToken").asText())
                .findValuesAsText("stateMachineAliasArn"))
        .containsExactly(MACHINE + ":b", MACHINE + ":c");
    api.call("DeleteStateMachineAlias", "stateMachineAliasArn", MACHINE + ":a");
    assertThat(list(MACHINE)).containsExactly(MACHINE + ":b", MACHINE + ":c");
  }

  private List<String> list(String machineArn) {
    return api.call("ListStateMachineAliases", "stateMachineArn", machineArn)
        .findValuesAsText("stateMachineAliasArn");
  }

  @Test
  void shouldKeepAVersionThatAnAliasRoutesTo() {
    create("prod", MACHINE + ":1", 100);
    create("blue", MACHINE + ":1", 0, MACHINE + ":2", 100);

    assertThat(
            api.error(
                "ConflictException",
                "DeleteStateMachineVersion",
                "stateMachineVersionArn",
                MACHINE + ":1"))
        .isEqualTo(
            "Version to be deleted must not be referenced by an alias. Current list of aliases"
                + " referencing this version: [blue, prod]");
    api.call("DeleteStateMachineAlias", "stateMachineAliasArn", ALIAS);
    api.call("DeleteStateMachineAlias", "stateMachineAliasArn", MACHINE + ":blue");
    api.call("DeleteStateMachineVersion", "stateMachineVersionArn", MACHINE + ":1");
  }

  @Test
  void shouldLoseItsAliasesWithTheMachine() {
    create("prod", MACHINE + ":1", 100);
    api.call("DeleteStateMachine", "stateMachineArn", MACHINE);
    machine("m");

    assertThat(list(MACHINE)).isEmpty();
  }

  private String start(String machineArn) {
    return api.call("StartExecution", "stateMachineArn", machineArn).path("executionArn").asText();
  }

  @Test
  void shouldRunTheVersionThatTheAliasRoutesTo() {
    create("prod", MACHINE + ":1", 100);
    JsonNode described = api.call("DescribeExecution", "executionArn", start(ALIAS));

    assertThat(described.path("output").asText()).isEqualTo("\"one\"");
    assertThat(described.path("stateMachineArn").asText()).isEqualTo(MACHINE);
    assertThat(described.path("stateMachineAliasArn").asText()).isEqualTo(ALIAS);
    assertThat(described.path("stateMachineVersionArn").asText()).isEqualTo(MACHINE + ":1");
  }

  @Test
  void shouldShareExecutionsByWeight() {
    create("prod", MACHINE + ":1", 80, MACHINE + ":2", 20);
    create("never", MACHINE + ":1", 0, MACHINE + ":2", 100);
    int ones = 0;
    for (int i = 0; i < 1000; i++) {
      String execution = start(ALIAS);
      JsonNode described = api.call("DescribeExecution", "executionArn", execution);
      boolean isOne = described.path("output").asText().equals("\"one\"");
      assertThat(described.path("stateMachineVersionArn").asText())
          .isEqualTo(MACHINE + (isOne ? ":1" : ":2"));
      ones += isOne ? 1 : 0;
    }

    assertThat(ones).isBetween(750, 850);
    for (int i = 0; i < 200; i++) {
      assertThat(
              api.call("DescribeExecution", "executionArn", start(MACHINE + ":never"))
                  .path("output")
                  .asText())
          .isEqualTo("\"two\"");
    }
  }

  @Test
  void shouldListTheExecutionsOfAnAlias() {
    create("prod", MACHINE + ":1", 100);
    String throughAlias = start(ALIAS);
    String throughVersion = start(MACHINE + ":1");
    start(MACHINE);

    assertThat(executions(ALIAS)).containsExactly(throughAlias);
    assertThat(executions(MACHINE + ":1")).containsExactlyInAnyOrder(throughAlias, throughVersion);
    assertThat(executions(MACHINE)).hasSize(3);
    JsonNode row = api.call("ListExecutions", "stateMachineArn", ALIAS).path("executions").get(0);
    assertThat(row.path("stateMachineAliasArn").asText()).isEqualTo(ALIAS);
    assertThat(row.path("stateMachineVersionArn").asText()).isEqualTo(MACHINE + ":1");
  }

  private List<String> executions(String machineArn) {
    return api.call("ListExecutions", "stateMachineArn", machineArn)
        .findValuesAsText("executionArn");
  }

  @Test
  void shouldHaveAtMostAHundredAliases() {
    for (int i = 0; i < 100; i++) {
      create("a" + i, MACHINE + ":1", 100);
    }

    refused("ServiceQuotaExceededException", MACHINE + ":1", 100);
    create("a7", MACHINE + ":1", 100);
  }
}
