package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;

class TaskOperationsTest {
  private static final String EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:m:e";
  private static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:a";

  private final FakeHost host = new FakeHost();
  private final Api api = new Api(host);
  private final TaskRef task = new TaskRef(ExecutionId.of(EXECUTION), 3, 2);
  private final String token = host.tokens().write(task);

  private void reported(TaskReport report) {
    assertThat(host.commands).containsExactly(new Command.ReportTask(task, report, true));
  }

  @Test
  void shouldReportSuccess() {
    assertThat(api.call("SendTaskSuccess", "taskToken", token, "output", "{\"a\": 1}")).isEmpty();
    reported(new TaskReport.Succeeded(Payload.ofText("{\"a\": 1}")));
  }

  @Test
  void shouldReportFailure() {
    assertThat(api.call("SendTaskFailure", "taskToken", token, "error", "E", "cause", "C"))
        .isEmpty();
    reported(new TaskReport.Failed("E", "C"));
  }

  @Test
  void shouldReportFailureWithoutReasons() {
    api.call("SendTaskFailure", "taskToken", token);
    reported(new TaskReport.Failed(null, null));
  }

  @Test
  void shouldReportAHeartbeat() {
    assertThat(api.call("SendTaskHeartbeat", "taskToken", token)).isEmpty();
    reported(new TaskReport.Heartbeat());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FakeTaskToken", "AAAA", "not base64!", "é"})
  void shouldRefuseTokensThatAreNone(String forged) {
    String message = "Invalid Token: 'Invalid token'";
    assertThat(api.error("InvalidToken", "SendTaskHeartbeat", "taskToken", forged))
        .isEqualTo(message);
    assertThat(api.error("InvalidToken", "SendTaskFailure", "taskToken", forged))
        .isEqualTo(message);
    assertThat(api.error("InvalidToken", "SendTaskSuccess", "taskToken", forged, "output", "{}"))
        .isEqualTo(message);
  }

  @Test
  void shouldRefuseOutputThatIsNoJson() {
    assertThat(api.error("InvalidOutput", "SendTaskSuccess", "taskToken", token, "output", "{"))
        .startsWith("Invalid Output: 'Unexpected end-of-input");
    assertThat(host.commands).isEmpty();
  }

  @Test
  void shouldTellATaskThatIsOverFromOneThatNeverWas() {
    host.reportReply = new Reply.Stale();
    api.error("TaskDoesNotExist", "SendTaskHeartbeat", "taskToken", token);

    api.createMachine("m");
    api.call(
        "StartExecution",
        "stateMachineArn",
        "arn:aws:states:us-east-1:123456789012:stateMachine:m",
        "name",
        "e");
    assertThat(api.error("TaskTimedOut", "SendTaskHeartbeat", "taskToken", token))
        .isEqualTo("Task Timed Out: 'Provided task does not exist anymore'");
  }

  @Test
  void shouldRefuseOutputWithMoreBytesThanTheQuota() {
    String output = "\"" + "\u00e9".repeat(131_072) + "\"";
    Api.Answer answer = api.send("SendTaskSuccess", "taskToken", token, "output", output);

    assertThat(answer.body().path("__type").asText())
        .isEqualTo("com.amazon.coral.validate#ValidationException");
    assertThat(answer.message())
        .isEqualTo(
            "1 validation error detected: Value at 'output' failed to satisfy constraint: Member"
                + " must have size less than or equal to 262144 bytes in UTF-8 encoding");
  }

  @Test
  void shouldCreateAnActivityOnce() {
    JsonNode created = api.call("CreateActivity", "name", "a");

    assertThat(created)
        .isEqualTo(
            Api.json("{\"activityArn\": \"" + ACTIVITY + "\", \"creationDate\": 1760000000.123}"));
    assertThat(api.call("CreateActivity", "name", "a")).isEqualTo(created);
    assertThat(api.call("DescribeActivity", "activityArn", ACTIVITY))
        .isEqualTo(
            Api.json(
                """
                {"activityArn": "%s", "name": "a", "creationDate": 1760000000.123,
                 "encryptionConfiguration": {"type": "AWS_OWNED_KEY"}}
                """
                    .formatted(ACTIVITY)));
  }

  @Test
  void shouldDeleteAnActivityWhetherItIsThereOrNot() {
    api.call("CreateActivity", "name", "a");

    assertThat(api.call("DeleteActivity", "activityArn", ACTIVITY)).isEmpty();
    assertThat(api.call("DeleteActivity", "activityArn", ACTIVITY)).isEmpty();
    String message = "Activity Does Not Exist: '" + ACTIVITY + "'";
    assertThat(api.error("ActivityDoesNotExist", "DescribeActivity", "activityArn", ACTIVITY))
        .isEqualTo(message);
    assertThat(api.error("ActivityDoesNotExist", "GetActivityTask", "activityArn", ACTIVITY))
        .isEqualTo(message);
    api.error("InvalidArn", "GetActivityTask", "activityArn", ACTIVITY + ":x");
  }

  @Test
  void shouldListActivitiesInPages() {
    IntStream.range(0, 3).forEach(i -> api.call("CreateActivity", "name", "a" + i));
    JsonNode first = api.call("ListActivities", "maxResults", 2);
    JsonNode second = api.call("ListActivities", "nextToken", first.path("nextToken").asText());

    assertThat(first.path("activities").findValuesAsText("name")).containsExactly("a0", "a1");
    assertThat(second.path("activities").findValuesAsText("name")).containsExactly("a2");
  }

  @Test
  void shouldWaitAMinuteForATask() {
    api.call("CreateActivity", "name", "a");
    assertThat(api.call("GetActivityTask", "activityArn", ACTIVITY)).isEmpty();
    assertThat(host.lastPatience).isEqualTo(Duration.ofSeconds(60));

    host.nextTask = new Host.ActivityTask(token, Payload.ofText("{\"n\":1}"));
    assertThat(api.call("GetActivityTask", "activityArn", ACTIVITY, "workerName", "w"))
        .isEqualTo(Api.json("{\"taskToken\": \"" + token + "\", \"input\": \"{\\\"n\\\":1}\"}"));
  }
}
