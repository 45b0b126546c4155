package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A tour of the API with the AWS CLI. */
class AwsCliTourTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";

  @TempDir private Path data;
  private Server server;

  @BeforeEach
  void start() {
    Programs.need("aws");
    server =
        Server.start(
            new Config("127.0.0.1", 0, data, "us-east-1", "123456789012", Config.Profile.AWS));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** What a command answers; an object without members if it answers nothing. */
  private JsonNode aws(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    String output = AwsCli.run(server.url(), all.toArray(String[]::new));
    return Json.MAPPER.readTree(output.isEmpty() ? "{}" : output);
  }

  private Path definition(String name, String text) throws Exception {
    return Files.writeString(data.resolve(name), text);
  }

  private static String pass(int result) {
    return "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"Result\": "
        + result
        + ", \"End\": true}}}";
  }

  @Test
  void shouldServeMachinesVersionsAndExecutions() throws Exception {
    String machine =
        aws(
                "create-state-machine",
                "--name",
                "m",
                "--role-arn",
                ROLE,
                "--definition",
                "file://" + definition("one.json", pass(1)),
                "--tags",
                "key=team,value=a",
                "--publish")
            .path("stateMachineArn")
            .asText();
    String second =
        aws(
                "update-state-machine",
                "--state-machine-arn",
                machine,
                "--definition",
                "file://" + definition("two.json", pass(2)),
                "--publish")
            .path("stateMachineVersionArn")
            .asText();
    assertThat(second).isEqualTo(machine + ":2");
    String alias =
        aws(
                "create-state-machine-alias",
                "--name",
                "live",
                "--routing-configuration",
                "stateMachineVersionArn=" + machine + ":1,weight=0",
                "stateMachineVersionArn=" + second + ",weight=100")
            .path("stateMachineAliasArn")
            .asText();

    String execution =
        aws("start-execution", "--state-machine-arn", alias, "--input", "{\"from\": \"cli\"}")
            .path("executionArn")
            .asText();
    try (SfnClient client = Client.of(server.url())) {
      Client.await(client, execution);
    }

    JsonNode description = aws("describe-execution", "--execution-arn", execution);
    assertThat(description.path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(description.path("output").asText()).isEqualTo("2");
    assertThat(description.path("stateMachineVersionArn").asText()).isEqualTo(second);
    // One page at a time: the CLI follows the tokens.
    assertThat(
            aws("get-execution-history", "--execution-arn", execution, "--page-size", "1")
                .path("events"))
        .hasSize(4);
    assertThat(
            aws("list-executions", "--state-machine-arn", second, "--status-filter", "SUCCEEDED")
                .path("executions"))
        .hasSize(1);
    assertThat(
            aws("list-tags-for-resource", "--resource-arn", machine)
                .path("tags")
                .findValuesAsText("value"))
        .containsExactly("a");
    assertThat(aws("list-state-machines").path("stateMachines")).hasSize(1);
    aws("delete-state-machine-alias", "--state-machine-alias-arn", alias);
    aws("delete-state-machine", "--state-machine-arn", machine);
    assertThat(aws("list-state-machines").path("stateMachines")).isEmpty();
  }

  @Test
  void shouldServeAWorker() throws Exception {
    String activity = aws("create-activity", "--name", "a").path("activityArn").asText();
    String machine =
        aws(
                "create-state-machine",
                "--name",
                "m",
                "--role-arn",
                ROLE,
                "--definition",
                "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Task\", \"Resource\": \""
                    + activity
                    + "\", \"End\": true}}}")
            .path("stateMachineArn")
            .asText();
    String execution =
        aws("start-execution", "--state-machine-arn", machine).path("executionArn").asText();
    String token = aws("get-activity-task", "--activity-arn", activity).path("taskToken").asText();
    aws("send-task-success", "--task-token", token, "--task-output", "{\"done\": true}");

    try (SfnClient client = Client.of(server.url())) {
      assertThat(Client.await(client, execution).output()).isEqualTo("{\"done\": true}");
    }
  }

  @Test
  void shouldCheckAndTry() throws Exception {
    assertThat(
            aws("validate-state-machine-definition", "--definition", "{\"StartAt\": \"A\"}")
                .path("result")
                .asText())
        .isEqualTo("FAIL");
    JsonNode tried =
        aws(
            "test-state",
            "--definition",
            "{\"Type\": \"Pass\", \"Result\": {\"a\": 1}, \"Next\": \"Then\"}",
            "--role-arn",
            ROLE);
    assertThat(tried.path("nextState").asText()).isEqualTo("Then");
    String express =
        aws(
                "create-state-machine",
                "--name",
                "x",
                "--type",
                "EXPRESS",
                "--role-arn",
                ROLE,
                "--definition",
                pass(7))
            .path("stateMachineArn")
            .asText();
    assertThat(aws("start-sync-execution", "--state-machine-arn", express).path("output").asText())
        .isEqualTo("7");
  }
}
