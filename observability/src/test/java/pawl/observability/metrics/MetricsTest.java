package pawl.observability.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.TaskReport;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.id.ExecutionId;
import pawl.observability.Happenings;

class MetricsTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String TASK =
      "{\"StartAt\": \"T\", \"States\": {\"T\": {\"Type\": \"Task\", \"Resource\": \""
          + FUNCTION
          + "\", \"End\": true}}}";
  private static final String MACHINE =
      "{state_machine_arn=\"arn:aws:states:us-east-1:123456789012:stateMachine:M\"}";

  private final Happenings happenings = new Happenings();
  private final ServerMetrics server = new ServerMetrics("1.2.3");
  private ExecutionMetrics metrics;

  @BeforeEach
  void open() {
    metrics = new ExecutionMetrics(happenings.coming, server::registry);
  }

  @AfterEach
  void close() {
    happenings.close();
  }

  private ExecutionId runTask(TaskReport report) {
    happenings.create("M", TASK, null);
    ExecutionId id = happenings.start("M", "e", "1");
    happenings.host.advanceTo(Happenings.NOW + 2_000);
    var call = happenings.host.takeCall(happenings.host.calls().getFirst().task());
    happenings.host.submit(new Command.ReportTask(call.task(), report, false));
    return id;
  }

  private void assertShows(String... lines) {
    assertThat(server.text().lines()).contains(lines);
  }

  @Test
  void shouldCountExecutionsByMachineUnderAwsNames() {
    ExecutionId id = runTask(new TaskReport.Succeeded(Payload.EMPTY_OBJECT));
    metrics.heard(List.of(happenings.newsOf(id)));
    assertShows(
        "# TYPE states_executions_started_total counter",
        "states_executions_started_total" + MACHINE + " 1.0",
        "states_executions_succeeded_total" + MACHINE + " 1.0",
        "states_executions_failed_total" + MACHINE + " 0.0",
        "states_execution_time_seconds_count" + MACHINE + " 1",
        "states_execution_time_seconds_sum" + MACHINE + " 2.0");
  }

  @Test
  void shouldCountAndTimeFunctions() {
    ExecutionId id = runTask(new TaskReport.Failed("E", "c"));
    metrics.heard(List.of(happenings.newsOf(id)));
    String label = "{lambda_function_arn=\"" + FUNCTION + "\"}";
    assertShows(
        "states_lambda_functions_scheduled_total" + label + " 1.0",
        "states_lambda_functions_started_total" + label + " 1.0",
        "states_lambda_functions_failed_total" + label + " 1.0",
        "states_lambda_functions_succeeded_total" + label + " 0.0",
        "states_lambda_function_time_seconds_sum" + label + " 2.0",
        "states_lambda_function_run_time_seconds_sum" + label + " 2.0",
        "states_lambda_function_schedule_time_seconds_sum" + label + " 0.0",
        "states_executions_failed_total" + MACHINE + " 1.0");
  }

  @Test
  void shouldKnowWhatATaskWasThatBeganBeforeTheServer() {
    ExecutionId id = runTask(new TaskReport.Succeeded(Payload.EMPTY_OBJECT));
    // only what comes after LambdaFunctionStarted
    metrics.heard(List.of(happenings.newsOf(id, 5, 100)));
    String label = "{lambda_function_arn=\"" + FUNCTION + "\"}";
    assertShows(
        "states_lambda_functions_succeeded_total" + label + " 1.0",
        "states_lambda_functions_scheduled_total" + label + " 0.0",
        "states_lambda_function_run_time_seconds_sum" + label + " 2.0");
  }

  @Test
  void shouldCountActivitiesAndTheirHeartbeats() {
    String activity = "arn:aws:states:us-east-1:123456789012:activity:a";
    happenings.host.submit(new CatalogueCommand.CreateActivity(activity, "a", Map.of()));
    happenings.create(
        "M",
        "{\"StartAt\": \"T\", \"States\": {\"T\": {\"Type\": \"Task\", \"Resource\": \""
            + activity
            + "\", \"HeartbeatSeconds\": 5, \"End\": true}}}",
        null);
    ExecutionId id = happenings.start("M", "e", "1");
    happenings.host.advanceTo(Happenings.NOW + 1_000);
    assertThat(happenings.host.pollActivity(activity, "w", Duration.ZERO)).isPresent();
    happenings.host.advanceTo(Happenings.NOW + 100_000);
    metrics.heard(List.of(happenings.newsOf(id)));
    String label = "{activity_arn=\"" + activity + "\"}";
    assertShows(
        "states_activities_timed_out_total" + label + " 1.0",
        "states_activities_heartbeat_timed_out_total" + label + " 1.0",
        "states_activity_schedule_time_seconds_sum" + label + " 1.0");
  }

  @Test
  void shouldCountServiceIntegrationsByResource() {
    happenings.create(
        "M",
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task",
          "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "Parameters": {"QueueUrl": "u", "MessageBody.$": "$$.Task.Token"}, "End": true}}}
        """,
        null);
    ExecutionId id = happenings.start("M", "e", "1");
    var call = happenings.host.takeCall(happenings.host.calls().getFirst().task());
    happenings.host.submit(
        new Command.ReportTask(
            call.task(), new TaskReport.Submitted(Payload.EMPTY_OBJECT, null), false));
    happenings.host.advanceTo(Happenings.NOW + 3_000);
    happenings.host.submit(
        new Command.ReportTask(call.task(), new TaskReport.Succeeded(Payload.EMPTY_OBJECT), true));
    metrics.heard(List.of(happenings.newsOf(id)));
    String label =
        "{service_integration_resource_arn=\"arn:aws:states:::sqs:sendMessage.waitForTaskToken\"}";
    assertShows(
        "states_service_integrations_succeeded_total" + label + " 1.0",
        "states_service_integration_time_seconds_sum" + label + " 3.0");
  }

  @Test
  void shouldForgetTheTasksOfEndedExecutions() {
    OpenTasks tasks = new OpenTasks(_ -> List.of());
    ExecutionId id = runTask(new TaskReport.Succeeded(Payload.EMPTY_OBJECT));
    var news = happenings.newsOf(id);
    news.events().forEach(event -> tasks.follow(news.execution(), event));
    assertThat(tasks.size()).isZero();
  }

  @Test
  void shouldShowTheServerAndTheJvm() {
    server.counter("pawl_commits", "Writes.", () -> 42);
    server.gauge("pawl_queued_commands", "Waiting.", "shard", () -> Map.of("0", 7L));
    assertShows(
        "pawl_build_info{version=\"1.2.3\"} 1",
        "pawl_commits_total 42.0",
        "pawl_queued_commands{shard=\"0\"} 7.0");
    assertThat(server.text()).contains("jvm_memory_used_bytes").contains("jvm_threads_current");
  }
}
