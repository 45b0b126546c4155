package pawl.engine.golden;

import static pawl.engine.golden.Scenario.ACTIVITY;
import static pawl.engine.golden.Scenario.SEND_MESSAGE;
import static pawl.engine.golden.Scenario.of;
import static pawl.engine.golden.Scenario.task;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import pawl.asl.Payload;
import pawl.engine.Engine;
import pawl.engine.TaskReport;
import pawl.engine.host.Host;

/** Tasks whose outcome comes from elsewhere: task tokens, activities, nested executions. */
final class CallbackScenarios {
  private static final String TOKEN_FIELDS =
      """
      "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}},
      "HeartbeatSeconds": 60, "TimeoutSeconds": 100\
      """;
  private static final String NESTED =
      task(
          "arn:aws:states:::states:startExecution.sync:2",
          "\"Parameters\": {\"StateMachineArn\":"
              + " \"arn:aws:states:us-east-1:123456789012:stateMachine:Child\"}");
  private static final TaskReport DONE = new TaskReport.Succeeded(Payload.ofText("{\"ok\": true}"));

  private CallbackScenarios() {}

  private static Scenario callback(String name, String fields, Consumer<Engine> script) {
    return of(
        name,
        task(
            SEND_MESSAGE + ".waitForTaskToken",
            TOKEN_FIELDS + (fields.isEmpty() ? "" : ", " + fields)),
        "{}",
        script);
  }

  private static Scenario activity(String name, String fields, Consumer<Engine> script) {
    return of(name, task(ACTIVITY, fields), "{\"job\": 1}", script);
  }

  /** Reports through the token of the task {@code S} after the service has taken the order. */
  private static Consumer<Engine> token(TaskReport report) {
    return engine -> {
      String token = engine.call("S").taskToken();
      engine.submitted("S", "{\"MessageId\": \"m\"}").token(token, report);
    };
  }

  private static Host.ActivityTask poll(Engine engine, String worker) {
    return engine
        .host
        .pollActivity(engine.host.arns().activity("A"), worker, Duration.ZERO)
        .orElseThrow();
  }

  static List<Scenario> all() {
    return List.of(
        callback("callback", "", token(DONE)),
        callback("callback-failed", "", token(new TaskReport.Failed("Refused", "not today"))),
        callback(
            "callback-failed-without-reason",
            "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"H\"}]",
            token(new TaskReport.Failed(null, null))),
        callback(
            "callback-heartbeat-missed",
            "\"Catch\": [{\"ErrorEquals\": [\"States.HeartbeatTimeout\"], \"Next\": \"H\"}]",
            engine -> engine.submitted("S", "{}").after(Duration.ofSeconds(60))),
        callback(
            "callback-timed-out",
            "",
            engine -> {
              String token = engine.call("S").taskToken();
              engine.submitted("S", "{}").after(Duration.ofSeconds(50));
              engine.token(token, new TaskReport.Heartbeat());
              engine.after(Duration.ofSeconds(50));
            }),
        callback(
            "callback-retried",
            "\"Retry\": [{\"ErrorEquals\": [\"States.Timeout\"], \"MaxAttempts\": 1}]",
            engine -> {
              engine.submitted("S", "{}").after(Duration.ofSeconds(61));
              token(DONE).accept(engine);
            }),
        callback("callback-service-failed", "", engine -> engine.fail("S", "SQS.Denied", "no")),
        callback(
            "callback-answered-before-submitted",
            "",
            engine -> {
              engine.token(engine.call("S").taskToken(), DONE);
              engine.submitted("S", "{}");
            }),
        callback("callback-stopped", "", engine -> engine.submitted("S", "{}").stop()),
        activity(
            "activity",
            "\"TimeoutSeconds\": 100, \"HeartbeatSeconds\": 60",
            engine -> {
              var task = poll(engine, "worker");
              engine.token(task.taskToken(), DONE);
            }),
        activity(
            "activity-failed-by-nameless-worker",
            "\"Catch\": [{\"ErrorEquals\": [\"Refused\"], \"ResultPath\": \"$.why\", \"Next\":"
                + " \"H\"}]",
            engine ->
                engine.token(
                    poll(engine, null).taskToken(), new TaskReport.Failed("Refused", "no"))),
        activity(
            "activity-never-taken",
            "\"TimeoutSeconds\": 100",
            engine -> engine.after(Duration.ofSeconds(100))),
        activity(
            "activity-heartbeat-missed-retried",
            """
            "HeartbeatSeconds": 60, "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}]
            """,
            engine -> {
              poll(engine, "worker");
              engine.after(Duration.ofSeconds(61));
              engine.token(poll(engine, "other").taskToken(), DONE);
            }),
        activity("activity-stopped", "", Engine::stop),
        of(
            "nested-execution",
            NESTED,
            "{}",
            engine -> {
              var task = engine.call("S").task();
              engine.submitted("S", "{\"ExecutionArn\": \"child\"}");
              engine.host.submit(
                  new pawl.engine.Command.ReportTask(
                      task, new TaskReport.Succeeded(Payload.ofText("{\"Output\": 1}")), true));
            }),
        of(
            "nested-execution-failed",
            NESTED,
            "{}",
            engine -> {
              var task = engine.call("S").task();
              engine.submitted("S", "{\"ExecutionArn\": \"child\"}");
              engine.host.submit(
                  new pawl.engine.Command.ReportTask(
                      task,
                      new TaskReport.Failed("States.TaskFailed", "{\"Status\":\"FAILED\"}"),
                      true));
            }),
        of(
            "nested-execution-stopped",
            NESTED,
            "{}",
            engine -> engine.submitted("S", "{\"ExecutionArn\": \"child\"}").stop()));
  }
}
