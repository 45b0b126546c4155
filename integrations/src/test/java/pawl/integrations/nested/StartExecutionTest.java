package pawl.integrations.nested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Json;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.Redrives;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.Integrations;
import pawl.integrations.sdk.SdkBridge;

class StartExecutionTest {
  private static final String ELSEWHERE =
      "arn:aws:states:eu-west-1:222222222222:stateMachine:Other";

  private final FakeService aws = new FakeService();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final HostDouble host = new HostDouble();
  private final String child = host.machine("Child", MachineType.STANDARD);
  private final Integrations integrations =
      new Integrations(List.of(new StartExecution(() -> host, bridge, _ -> {})));

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
  }

  private static TaskCall task(String pattern, String parameters) {
    return Calls.service("states:startExecution" + pattern, parameters);
  }

  private TaskReport call(String pattern, String parameters) {
    return integrations.call(task(pattern, parameters));
  }

  private static String failure(TaskCall call, String message, int status, String code) {
    return "%s (Service: AWSStepFunctions; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
        .formatted(message, status, code, call.idempotencyToken());
  }

  private String parameters(String rest) {
    return "{\"StateMachineArn\":\"" + child + "\"" + rest + "}";
  }

  @Test
  void shouldStartAnExecutionAndAnswer() {
    TaskReport report = call("", parameters(",\"Name\":\"n\",\"Input\":{\"a\":1.0}"));

    assertThat(host.starts)
        .containsExactly(
            new Command.Start(
                "arn:aws:states:us-east-1:123456789012:execution:Child:n",
                "n",
                child,
                Payload.ofText("{\"a\":1.0}"),
                null,
                null));
    JsonNode output = ((TaskReport.Succeeded) report).output().node();
    assertThat(output.fieldNames())
        .toIterable()
        .containsExactly("ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate");
    assertThat(output.path("ExecutionArn").textValue())
        .isEqualTo("arn:aws:states:us-east-1:123456789012:execution:Child:n");
    assertThat(output.path("StartDate").textValue()).isEqualTo("2024-01-02T03:04:05.250Z");
    assertThat(output.at("/SdkHttpMetadata/HttpStatusCode").intValue()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({".sync, SYNC", ".sync:2, SYNC_2"})
  void shouldNameTheWaitingTaskToTheChild(String suffix, Pattern pattern) {
    TaskCall call = task(suffix, parameters(""));
    TaskReport report = integrations.call(call);
    Command.Start start = host.starts.getFirst();
    assertThat(start.parent()).isEqualTo(new Command.Parent(call.task(), pattern));
    assertThat(start.name()).isEqualTo(call.idempotencyToken());
    assertThat(start.inputText()).isEqualTo(Payload.EMPTY_OBJECT);
    assertThat(((TaskReport.Submitted) report).childExecutionArn()).isEqualTo(start.executionArn());
  }

  @ParameterizedTest
  @CsvSource({":3", ":live"})
  void shouldStartTheVersionOrAliasThatIsNamed(String qualifier) {
    call("", "{\"StateMachineArn\":\"" + child + qualifier + "\"}");
    assertThat(host.starts.getFirst().machineArn()).isEqualTo(child + qualifier);
  }

  @Test
  void shouldFailAsTheServiceDoesWhenTheCatalogueCannotBeRead() {
    host.unreadable = true;
    assertThat(call("", parameters("")))
        .asInstanceOf(type(TaskReport.Failed.class))
        .extracting(TaskReport.Failed::error)
        .isEqualTo("StepFunctions.AWSStepFunctionsException");
  }

  @Test
  void shouldNotBeWaitedForWhenACallbackIs() {
    TaskReport report = call(".waitForTaskToken", parameters(""));
    assertThat(((TaskReport.Submitted) report).childExecutionArn()).isNull();
    assertThat(host.starts.getFirst().parent()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "null | {}",
        "\"{\\\"a\\\": 1 }\" | {\"a\": 1 }",
        "[1] | [1]",
        "\"\\\"t\\\"\" | \"t\""
      })
  void shouldTakeTextAsJsonAndValuesAsThemselves(String given, String input) {
    call("", parameters(",\"Input\":" + given));
    assertThat(host.starts.getFirst().inputText()).isEqualTo(Payload.ofText(input));
  }

  @Test
  void shouldFindWhatAnEarlierCallOfTheSameAttemptStarted() {
    TaskCall call = task(".sync", parameters(""));
    String arn = "arn:aws:states:us-east-1:123456789012:execution:Child:" + call.idempotencyToken();
    host.script = start -> new Reply.NameTaken(start.executionArn());
    host.executions.put(
        ExecutionId.of(arn),
        new ExecutionView(
            arn,
            call.idempotencyToken(),
            child,
            ExecutionStatus.SUCCEEDED,
            1_000,
            2_000L,
            Payload.EMPTY_OBJECT,
            Payload.EMPTY_OBJECT,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            5,
            true,
            Redrives.NONE));
    TaskReport report = integrations.call(call);
    assertThat(((TaskReport.Submitted) report).childExecutionArn()).isEqualTo(arn);
  }

  @Test
  void shouldSayThatAGivenNameIsTaken() {
    host.script = start -> new Reply.NameTaken(start.executionArn());
    TaskCall call = task("", parameters(",\"Name\":\"n\""));
    assertThat(integrations.call(call))
        .isEqualTo(
            new TaskReport.Failed(
                "StepFunctions.ExecutionAlreadyExistsException",
                failure(
                    call,
                    "Execution Already Exists:"
                        + " 'arn:aws:states:us-east-1:123456789012:execution:Child:n'",
                    400,
                    "ExecutionAlreadyExists")));
  }

  @Test
  void shouldSayWhatIsWrongWithTheRequest() {
    String gone = "arn:aws:states:us-east-1:123456789012:stateMachine:Gone";
    TaskCall call = task("", "{\"StateMachineArn\":\"" + gone + "\"}");
    assertThat(integrations.call(call))
        .isEqualTo(
            new TaskReport.Failed(
                "StepFunctions.StateMachineDoesNotExistException",
                failure(
                    call,
                    "State Machine Does Not Exist: '" + gone + "'",
                    400,
                    "StateMachineDoesNotExist")));
    assertThat(call("", "{\"StateMachineArn\":\"nonsense\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                "StepFunctions.InvalidArnException",
                failure(call, "Invalid Arn: 'Invalid ARN prefix: nonsense'", 400, "InvalidArn")));
    assertThat(call("", parameters(",\"Name\":\"a b\"")))
        .isEqualTo(
            new TaskReport.Failed(
                "StepFunctions.InvalidNameException",
                failure(call, "Invalid Name: 'a b'", 400, "InvalidName")));
    assertThat(((TaskReport.Failed) call("", parameters(",\"Input\":\"hello\""))).error())
        .isEqualTo("StepFunctions.InvalidExecutionInputException");
    assertThat(((TaskReport.Failed) call("", parameters(",\"Input\":7"))).error())
        .isEqualTo("States.Runtime");
    assertThat(host.starts).isEmpty();
  }

  @Test
  void shouldReportAHostThatCannot() {
    host.script =
        _ -> {
          throw new HostException.Busy("queue full");
        };
    TaskCall call = task("", parameters(""));
    assertThat(integrations.call(call))
        .isEqualTo(
            new TaskReport.Failed(
                "StepFunctions.AWSStepFunctionsException",
                failure(call, "Rate exceeded", 400, "ThrottlingException")));
  }

  @Test
  void shouldGiveExecutionsOfExpressMachinesTheirForm() {
    String express = host.machine("Fast", MachineType.EXPRESS);
    TaskCall call = task("", "{\"StateMachineArn\":\"" + express + "\",\"Name\":\"n\"}");
    integrations.call(call);
    assertThat(host.starts.getFirst().executionArn())
        .isEqualTo(
            "arn:aws:states:us-east-1:123456789012:express:Fast:n:" + call.idempotencyToken());
  }

  @Test
  void shouldStartMachinesOfOtherAccountsThroughTheApi() throws Exception {
    aws.answers(Answer.json(200, "{\"executionArn\":\"arn:x\",\"startDate\":1}"));
    TaskReport report =
        call("", "{\"StateMachineArn\":\"" + ELSEWHERE + "\",\"Name\":\"n\",\"Input\":{}}");
    assertThat(Json.MAPPER.readTree(aws.onlyRequest().body()))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"stateMachineArn\":\"" + ELSEWHERE + "\",\"name\":\"n\",\"input\":\"{}\"}"));
    assertThat(aws.onlyRequest().header("X-Amz-Target"))
        .isEqualTo("AWSStepFunctions.StartExecution");
    assertThat(aws.onlyRequest().header("Authorization")).contains("/eu-west-1/states/");
    assertThat(((TaskReport.Succeeded) report).output().node().path("ExecutionArn").textValue())
        .isEqualTo("arn:x");
    assertThat(host.starts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        ".sync | \"{}\" | \"{\\\"o\\\":1.0}\"",
        ".sync:2 | {} | {\"o\":1.0}",
      })
  void shouldAwaitExecutionsElsewhere(String suffix, String input, String output) throws Exception {
    AtomicInteger questions = new AtomicInteger();
    aws.answers(
        request -> {
          if (request.header("X-Amz-Target").endsWith("StartExecution")) {
            return Answer.json(200, "{\"executionArn\":\"arn:x\",\"startDate\":1}");
          }
          return switch (questions.incrementAndGet()) {
            case 1 -> Answer.json(200, "{\"executionArn\":\"arn:x\",\"status\":\"RUNNING\"}");
            case 2 -> Answer.json(503, "");
            default ->
                Answer.json(
                    200,
                    "{\"executionArn\":\"arn:x\",\"status\":\"SUCCEEDED\",\"startDate\":1.25,\"input\":\"{}\","
                        + "\"output\":\"{\\\"o\\\":1.0}\",\"outputDetails\":{\"included\":true},"
                        + "\"traceHeader\":\"t\"}");
          };
        });
    TaskCall call = task(suffix, "{\"StateMachineArn\":\"" + ELSEWHERE + "\"}");
    TaskReport report = integrations.follow(call, jobOf(integrations.call(call)));
    assertThat(Json.MAPPER.readTree(((TaskReport.Succeeded) report).output().text()))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"ExecutionArn\":\"arn:x\",\"Status\":\"SUCCEEDED\",\"StartDate\":1250,\"Input\":%s,\"Output\":%s,"
                        .formatted(input, output)
                    + "\"OutputDetails\":{\"Included\":true}}"));
    assertThat(questions).hasValue(3);
  }

  private static String jobOf(TaskReport report) {
    assertThat(report).isInstanceOf(TaskReport.JobStarted.class);
    return ((TaskReport.JobStarted) report).job();
  }

  @Test
  void shouldNameTheExecutionElsewhereAsAJobThatOutlivesARestart() throws Exception {
    aws.answers(Answer.json(200, "{\"executionArn\":\"arn:x\",\"startDate\":1}"));
    TaskCall call = task(".sync", "{\"StateMachineArn\":\"" + ELSEWHERE + "\"}");
    TaskReport.JobStarted started = (TaskReport.JobStarted) integrations.call(call);

    assertThat(started.output().node().path("ExecutionArn").textValue()).isEqualTo("arn:x");
    JsonNode job = Json.MAPPER.readTree(started.job());
    assertThat(job.path("service").textValue()).isEqualTo("states");
    assertThat(job.path("region").textValue()).isEqualTo("eu-west-1");
    assertThat(job.at("/ids/ExecutionArn").textValue()).isEqualTo("arn:x");

    // another process, which knows the text only
    aws.answers(
        Answer.json(200, "{\"executionArn\":\"arn:x\",\"status\":\"SUCCEEDED\",\"output\":\"1\"}"));
    Integrations later = new Integrations(List.of(new StartExecution(() -> host, bridge, _ -> {})));
    assertThat(later.follow(call, started.job())).isInstanceOf(TaskReport.Succeeded.class);
    assertThat(aws.requests())
        .extracting(it -> it.header("X-Amz-Target"))
        .as("nothing is started twice")
        .containsExactly("AWSStepFunctions.StartExecution", "AWSStepFunctions.DescribeExecution");
  }

  @Test
  void shouldStopTheExecutionElsewhereThatNobodyWaitsForAnyMore() {
    aws.answers(Answer.json(200, "{\"executionArn\":\"arn:x\",\"startDate\":1}"));
    String job =
        jobOf(integrations.call(task(".sync", "{\"StateMachineArn\":\"" + ELSEWHERE + "\"}")));
    aws.answers(Answer.json(200, "{\"stopDate\":2}"));

    integrations.stop(job);

    assertThat(aws.requests().getLast().header("X-Amz-Target"))
        .isEqualTo("AWSStepFunctions.StopExecution");
    assertThat(aws.requests().getLast().body()).isEqualTo("{\"executionArn\":\"arn:x\"}");
    assertThat(aws.requests().getLast().header("Authorization")).contains("/eu-west-1/states/");
  }

  @Test
  void shouldLeaveJobsOfOtherServicesAlone() throws Exception {
    StartExecution nested = new StartExecution(() -> host, bridge, _ -> {});
    assertThat(nested.stop("{\"version\":1,\"service\":\"glue\",\"ids\":{}}")).isFalse();
    assertThat(nested.stop("arn:aws:else")).isFalse();
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void shouldFailIfTheApiDoesNotLetItAsk() {
    aws.answers(
        request ->
            request.header("X-Amz-Target").endsWith("StartExecution")
                ? Answer.json(200, "{\"executionArn\":\"arn:x\",\"startDate\":1}")
                : Answer.json(
                    400, "{\"__type\":\"AccessDeniedException\",\"message\":\"not you\"}"));
    TaskCall call = task(".sync", "{\"StateMachineArn\":\"" + ELSEWHERE + "\"}");
    assertThat(integrations.follow(call, jobOf(integrations.call(call))))
        .asInstanceOf(type(TaskReport.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.error()).isEqualTo("StepFunctions.AWSStepFunctionsException");
              assertThat(failed.cause()).contains("not you");
            });
  }

  @Test
  void shouldFailWithTheDescriptionOfAnExecutionElsewhereThatFailed() throws Exception {
    aws.answers(
        request ->
            request.header("X-Amz-Target").endsWith("StartExecution")
                ? Answer.json(200, "{\"executionArn\":\"arn:x\",\"startDate\":1}")
                : Answer.json(
                    200,
                    "{\"executionArn\":\"arn:x\",\"status\":\"FAILED\",\"error\":\"E\","
                        + "\"cause\":\"C\"}"));
    TaskCall call = task(".sync", "{\"StateMachineArn\":\"" + ELSEWHERE + "\"}");
    assertThat(integrations.follow(call, jobOf(integrations.call(call))))
        .isEqualTo(
            new TaskReport.Failed(
                "States.TaskFailed",
                "{\"Cause\":\"C\",\"Error\":\"E\",\"ExecutionArn\":\"arn:x\","
                    + "\"Status\":\"FAILED\"}"));
  }
}
