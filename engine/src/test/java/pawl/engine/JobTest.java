package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.host.Outside;

/** A {@code .sync} task whose job another service works on. */
class JobTest {
  private static final String JOB = "{\"service\":\"glue\",\"run\":\"jr_1\"}";

  private static final String MACHINE =
      """
      {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync",
          "Parameters": {"JobName": "nightly"}, "TimeoutSeconds": 60, "End": true,
          "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Late"}]},
        "Late": {"Type": "Pass", "End": true}}}
      """;

  private final List<String> stopped = new ArrayList<>();

  private Engine given() {
    TaskCaller service =
        new TaskCaller() {
          @Override
          public TaskReport call(TaskCall call) {
            throw new AssertionError("Calls are reported by the test");
          }

          @Override
          public void stop(String job) {
            stopped.add(job);
          }
        };
    return Engine.given(MACHINE, Limits.AWS, Outside.of(service));
  }

  private Engine started() {
    Engine engine = given().start("{}");
    report(engine, new TaskReport.JobStarted(Payload.ofText("{\"JobRunId\":\"jr_1\"}"), JOB));
    return engine;
  }

  private static void report(Engine engine, TaskReport report) {
    TaskCall call = engine.host.takeCall(engine.call("T").task());
    engine.host.submit(new Command.ReportTask(call.task(), report, false));
  }

  @Test
  void shouldBeFollowedOnceItWasStarted() {
    Engine engine = started();
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 TaskStateEntered T",
            "3<-2 TaskScheduled",
            "4<-3 TaskStarted",
            "5<-4 TaskSubmitted");
    report(engine, new TaskReport.Succeeded(Payload.ofText("{\"JobRunState\":\"SUCCEEDED\"}")));
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(engine.output()).isEqualTo("{\"JobRunState\":\"SUCCEEDED\"}");
    assertThat(stopped).isEmpty();
  }

  @Test
  void shouldBeFollowedAgainAfterARestart() {
    Engine engine = started();
    engine.host.takeCall(engine.call("T").task());
    engine.resume();
    report(engine, new TaskReport.Failed("States.TaskFailed", "{\"JobRunState\":\"FAILED\"}"));
    assertThat(engine.execution().error()).isEqualTo("States.TaskFailed");
    assertThat(stopped).isEmpty();
  }

  @Test
  void shouldCountItsStartOnce() {
    Engine engine = started();
    TaskCall call = engine.call("T");
    Reply second =
        engine.host.submit(
            new Command.ReportTask(
                call.task(), new TaskReport.JobStarted(Payload.ofText("{}"), JOB), false));
    assertThat(second).isEqualTo(new Reply.Stale());
    assertThat(engine.events()).hasSize(5);
  }

  @Test
  void shouldBeStoppedWithTheExecution() {
    Engine engine = started().stop();
    assertThat(engine.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(stopped).containsExactly(JOB);
    assertThat(engine.host.bugs()).isEmpty();
    engine.resume();
    assertThat(stopped).containsExactly(JOB);
  }

  @Test
  void shouldBeStoppedIfNobodyWaitsAnyMoreWhenItsStartIsReported() {
    Engine engine = given().start("{}");
    TaskCall call = engine.host.takeCall(engine.call("T").task());
    engine.stop();
    var started = new TaskReport.JobStarted(Payload.ofText("{}"), JOB);
    assertThat(engine.host.submit(new Command.ReportTask(call.task(), started, false)))
        .isEqualTo(new Reply.Stale());
    assertThat(stopped).containsExactly(JOB);
    assertThat(engine.status()).isEqualTo(ExecutionStatus.ABORTED);
    engine.resume();
    assertThat(stopped).containsExactly(JOB);
  }

  @Test
  void shouldBeStoppedWhenTheTaskHasRunOutOfTime() {
    Engine engine = started().after(Duration.ofSeconds(60));
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(engine.history())
        .contains("6<-5 TaskTimedOut States.Timeout", "8<-7 PassStateEntered Late");
    assertThat(stopped).containsExactly(JOB);
  }
}
