package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.server.cli.CommandLineRunner;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** A whole server, reached as its users reach it: AWS SDK, AWS CLI, {@code pawl}. */
class ServerTest {
  private static final String GREET =
      """
      {
        "StartAt": "Greet",
        "States": {
          "Greet": {
            "Type": "Pass",
            "Parameters": {"Text.$": "States.Format('Hello, {}', $.Name)"},
            "Next": "Known?"
          },
          "Known?": {
            "Type": "Choice",
            "Choices": [
              {"Variable": "$.Text", "StringEquals": "Hello, nobody", "Next": "Refuse"}
            ],
            "Default": "End"
          },
          "Refuse": {"Type": "Fail", "Error": "Unknown", "Cause": "Nobody is unknown"},
          "End": {"Type": "Succeed"}
        }
      }
      """;

  @TempDir private Path data;
  private Server server;
  private SfnClient client;

  @BeforeEach
  void start() {
    server = Server.start(config(0));
    client = Client.of(server.url());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private Config config(int port) {
    return new Config("127.0.0.1", port, data, "us-east-1", "123456789012", Config.Profile.AWS);
  }

  private String create() {
    return Client.create(client, "Greeter", GREET);
  }

  @Test
  void shouldServeTheAwsSdk() throws Exception {
    String execution = Client.start(client, create(), "{\"Name\": \"Pawl\"}");

    assertThat(Client.await(client, execution))
        .satisfies(
            description -> {
              assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
              assertThat(description.output()).isEqualTo("{\"Text\":\"Hello, Pawl\"}");
            });
    assertThat(Client.history(client, execution))
        .extracting(HistoryEvent::type)
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.PASS_STATE_ENTERED,
            HistoryEventType.PASS_STATE_EXITED,
            HistoryEventType.CHOICE_STATE_ENTERED,
            HistoryEventType.CHOICE_STATE_EXITED,
            HistoryEventType.SUCCEED_STATE_ENTERED,
            HistoryEventType.SUCCEED_STATE_EXITED,
            HistoryEventType.EXECUTION_SUCCEEDED);
  }

  @Test
  void shouldAnswerWithAwsErrors() {
    assertThatThrownBy(() -> Client.create(client, "Bad", "{\"StartAt\": \"A\"}"))
        .isInstanceOfSatisfying(
            SfnException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidDefinition"));
  }

  @Test
  void shouldRefuseMachinesThatAServiceWouldRefuse() {
    String definition =
        """
        {"StartAt": "S", "States": {"S": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::%s"%s}}}
        """;
    assertThatThrownBy(
            () -> Client.create(client, "Bad", definition.formatted("sqs:sendMessage", "")))
        .isInstanceOfSatisfying(
            SfnException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Parameters"
                            + " field is required for resource ARN:"
                            + " arn:aws:states:::sqs:sendMessage at /States/S'"));
    assertThat(
            client
                .validateStateMachineDefinition(
                    it ->
                        it.definition(
                            definition.formatted(
                                "glue:startCrawler", ", \"Parameters\": {\"Name\": \"c\"}")))
                .diagnostics())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
              assertThat(diagnostic.location()).isEqualTo("/States/S/Resource");
              assertThat(diagnostic.message()).contains("is not recognized");
            });
  }

  private record Ran(int code, String out, String err) {}

  private Ran pawl(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--endpoint", server.url()));
    int code =
        CommandLineRunner.run(
            new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void shouldFollowAnExecutionToItsEnd() {
    create();

    Ran good = pawl("start", "Greeter", "--input", "{\"Name\": \"you\"}", "--follow");
    Ran bad = pawl("start", "Greeter", "--input", "{\"Name\": \"nobody\"}", "--follow");

    assertThat(good.code).isZero();
    assertThat(good.out)
        .contains("✓ Greet  Pass")
        .contains("SUCCEEDED after")
        .contains("Hello, you");
    assertThat(bad.code).isEqualTo(1);
    assertThat(bad.out).contains("FAILED after").contains("Unknown").contains("Nobody is unknown");
  }

  @Test
  void shouldRunAnExpressExecutionWhileItIsWaitedFor() {
    client.createStateMachine(
        request ->
            request
                .name("Quick")
                .type("EXPRESS")
                .roleArn("arn:aws:iam::123456789012:role/test")
                .definition(
                    "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\":"
                        + " true}}}"));

    Ran ran = pawl("start", "Quick", "--input", "[1]", "--follow");

    assertThat(ran.code).isZero();
    assertThat(ran.out).contains("SUCCEEDED after");
  }

  @Test
  void shouldShowWhatThereIs() throws Exception {
    create();
    assertThat(pawl("start", "Greeter", "--name", "first", "--input", "{\"Name\": \"a\"}").code)
        .isZero();
    Client.await(client, "arn:aws:states:us-east-1:123456789012:execution:Greeter:first");

    assertThat(pawl("list").out).contains("Greeter").contains("STANDARD");
    assertThat(pawl("list", "executions", "Greeter").out).contains("first").contains("SUCCEEDED");
    assertThat(pawl("describe", "Greeter").out).contains("ACTIVE");
    assertThat(pawl("describe", "Greeter/first").out).contains("Hello, a");
    assertThat(pawl("history", "Greeter/first").out)
        .contains("ExecutionStarted")
        .contains("ExecutionSucceeded");
    assertThat(pawl("history", "Greeter/first", "--json").out).contains("\"previousEventId\" : 7");
  }

  @Test
  void shouldStopAnExecution() throws Exception {
    Client.create(
        client,
        "Waiter",
        "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\":"
            + " true}}}");
    pawl("start", "Waiter", "--name", "w");

    assertThat(pawl("stop", "Waiter/w", "--error", "Enough").code).isZero();
    assertThat(
            Client.await(client, "arn:aws:states:us-east-1:123456789012:execution:Waiter:w")
                .status())
        .isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void shouldSayWhichMachineIsMissing() {
    assertThat(pawl("start", "Nothing").err)
        .hasLineCount(1)
        .contains("no state machine 'Nothing'")
        .contains("pawl list");
  }

  @Test
  void shouldSayThatTheDataFolderIsInUse() {
    assertThatThrownBy(() -> Server.start(config(0)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(data.toString());
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    int port = Integer.parseInt(server.url().replaceFirst(".*:", ""));

    assertThatThrownBy(() -> Server.start(config(port)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(String.valueOf(port));
  }

  @Test
  void shouldGoOnAfterAnOrderlyRestart() throws Exception {
    String machine =
        Client.create(
            client,
            "Sleeper",
            "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 2, \"End\":"
                + " true}}}");
    String execution = Client.start(client, machine, "{}");

    stop();
    start();

    assertThat(Client.await(client, execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }
}
