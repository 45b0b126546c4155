package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.AslCompiler;
import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;

/** Versions of state machines, on the real core. */
class VersionOperationsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";

  private final MemoryHost host =
      new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
  private final Api api = new Api(host, AslCompiler::compile);

  @AfterEach
  void shouldHaveFoundNoBugs() {
    assertThat(host.bugs()).isEmpty();
  }

  private static String definition(String result) {
    return "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Pass\", \"Result\": \""
        + result
        + "\", \"End\": true}}}";
  }

  private JsonNode create(Object... more) {
    Object[] members = {"name", "m", "definition", definition("one"), "roleArn", Api.ROLE};
    Object[] all = new Object[members.length + more.length];
    System.arraycopy(members, 0, all, 0, members.length);
    System.arraycopy(more, 0, all, members.length, more.length);
    return api.call("CreateStateMachine", all);
  }

  private JsonNode update(String result, boolean publish) {
    return api.call(
        "UpdateStateMachine",
        "stateMachineArn",
        MACHINE,
        "definition",
        definition(result),
        "publish",
        publish);
  }

  private String publish() {
    return api.call("PublishStateMachineVersion", "stateMachineArn", MACHINE)
        .path("stateMachineVersionArn")
        .asText();
  }

  private List<String> versions() {
    return api.call("ListStateMachineVersions", "stateMachineArn", MACHINE)
        .findValuesAsText("stateMachineVersionArn");
  }

  private void delete(int number) {
    api.call("DeleteStateMachineVersion", "stateMachineVersionArn", MACHINE + ":" + number);
  }

  @Test
  void shouldPublishWithTheMachine() {
    JsonNode created = create("publish", true, "versionDescription", "first");

    assertThat(created.path("stateMachineVersionArn").asText()).isEqualTo(MACHINE + ":1");
    assertThat(create("publish", true, "versionDescription", "first")).isEqualTo(created);
    assertThat(create().has("stateMachineVersionArn")).isFalse();
    api.error(
        "StateMachineAlreadyExists",
        "CreateStateMachine",
        "name",
        "m",
        "definition",
        definition("one"),
        "roleArn",
        Api.ROLE,
        "publish",
        true,
        "versionDescription",
        "another");
  }

  @Test
  void shouldPublishARevisionOnce() {
    create();
    JsonNode first = api.call("PublishStateMachineVersion", "stateMachineArn", MACHINE);
    host.advanceTo(host.nowMillis() + 1000);

    assertThat(
            api.call(
                "PublishStateMachineVersion", "stateMachineArn", MACHINE, "description", "again"))
        .isEqualTo(first);
    assertThat(update("one", true).path("stateMachineVersionArn").asText())
        .isEqualTo(MACHINE + ":1");
    assertThat(update("two", true).path("stateMachineVersionArn").asText())
        .isEqualTo(MACHINE + ":2");
    assertThat(update("three", false).has("stateMachineVersionArn")).isFalse();
    assertThat(publish()).isEqualTo(MACHINE + ":3");
    assertThat(versions()).containsExactly(MACHINE + ":3", MACHINE + ":2", MACHINE + ":1");
  }

  @Test
  void shouldNeverGiveANumberTwice() {
    create("publish", true);
    update("two", true);
    delete(2);
    delete(2);

    assertThat(publish()).isEqualTo(MACHINE + ":3");
    delete(3);
    delete(1);
    assertThat(versions()).isEmpty();
    assertThat(publish()).isEqualTo(MACHINE + ":4");
  }

  @Test
  void shouldPublishOnlyTheRevisionThatIsMeant() {
    create();
    assertThat(conflict("nonsense"))
        .isEqualTo(
            "Failed to publish the State Machine version for revision nonsense. The current State"
                + " Machine revision is INITIAL.");
    api.call("PublishStateMachineVersion", "stateMachineArn", MACHINE, "revisionId", "INITIAL");
    String two = update("two", false).path("revisionId").asText();
    api.call("PublishStateMachineVersion", "stateMachineArn", MACHINE, "revisionId", two);
    String three = update("three", false).path("revisionId").asText();

    assertThat(conflict(two))
        .isEqualTo(
            "Failed to publish the State Machine version for revision %s. The current State Machine"
                    .formatted(two)
                + " revision is "
                + three
                + ".");
    assertThat(versions()).hasSize(2);
  }

  private String conflict(String revision) {
    return api.error(
        "ConflictException",
        "PublishStateMachineVersion",
        "stateMachineArn",
        MACHINE,
        "revisionId",
        revision);
  }

  @Test
  void shouldDescribeWhatAVersionKeeps() {
    create();
    update("two", false);
    host.advanceTo(host.nowMillis() + 1000);
    api.call("PublishStateMachineVersion", "stateMachineArn", MACHINE, "description", "about two");
    update("three", false);
    JsonNode version = api.call("DescribeStateMachine", "stateMachineArn", MACHINE + ":1");

    assertThat(version.path("stateMachineArn").asText()).isEqualTo(MACHINE + ":1");
    assertThat(version.path("definition").asText()).isEqualTo(definition("two"));
    assertThat(version.path("description").asText()).isEqualTo("about two");
    assertThat(version.path("creationDate").decimalValue()).isEqualByComparingTo("1760000001.123");
    JsonNode now = api.call("DescribeStateMachine", "stateMachineArn", MACHINE);
    assertThat(now.path("definition").asText()).isEqualTo(definition("three"));
    assertThat(now.path("revisionId")).isNotEqualTo(version.path("revisionId"));
    assertThat(now.has("description")).isFalse();
    for (String missing : List.of(":2", ":01", ":0", ":99999999999", ":alias")) {
      assertThat(
              api.error(
                  "StateMachineDoesNotExist",
                  "DescribeStateMachine",
                  "stateMachineArn",
                  MACHINE + missing))
          .isEqualTo("State Machine Does Not Exist: '" + MACHINE + missing + "'");
    }
  }

  @Test
  void shouldRunWhatAVersionKeeps() {
    create("publish", true);
    update("two", true);
    String machine = start(MACHINE, "a");
    String one = start(MACHINE + ":1", "b");

    assertThat(describe(machine).path("output").asText()).isEqualTo("\"two\"");
    assertThat(describe(machine).has("stateMachineVersionArn")).isFalse();
    assertThat(describe(one).path("output").asText()).isEqualTo("\"one\"");
    assertThat(describe(one).path("stateMachineArn").asText()).isEqualTo(MACHINE);
    assertThat(describe(one).path("stateMachineVersionArn").asText()).isEqualTo(MACHINE + ":1");
    assertThat(one).isEqualTo("arn:aws:states:us-east-1:123456789012:execution:m:b");
    assertThat(
            api.call("DescribeStateMachineForExecution", "executionArn", one)
                .path("definition")
                .asText())
        .isEqualTo(definition("one"));
    delete(1);
    assertThat(describe(one).path("stateMachineVersionArn").asText()).isEqualTo(MACHINE + ":1");
    api.error("StateMachineDoesNotExist", "StartExecution", "stateMachineArn", MACHINE + ":1");
  }

  private String start(String machineArn, String name) {
    return api.call("StartExecution", "stateMachineArn", machineArn, "name", name)
        .path("executionArn")
        .asText();
  }

  private JsonNode describe(String execution) {
    return api.call("DescribeExecution", "executionArn", execution);
  }

  @Test
  void shouldListTheExecutionsOfAVersion() {
    create("publish", true);
    start(MACHINE, "plain");
    for (int i = 0; i < 5; i++) {
      host.advanceTo(host.nowMillis() + 10);
      start(MACHINE + ":1", "v" + i);
    }
    JsonNode first = api.call("ListExecutions", "stateMachineArn", MACHINE + ":1", "maxResults", 3);
    String token = first.path("nextToken").asText();
    JsonNode rest =
        api.call("ListExecutions", "stateMachineArn", MACHINE + ":1", "nextToken", token);

    assertThat(first.path("executions").findValuesAsText("name")).containsExactly("v4", "v3", "v2");
    assertThat(rest.path("executions").findValuesAsText("name")).containsExactly("v1", "v0");
    assertThat(rest.path("executions").findValuesAsText("stateMachineVersionArn"))
        .containsOnly(MACHINE + ":1");
    assertThat(rest.has("nextToken")).isFalse();
    assertThat(api.call("ListExecutions", "stateMachineArn", MACHINE).path("executions"))
        .hasSize(6);
    api.error("InvalidToken", "ListExecutions", "stateMachineArn", MACHINE, "nextToken", token);
    api.error("StateMachineDoesNotExist", "ListExecutions", "stateMachineArn", MACHINE + ":2");
  }

  @Test
  void shouldPageThroughVersions() {
    create("publish", true);
    for (int i = 2; i <= 13; i++) {
      update("v" + i, true);
    }
    JsonNode first =
        api.call("ListStateMachineVersions", "stateMachineArn", MACHINE, "maxResults", 10);
    JsonNode rest =
        api.call(
            "ListStateMachineVersions",
            "stateMachineArn",
            MACHINE,
            "maxResults",
            3,
            "nextToken",
            first.path("nextToken").asText());

    assertThat(first.path("stateMachineVersions")).hasSize(10);
    assertThat(rest.findValuesAsText("stateMachineVersionArn"))
        .containsExactly(MACHINE + ":3", MACHINE + ":2", MACHINE + ":1");
    assertThat(rest.has("nextToken")).isFalse();
  }

  @Test
  void shouldLoseItsVersionsWithTheMachine() {
    create("publish", true);
    api.call("DeleteStateMachine", "stateMachineArn", MACHINE);
    assertThat(versions()).isEmpty();

    assertThat(create().has("stateMachineVersionArn")).isFalse();
    api.error(
        "StateMachineDoesNotExist", "DescribeStateMachine", "stateMachineArn", MACHINE + ":1");
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    api.error("StateMachineDoesNotExist", "PublishStateMachineVersion", "stateMachineArn", MACHINE);
    create("publish", true);
    api.error(
        "StateMachineDoesNotExist",
        "PublishStateMachineVersion",
        "stateMachineArn",
        MACHINE + ":1");
    api.error("InvalidArn", "DeleteStateMachineVersion", "stateMachineVersionArn", MACHINE);
    api.error("InvalidArn", "DeleteStateMachineVersion", "stateMachineVersionArn", MACHINE + ":a");
    api.error("InvalidArn", "ListStateMachineVersions", "stateMachineArn", MACHINE + ":1");
    assertThat(
            api.error(
                "StateMachineDoesNotExist",
                "UpdateStateMachine",
                "stateMachineArn",
                MACHINE + ":1",
                "definition",
                definition("x")))
        .isEqualTo("State Machine Does Not Exist: '" + MACHINE + ":1'");
  }

  @Test
  void shouldKeepTagsAndNumbersWhenTheMachineChanges() {
    create("publish", true, "tags", List.of(java.util.Map.of("key", "k", "value", "v")));
    update("two", false);

    assertThat(publish()).isEqualTo(MACHINE + ":2");
    assertThat(api.call("ListTagsForResource", "resourceArn", MACHINE).path("tags")).hasSize(1);
  }
}
