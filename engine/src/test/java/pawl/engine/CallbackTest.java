package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.id.ExecutionId;

/** Tasks whose outcome comes from elsewhere: task tokens, activities, nested executions. */
class CallbackTest {
  private static final String CALLBACK =
      """
      {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "HeartbeatSeconds": 60, "TimeoutSeconds": 600, "End": true,
              "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}
      """;

  private static final TaskReport DONE = new TaskReport.Succeeded(Payload.ofText("\"done\""));

  @Test
  void shouldWaitForTheToken() {
    var engine = Engine.given(CALLBACK).start("{}");
    String token = engine.call("T").taskToken();
    assertThat(engine.call("T").parameters().node().at("/MessageBody/token").asText())
        .isEqualTo(token);
    engine.submitted("T", "{\"MessageId\":\"m\"}").after(Duration.ofSeconds(59));
    assertThat(engine.token(token, new TaskReport.Heartbeat())).isEqualTo(new Reply.Accepted());
    engine.after(Duration.ofSeconds(59));
    assertThat(engine.token(token, DONE)).isEqualTo(new Reply.Accepted());
    assertThat(engine.token(token, DONE)).isEqualTo(new Reply.Stale());
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 TaskStateEntered T",
            "3<-2 TaskScheduled",
            "4<-3 TaskStarted",
            "5<-4 TaskSubmitted",
            "6<-5 TaskSucceeded",
            "7<-6 TaskStateExited T",
            "8<-7 ExecutionSucceeded");
    assertThat(engine.output()).isEqualTo("\"done\"");
    assertThat(engine.host.nextDue()).isEmpty();
  }

  @Test
  void shouldTellWhichTasksAreOpen() {
    var engine = Engine.given(CALLBACK).start("{}");
    String token = engine.call("T").taskToken();
    engine.submitted("T", "{\"MessageId\":\"m\"}").after(Duration.ofSeconds(20));
    engine.token(token, new TaskReport.Heartbeat());

    assertThat(engine.host.reads().openTasks(engine.id()))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.state()).isEqualTo("T");
              assertThat(task.resource()).isEqualTo("sendMessage.waitForTaskToken");
              assertThat(task.scheduledEvent()).isEqualTo(3);
              assertThat(task.scheduledMillis()).isEqualTo(Engine.START);
              assertThat(task.dueMillis()).isEqualTo(Engine.START + 600_000);
              assertThat(task.heartbeatDueMillis()).isEqualTo(Engine.START + 80_000);
              assertThat(task.calling()).isFalse();
              assertThat(engine.host.tokens().write(task.task())).isEqualTo(token);
            });

    engine.token(token, DONE);
    assertThat(engine.host.reads().openTasks(engine.id())).isEmpty();
  }

  @Test
  void shouldMissAHeartbeat() {
    var engine =
        Engine.given(CALLBACK).start("{}").submitted("T", "{}").after(Duration.ofSeconds(60));
    assertThat(engine.history())
        .endsWith("6<-5 TaskTimedOut States.Timeout", "7<-6 ExecutionFailed States.Timeout");
  }

  @Test
  void shouldKeepAnAnswerThatOvertakesTheCall() {
    var engine = Engine.given(CALLBACK).start("{}");
    String token = engine.call("T").taskToken();
    assertThat(engine.token(token, DONE)).isEqualTo(new Reply.Accepted());
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(engine.token(token, DONE)).isEqualTo(new Reply.Stale());
    engine.submitted("T", "{}");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(engine.history()).contains("5<-4 TaskSubmitted", "6<-5 TaskSucceeded");
  }

  @Test
  void shouldCountAnAcceptedAnswerEvenIfTheCallThenFails() {
    var engine = Engine.given(CALLBACK).start("{}");
    engine.token(engine.call("T").taskToken(), DONE);
    engine.fail("T", "SQS.Unreachable", "");
    assertThat(engine.output()).isEqualTo("\"done\"");
  }

  @Test
  void shouldFailTheTaskOnAnOutcomeThatIsTooLarge() {
    var engine = Engine.given(CALLBACK).start("{}");
    String token = engine.call("T").taskToken();
    engine.submitted("T", "{}");
    var large = new TaskReport.Succeeded(Payload.ofText("\"" + "x".repeat(262_144) + "\""));
    assertThat(engine.token(token, large)).isEqualTo(new Reply.Accepted());
    assertThat(engine.history())
        .endsWith(
            "6<-5 TaskFailed States.DataLimitExceeded",
            "7<-6 ExecutionFailed States.DataLimitExceeded");
  }

  @Test
  void shouldHandAnActivityTaskToOneWorker() {
    var engine =
        Engine.given(
                """
                {"StartAt": "T", "States": {"T": {"Type": "Task", "HeartbeatSeconds": 10, "End": true,
                  "Resource": "arn:aws:states:us-east-1:123456789012:activity:A"}}}
                """)
            .start("{\"n\": 1}")
            .after(Duration.ofMinutes(5));
    String activity = engine.host.arns().activity("A");
    var task = engine.host.pollActivity(activity, "worker", Duration.ZERO).orElseThrow();
    assertThat(task.input().text()).isEqualTo("{\"n\": 1}");
    assertThat(engine.host.pollActivity(activity, "worker", Duration.ZERO)).isEmpty();
    assertThat(engine.token(task.taskToken(), new TaskReport.Failed("Bad", "luck")))
        .isEqualTo(new Reply.Accepted());
    assertThat(engine.history())
        .endsWith(
            "3<-2 ActivityScheduled",
            "4<-3 ActivityStarted",
            "5<-4 ActivityFailed Bad",
            "6<-5 ExecutionFailed Bad");
  }

  @Test
  void shouldTakeTheOutcomeOfANestedExecution() {
    var engine =
        Engine.given(
                """
                {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:states:::states:startExecution.sync:2",
                  "OutputPath": "$.Output", "Parameters": {"StateMachineArn": "x"}}}}
                """)
            .add(
                "Child",
                "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 5,"
                    + " \"End\": true}}}")
            .start("{}");
    String child = startChild(engine);
    engine.after(Duration.ofSeconds(5));
    assertThat(engine.output()).isEqualTo("{\"in\":7}");
    assertThat(engine.host.reads().execution(ExecutionId.of(child)).orElseThrow().status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void shouldStopANestedExecutionWithItsParent() {
    var engine =
        Engine.given(
                """
                {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:states:::states:startExecution.sync", "Parameters": {"StateMachineArn": "x"}}}}
                """)
            .add(
                "Child",
                "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 5,"
                    + " \"End\": true}}}")
            .start("{}");
    String child = startChild(engine);
    engine.stop();
    assertThat(engine.host.reads().execution(ExecutionId.of(child)).orElseThrow())
        .satisfies(
            stopped -> {
              assertThat(stopped.status()).isEqualTo(ExecutionStatus.ABORTED);
              assertThat(stopped.error()).isNull();
              assertThat(stopped.cause())
                  .isEqualTo(
                      "The Task state in AWS Step Functions execution ["
                          + engine.execution().arn()
                          + "] which was managing this resource was aborted");
            });
    assertThat(engine.status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  private static final String NESTED =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {"StateMachineArn": "x"}}}}
      """;
  private static final String WAITING =
      """
      {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 5, "End": true}}}
      """;

  private static Command.Start startOf(Engine engine, TaskCall call) {
    return new Command.Start(
        engine.host.arns().execution("Child", "one"),
        "one",
        engine.host.arns().stateMachine("Child"),
        Payload.EMPTY_OBJECT,
        null,
        new Command.Parent(call.task(), Pattern.SYNC_2));
  }

  private static ExecutionStatus status(Engine engine, Command.Start start) {
    return engine.host.reads().execution(start.execution()).orElseThrow().status();
  }

  @Test
  void shouldStopANestedExecutionOfWhichItsParentHasNotHeardYet() {
    var engine = Engine.given(NESTED).add("Child", WAITING).start("{}");
    Command.Start start = startOf(engine, engine.call("T"));
    engine.host.submit(start); // nobody reports that it has started
    assertThat(status(engine, start)).isEqualTo(ExecutionStatus.RUNNING);
    engine.stop();
    assertThat(status(engine, start)).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void shouldStopANestedExecutionThatStartsWhenItsParentHasEnded() {
    var engine = Engine.given(NESTED).add("Child", WAITING).start("{}");
    Command.Start start = startOf(engine, engine.call("T"));
    engine.stop();
    engine.host.submit(start);
    assertThat(status(engine, start)).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void shouldStopANestedExecutionWhenTheRepeatedCallFails() {
    var engine = Engine.given(NESTED).add("Child", WAITING).start("{}");
    TaskCall call = engine.call("T");
    Command.Start start = startOf(engine, call);
    engine.host.submit(start);
    engine.host.submit(
        new Command.ReportTask(call.task(), new TaskReport.Failed("Busy", "Not now"), false));
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(status(engine, start)).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void shouldFindItsNestedExecutionAgainAfterACrashEvenIfThatHasEnded() {
    var engine =
        Engine.given(
                """
                {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:states:::states:startExecution.sync:2",
                  "OutputPath": "$.Output", "Parameters": {"StateMachineArn": "x"}}}}
                """)
            .add("Child", "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}")
            .start("{}");
    TaskCall call = engine.call("T");
    String child = engine.host.arns().execution("Child", "one");
    var start =
        new Command.Start(
            child,
            "one",
            engine.host.arns().stateMachine("Child"),
            Payload.ofText("{\"in\": 7}"),
            null,
            new Command.Parent(call.task(), Pattern.SYNC_2));
    engine.host.submit(start);
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(engine.host.submit(start)).isEqualTo(new Reply.Started(child, Engine.START, true));
    engine.host.submit(
        new Command.ReportTask(
            call.task(), new TaskReport.Submitted(Payload.ofText("{}"), child), false));
    assertThat(engine.output()).isEqualTo("{\"in\":7}");
  }

  /** What the integration does for startExecution.sync. */
  private static String startChild(Engine engine) {
    TaskCall call = engine.host.takeCall(engine.call("T").task());
    String child = engine.host.arns().execution("Child", "one");
    engine.host.submit(
        new Command.Start(
            child,
            "one",
            engine.host.arns().stateMachine("Child"),
            Payload.ofText("{\"in\": 7}"),
            null,
            new Command.Parent(call.task(), Pattern.SYNC_2)));
    engine.host.submit(
        new Command.ReportTask(
            call.task(), new TaskReport.Submitted(Payload.ofText("{}"), child), false));
    return child;
  }
}
