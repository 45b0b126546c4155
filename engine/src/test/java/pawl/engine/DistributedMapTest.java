package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionSummary;

class DistributedMapTest {
  private static final String PASS = "\"P\": {\"Type\": \"Pass\", \"End\": true}";
  private static final String TASK =
      "\"P\": {\"Type\": \"Task\", \"Resource\":"
          + " \"arn:aws:lambda:us-east-1:123456789012:function:f\", \"End\": true}";

  private static String machine(String fields, String processor) {
    return """
    {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "Run", %s "End": true,
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                        "StartAt": "P", "States": {%s}}}}}
    """
        .formatted(fields, processor);
  }

  private static String mapRunArn(Engine engine) {
    return engine.events().stream()
        .map(event -> event.details())
        .filter(EventDetails.MapRunStarted.class::isInstance)
        .map(details -> ((EventDetails.MapRunStarted) details).mapRunArn())
        .findFirst()
        .orElseThrow();
  }

  private static List<ExecutionSummary> children(Engine engine) {
    return engine
        .host
        .reads()
        .executions(ExecutionQuery.of(mapRunArn(engine)), 10_000, null)
        .rows();
  }

  private static List<ExecutionStatus> statuses(Engine engine) {
    return children(engine).stream().map(ExecutionSummary::status).sorted().toList();
  }

  /** Numbers from 0, so many a page; a position is the next number. */
  private static ItemSource numbers(int count, AtomicInteger reads) {
    return request -> {
      reads.incrementAndGet();
      int from = request.position() == null ? 0 : Integer.parseInt(request.position());
      int to = Math.min(count, from + request.maxItems());
      return new ItemPage.Items(
          IntStream.range(from, to).mapToObj(n -> Payload.ofText("" + n)).toList(),
          to == count ? null : "" + to);
    };
  }

  private static Outside reading(ItemSource source) {
    return new Outside(
        _ -> new TaskReport.Failed("Test", "unused"),
        source,
        (_, _) -> new TaskReport.Failed("Test", "unused"));
  }

  private static final String READER =
      "\"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:getObject\", \"ReaderConfig\": {%s},"
          + " \"Parameters\": {\"Bucket\": \"b\", \"Key\": \"k\"}}, ";

  @Test
  void shouldRunAChildForEachItemAndNumberEventsAsAwsDoes() {
    var engine = Engine.given(machine("", PASS)).start("[1, {\"a\": 2}]");
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered M",
            "3<-2 MapStateStarted",
            "4<-3 MapRunStarted",
            "5<-4 MapRunSucceeded",
            "6<-5 MapStateSucceeded",
            "7<-4 MapStateExited M",
            "8<-7 ExecutionSucceeded");
    assertThat(engine.output()).isEqualTo("[1,{\"a\":2}]");
    assertThat(mapRunArn(engine))
        .matches("arn:aws:states:us-east-1:123456789012:mapRun:Machine/Run:[-0-9a-f]{36}");
    var child = engine.host.reads().execution(id(children(engine).getFirst())).orElseThrow();
    assertThat(child.machineArn()).endsWith(":stateMachine:Machine/Run");
    assertThat(child.arn()).contains(":execution:Machine/Run:");
  }

  private static ExecutionId id(ExecutionSummary child) {
    return ExecutionId.of(child.arn());
  }

  @Test
  void shouldEndWithNothingIfThereAreNoItems() {
    var engine = Engine.given(machine("", PASS)).start("[]");
    assertThat(engine.output()).isEqualTo("[]");
    assertThat(engine.history()).contains("5<-4 MapRunSucceeded");
  }

  @Test
  void shouldRunNoMoreChildrenAtATimeThanAllowed() {
    var engine = Engine.given(machine("\"MaxConcurrency\": 2,", TASK)).start("[1,2,3,4,5]");
    List<String> inputs = new ArrayList<>();
    while (!engine.host.calls().isEmpty()) {
      assertThat(engine.host.calls()).hasSizeLessThanOrEqualTo(2);
      String input = engine.call("P").parameters().text();
      inputs.add(input);
      engine.succeed("P", input + "0");
    }
    assertThat(inputs).containsExactly("1", "2", "3", "4", "5");
    assertThat(engine.output()).isEqualTo("[10,20,30,40,50]");
    assertThat(engine.host.bugs()).isEmpty();
  }

  @Test
  void shouldShowTheItemToTheSelectorAndNotTheVariablesToTheChildren() {
    String fields =
        "\"ItemsPath\": \"$.o\", \"ItemSelector\": {\"i.$\": \"$$.Map.Item.Index\","
            + " \"k.$\": \"$$.Map.Item.Key\", \"v.$\": \"$$.Map.Item.Value\","
            + " \"s.$\": \"$$.Map.Item.Source\", \"all.$\": \"$.n\"},";
    var engine =
        Engine.given(machine(fields, PASS)).start("{\"o\": {\"x\": 1, \"y\": 2}, \"n\": 3}");
    assertThat(engine.output())
        .isEqualTo(
            "[{\"i\":0,\"k\":\"x\",\"v\":1,\"s\":\"STATE_DATA\",\"all\":3},"
                + "{\"i\":1,\"k\":\"y\",\"v\":2,\"s\":\"STATE_DATA\",\"all\":3}]");
  }

  @Test
  void shouldReadTheDatasetPieceByPieceAndLoseOrRepeatNothing() {
    var reads = new AtomicInteger();
    String fields =
        READER.formatted("\"InputType\": \"JSONL\"")
            + "\"ItemSelector\": {\"n.$\": \"$$.Map.Item.Value\", \"i.$\":"
            + " \"$$.Map.Item.Index\"},";
    var engine =
        Engine.given(machine(fields, PASS), Limits.AWS, reading(numbers(3_500, reads))).start("{}");
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(reads).hasValue(4);
    StringBuilder expected = new StringBuilder("[");
    for (int n = 0; n < 3_500; n++) {
      expected.append(n == 0 ? "" : ",").append("{\"n\":%d,\"i\":%d}".formatted(n, n));
    }
    assertThat(engine.output()).isEqualTo(expected.append("]").toString());
    assertThat(engine.history()).contains("3<-2 MapStateStarted", "4<-3 MapRunStarted");
  }

  @Test
  void shouldReadNoMoreThanMaxItems() {
    var reads = new AtomicInteger();
    var engine =
        Engine.given(
                machine(READER.formatted("\"InputType\": \"JSON\", \"MaxItems\": 3"), PASS),
                Limits.AWS,
                reading(numbers(10, reads)))
            .start("{}");
    assertThat(engine.output()).isEqualTo("[0,1,2]");
    assertThat(reads).hasValue(1);
  }

  @Test
  void shouldFailTheRunIfTheDatasetCannotBeRead() {
    var engine =
        Engine.given(
                machine(READER.formatted(""), PASS),
                Limits.AWS,
                reading(_ -> new ItemPage.Failed("States.ItemReaderFailed", "gone")))
            .start("{}");
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered M",
            "3<-2 MapStateStarted",
            "4<-3 MapRunStarted",
            "5<-4 MapRunFailed States.ItemReaderFailed",
            "6<-5 MapStateFailed",
            "7<-6 ExecutionFailed States.ItemReaderFailed");
  }

  @Test
  void shouldPutItemsTogetherUpToTheLimits() {
    var reads = new AtomicInteger();
    String batcher = "\"ItemBatcher\": {\"MaxItemsPerBatch\": 3, \"BatchInput\": {\"b\": 1}},";
    var engine =
        Engine.given(
                machine(READER.formatted("") + batcher, PASS),
                Limits.AWS,
                reading(numbers(7, reads)))
            .start("{}");
    assertThat(engine.output())
        .isEqualTo(
            "[{\"BatchInput\":{\"b\":1},\"Items\":[0,1,2]},{\"BatchInput\":{\"b\":1},"
                + "\"Items\":[3,4,5]},{\"BatchInput\":{\"b\":1},\"Items\":[6]}]");
    var bytes =
        Engine.given(machine("\"ItemBatcher\": {\"MaxInputBytesPerBatch\": 40},", PASS))
            .start("[\"aaaaa\",\"bbbbb\",\"" + "c".repeat(50) + "\",\"d\"]");
    assertThat(bytes.output())
        .isEqualTo(
            "[{\"Items\":[\"aaaaa\"]},{\"Items\":[\"bbbbb\"]},{\"Items\":[\""
                + "c".repeat(50)
                + "\"]},{\"Items\":[\"d\"]}]");
  }

  @Test
  void shouldTakeEveryNumberFromItsPath() {
    Engine engine =
        Engine.given(
                machine(
                    READER.formatted("\"InputType\": \"JSONL\", \"MaxItemsPath\": \"$.items\"")
                        + "\"ItemBatcher\": {\"MaxItemsPerBatchPath\": \"$.batch\","
                        + " \"MaxInputBytesPerBatchPath\": \"$.bytes\","
                        + " \"BatchInput\": {\"of.$\": \"$.name\"}},"
                        + " \"MaxConcurrencyPath\": \"$.atATime\","
                        + " \"ToleratedFailurePercentagePath\": \"$.percent\",",
                    TASK),
                Limits.AWS,
                reading(numbers(100, new AtomicInteger())))
            .start(
                "{\"items\": 7, \"batch\": 3, \"bytes\": 1000, \"atATime\": 2, \"percent\": 50,"
                    + " \"name\": \"numbers\"}");

    assertThat(engine.host.calls())
        .extracting(call -> call.parameters().text())
        .containsExactly(
            "{\"BatchInput\":{\"of\":\"numbers\"},\"Items\":[0,1,2]}",
            "{\"BatchInput\":{\"of\":\"numbers\"},\"Items\":[3,4,5]}");
    engine.fail("P", "E", "three of seven").succeed("P", "\"b\"");
    assertThat(engine.call("P").parameters().text())
        .isEqualTo("{\"BatchInput\":{\"of\":\"numbers\"},\"Items\":[6]}");
    engine.succeed("P", "\"c\"");

    assertThat(engine.output()).isEqualTo("[\"b\",\"c\"]");
  }

  @Test
  void shouldFailWhenTooManyItemsFailAndStopTheOthers() {
    var engine = Engine.given(machine("", TASK)).start("[1,2,3]");
    engine.fail("P", "Boom", "why");
    assertThat(engine.history())
        .endsWith(
            "5<-4 MapRunFailed States.ExceedToleratedFailureThreshold",
            "6<-5 MapStateFailed",
            "7<-6 ExecutionFailed States.ExceedToleratedFailureThreshold");
    assertThat(engine.host.calls()).isEmpty();
    assertThat(statuses(engine))
        .containsExactly(ExecutionStatus.FAILED, ExecutionStatus.ABORTED, ExecutionStatus.ABORTED);
    assertThat(engine.host.bugs()).isEmpty();
  }

  @Test
  void shouldTolerateAsManyFailuresAsTheStateSays() {
    var count = Engine.given(machine("\"ToleratedFailureCount\": 1,", TASK)).start("[1,2,3]");
    count.fail("P", "Boom", "why").succeed("P", "2").succeed("P", "3");
    assertThat(count.output()).isEqualTo("[2,3]");

    var half =
        Engine.given(machine("\"ToleratedFailurePercentage\": 50,", TASK)).start("[1,2,3,4]");
    half.fail("P", "Boom", "why").fail("P", "Boom", "why");
    assertThat(half.status()).isEqualTo(ExecutionStatus.RUNNING);
    half.fail("P", "Boom", "why");
    assertThat(half.status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void shouldStopTheChildrenOfAStoppedExecution() {
    var engine = Engine.given(machine("", TASK)).start("[1,2]");
    engine.stop();
    assertThat(engine.host.calls()).isEmpty();
    assertThat(statuses(engine)).containsExactly(ExecutionStatus.ABORTED, ExecutionStatus.ABORTED);
    assertThat(engine.history()).last().isEqualTo("5<-0 ExecutionAborted");
  }

  @Test
  void shouldCatchTheFailureOfARunAndBeginAnotherOneOnRetry() {
    String fields = "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 1}],";
    var engine = Engine.given(machine(fields, TASK)).start("[1]");
    engine.fail("P", "Boom", "why").after(java.time.Duration.ofSeconds(1));
    engine.succeed("P", "\"second\"");
    assertThat(engine.output()).isEqualTo("[\"second\"]");
    assertThat(engine.history(event -> event.type() == EventType.MAP_RUN_STARTED)).hasSize(2);
    assertThat(engine.host.bugs()).isEmpty();
  }

  @Test
  void shouldHandTheResultsOfAllChildrenToTheWriter() {
    List<ChildResult> written = new ArrayList<>();
    List<ResultRequest> requests = new ArrayList<>();
    ResultSink sink =
        (request, children) -> {
          requests.add(request);
          for (Iterator<ChildResult> rest = children; rest.hasNext(); ) {
            written.add(rest.next());
          }
          return new TaskReport.Succeeded(Payload.ofText("{\"written\": true}"));
        };
    String fields =
        "\"ToleratedFailureCount\": 1, \"ResultWriter\": {\"Resource\":"
            + " \"arn:aws:states:::s3:putObject\", \"Parameters\": {\"Bucket\": \"b\"}},";
    var engine =
        Engine.given(
                machine(fields, TASK),
                Limits.AWS,
                new Outside(
                    _ -> new TaskReport.Failed("Test", "unused"),
                    _ -> new ItemPage.Failed("Test", "unused"),
                    sink))
            .start("[1,2]");
    engine.fail("P", "Boom", "why").succeed("P", "20");
    assertThat(engine.output()).isEqualTo("{\"written\": true}");
    assertThat(requests.getFirst().mapRunArn()).isEqualTo(mapRunArn(engine));
    assertThat(requests.getFirst().parameters().text()).isEqualTo("{\"Bucket\":\"b\"}");
    assertThat(written)
        .extracting(ChildResult::status)
        .containsExactly(ExecutionStatus.FAILED, ExecutionStatus.SUCCEEDED);
    assertThat(written).extracting(result -> result.input().text()).containsExactly("1", "2");
    assertThat(text(written.getLast().output())).isEqualTo("20");
    assertThat(written.getFirst().error()).isEqualTo("Boom");
  }

  private static String text(@Nullable Payload payload) {
    return payload == null ? "none" : payload.text();
  }

  @Test
  void shouldIgnoreReportsThatComeTwice() {
    var engine = Engine.given(machine("\"MaxConcurrency\": 1,", TASK)).start("[1,2]");
    var parent = new Command.MapParent(engine.id(), 1, 1, 0, mapRunArn(engine));
    engine.succeed("P", "10");
    var again =
        new Command.ReportChild(
            parent, ExecutionStatus.SUCCEEDED, Payload.ofText("\"again\""), null, null, 0);
    engine.host.submit(again);
    engine.succeed("P", "20");
    engine.host.submit(again);
    assertThat(engine.output()).isEqualTo("[10,20]");
    assertThat(engine.host.bugs()).isEmpty();
  }

  @Test
  void shouldRunDistributedMapsWithinEachOther() {
    String inner =
        """
        "P": {"Type": "Map", "End": true, "ItemProcessor": {
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}
        """;
    var engine = Engine.given(machine("", inner)).start("[[1,2],[3]]");
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.output()).isEqualTo("[[1,2],[3]]");
  }
}
