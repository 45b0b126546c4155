package pawl.observability.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.history.NewEvents;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TraceHeader;
import pawl.observability.Happenings;
import pawl.observability.Receiver;
import pawl.observability.Receiver.Answer;

class TraceTest {
  private static final String ENABLED = "{\"enabled\":true}";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String HEADER =
      "Root=1-0123abcd-0123456789abcdef01234567;Parent=89abcdef01234567;Sampled=1";

  private static final String MAP =
      """
      {"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "P", "States": {
          "P": {"Type": "Pass", "End": true}}}}}}
      """;

  private final Happenings happenings = new Happenings();
  private Receiver collector;
  private Tracing tracing;

  @BeforeEach
  void open() throws Exception {
    collector = new Receiver().answers(_ -> new Answer(200, ""));
    tracing = tracing(false);
  }

  private Tracing tracing(boolean all) {
    return Tracing.to(
        happenings.coming,
        TraceSettings.fromEnvironment(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url().toString()))
            .orElseThrow(),
        all);
  }

  @AfterEach
  void close() {
    tracing.close();
    collector.close();
    happenings.close();
  }

  private static String task(String more) {
    return "{\"StartAt\": \"T\", \"States\": {\"T\": {\"Type\": \"Task\", \"Resource\": \""
        + FUNCTION
        + "\""
        + more
        + ", \"Next\": \"P\"}, \"P\": {\"Type\": \"Pass\", \"End\": true}}}";
  }

  private TaskCall call() {
    return happenings.host.takeCall(happenings.host.calls().getFirst().task());
  }

  private void report(TaskCall call, TaskReport report) {
    happenings.host.submit(new Command.ReportTask(call.task(), report, false));
  }

  /** All spans of the next request to the collector, by name. */
  private Map<String, ProtoSpan> spans() throws Exception {
    Receiver.Request request = collector.next();
    assertThat(request.path()).isEqualTo("/v1/traces");
    return ProtoSpan.all(request.body()).stream()
        .collect(Collectors.toMap(ProtoSpan::name, span -> span, (one, _) -> one));
  }

  @Test
  void shouldExportASpanForAnExecutionAndOneForEveryState() throws Exception {
    // given
    happenings.create("M", task(""), null, ENABLED);
    ExecutionId id = happenings.start("M", "e", "1", HEADER);
    happenings.host.advanceTo(Happenings.NOW + 1_500);
    report(call(), new TaskReport.Succeeded(Payload.EMPTY_OBJECT));
    // when
    tracing.heard(List.of(happenings.newsOf(id)));
    // then
    Map<String, ProtoSpan> spans = spans();
    assertThat(spans).containsOnlyKeys("M", "T", "P");
    ProtoSpan whole = spans.get("M");
    assertThat(whole.traceId()).isEqualTo("0123abcd0123456789abcdef01234567");
    assertThat(whole.parentId()).isEqualTo("89abcdef01234567");
    assertThat(whole.endNanos() - whole.startNanos()).isEqualTo(1_500_000_000L);
    assertThat(whole.attributes())
        .containsEntry("pawl.execution.status", "Succeeded")
        .containsEntry("aws.step_functions.state_machine.arn", Happenings.ARNS.stateMachine("M"));
    ProtoSpan task = spans.get("T");
    assertThat(task.traceId()).isEqualTo(whole.traceId());
    assertThat(task.parentId()).isEqualTo(whole.spanId());
    assertThat(task.startNanos()).isEqualTo(Happenings.NOW * 1_000_000);
    assertThat(task.attributes())
        .containsEntry("pawl.state.type", "Task")
        .containsEntry("pawl.state.resource", FUNCTION);
    assertThat(spans.get("P").parentId()).isEqualTo(whole.spanId());
  }

  @Test
  void shouldGiveTheSameIdsAfterARestart() throws Exception {
    happenings.create("M", task(""), null, ENABLED);
    ExecutionId id = happenings.start("M", "e", "1");
    NewEvents before = happenings.newsOf(id);
    report(call(), new TaskReport.Succeeded(Payload.EMPTY_OBJECT));
    NewEvents after = happenings.newsOf(id, before.events().getLast().id() + 1, 100);
    tracing.heard(List.of(before));
    tracing.heard(List.of(after));
    Map<String, ProtoSpan> whole = spans();
    // when: another process, which was not told of the beginning
    try (Tracing restarted = tracing(false)) {
      restarted.heard(List.of(after));
    }
    // then
    assertThat(spans()).isEqualTo(whole).containsOnlyKeys("M", "T", "P");
  }

  @Test
  void shouldCatchUpOnWhatItWasNotTold() throws Exception {
    happenings.create("M", task(""), null, ENABLED);
    ExecutionId id = happenings.start("M", "e", "1");
    report(call(), new TaskReport.Succeeded(Payload.EMPTY_OBJECT));
    int last = happenings.newsOf(id).events().size();
    tracing.heard(List.of(happenings.newsOf(id, 1, 2)));
    // the end of T is missing
    tracing.heard(List.of(happenings.newsOf(id, last, last)));
    assertThat(spans()).containsOnlyKeys("M", "T", "P");
  }

  @Test
  void shouldNestIterationsBelowTheirMap() throws Exception {
    happenings.create(
        "M", MAP.replace("\"M\": {", "\"All\": {").replace(": \"M\"", ": \"All\""), null, ENABLED);
    ExecutionId id = happenings.start("M", "e", "[1, 2, 3]");
    tracing.heard(List.of(happenings.newsOf(id)));
    List<ProtoSpan> spans = ProtoSpan.all(collector.next().body());
    ProtoSpan map = spans.stream().filter(it -> it.name().equals("All")).findFirst().orElseThrow();
    List<ProtoSpan> inside = spans.stream().filter(it -> it.name().equals("P")).toList();
    assertThat(inside).hasSize(3).allMatch(it -> it.parentId().equals(map.spanId()));
    assertThat(inside)
        .extracting(it -> it.attributes().get("pawl.map.index"))
        .containsExactlyInAnyOrder("0", "1", "2");
  }

  @Test
  void shouldShowFailedAttemptsAndErrors() throws Exception {
    happenings.create(
        "M",
        task(
            ", \"Retry\": [{\"ErrorEquals\": [\"E\"], \"IntervalSeconds\": 1, \"MaxAttempts\":"
                + " 1}]"),
        null,
        ENABLED);
    ExecutionId id = happenings.start("M", "e", "1");
    report(call(), new TaskReport.Failed("E", "once"));
    happenings.host.advanceTo(Happenings.NOW + 2_000);
    report(call(), new TaskReport.Failed("E", "twice"));
    tracing.heard(List.of(happenings.newsOf(id)));
    Map<String, ProtoSpan> spans = spans();
    assertThat(spans).containsOnlyKeys("M", "T");
    assertThat(spans.get("T").isError()).isTrue();
    assertThat(spans.get("T").events())
        .containsExactly("LambdaFunctionFailed", "LambdaFunctionFailed");
    assertThat(spans.get("M").attributes())
        .containsEntry("error.type", "E")
        .containsEntry("pawl.cause", "twice");
  }

  @Test
  void shouldEndWhatAFailedBranchLeavesOpen() throws Exception {
    happenings.create(
        "M",
        """
        {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "Branches": [
          {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 100, "End": true}}},
          {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}],
          "Catch": [{"ErrorEquals": ["E"], "Next": "Next"}], "End": true},
          "Next": {"Type": "Pass", "End": true}}}
        """,
        null,
        ENABLED);
    ExecutionId id = happenings.start("M", "e", "1");
    tracing.heard(List.of(happenings.newsOf(id)));
    Map<String, ProtoSpan> spans = spans();
    assertThat(spans).containsOnlyKeys("M", "Both", "W", "F", "Next");
    assertThat(spans.get("W").parentId()).isEqualTo(spans.get("Both").spanId());
    assertThat(spans.get("W").isError()).isTrue();
    assertThat(spans.get("F").isError()).isTrue();
    assertThat(spans.get("Both").isError()).isFalse();
    assertThat(spans.get("M").isError()).isFalse();
  }

  @Test
  void shouldHonourWhatMachinesAndHeadersSay() throws Exception {
    happenings.create("M", task(""), null, "{\"enabled\":false}");
    NewEvents notAsked = happenings.newsOf(happenings.start("M", "e", "1"));
    assertThat(tracing.wants(notAsked)).isFalse();
    happenings.create(
        "N",
        "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}",
        null,
        ENABLED);
    NewEvents notSampled =
        happenings.newsOf(
            happenings.start("N", "e", "1", HEADER.replace("Sampled=1", "Sampled=0")));
    tracing.heard(List.of(notSampled));
    assertThat(collector.hasMore()).isFalse();
    try (Tracing all = tracing(true)) {
      assertThat(all.wants(notAsked)).isTrue();
    }
  }

  @Test
  void shouldGiveCallsTheSpanOfTheirState() throws Exception {
    happenings.create("M", task(""), null, ENABLED);
    ExecutionId id = happenings.start("M", "e", "1");
    List<TaskCall> made = new ArrayList<>();
    TracedCalls calls =
        new TracedCalls(
            call -> {
              made.add(call);
              return new TaskReport.Succeeded(Payload.EMPTY_OBJECT);
            },
            happenings.coming,
            false);
    TaskCall call = call();
    report(call, calls.call(call));
    tracing.heard(List.of(happenings.newsOf(id)));
    ProtoSpan span = spans().get("T");
    TraceHeader header = TraceHeader.ofXRay(made.getFirst().traceHeader());
    assertThat(header).isEqualTo(new TraceHeader(span.traceId(), span.spanId(), true));
    assertThat(header.w3c()).isEqualTo("00-" + span.traceId() + "-" + span.spanId() + "-01");
  }

  @Test
  void shouldCountSpansThatNobodyTakes() throws Exception {
    collector.answers(_ -> new Answer(400, ""));
    happenings.create("M", MAP, null, ENABLED);
    tracing.heard(List.of(happenings.newsOf(happenings.start("M", "e", "[]"))));
    assertThat(tracing.losses().count()).isEqualTo(2);
  }

  @Test
  void shouldReadTheVariablesOfOpenTelemetry() {
    assertThat(TraceSettings.fromEnvironment(Map.of())).isEmpty();
    TraceSettings settings =
        TraceSettings.fromEnvironment(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/",
                    "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20x,b=2",
                    "OTEL_SERVICE_NAME", "orders",
                    "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test"))
            .orElseThrow();
    assertThat(settings.tracesUrl()).hasToString("http://collector:4318/v1/traces");
    assertThat(settings.headers()).isEqualTo(Map.of("authorization", "Bearer x", "b", "2"));
    assertThat(settings.resource())
        .isEqualTo(Map.of("service.name", "orders", "deployment.environment", "test"));
    assertThatThrownBy(
            () ->
                TraceSettings.fromEnvironment(
                    Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317",
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")))
        .hasMessageContaining("OTEL_EXPORTER_OTLP_PROTOCOL");
  }

  @Test
  void shouldNotBreakCallsBeforeTheHostIsThere() {
    happenings.create("M", task(""), null, ENABLED);
    happenings.start("M", "e", "1");
    TracedCalls calls =
        new TracedCalls(
            call -> new TaskReport.Failed(String.valueOf(call.traceHeader()), null),
            new CompletableFuture<Host>(),
            true);
    assertThat(calls.call(call())).isEqualTo(new TaskReport.Failed("null", null));
  }
}
