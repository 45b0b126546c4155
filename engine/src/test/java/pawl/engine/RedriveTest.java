package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.history.EventDetails;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionSummary;
import pawl.engine.read.MapRunView;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

/** RedriveExecution: what has not succeeded is done again, what has is kept. */
class RedriveTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";

  private static String task(String name, String fields) {
    return "\"%s\": {\"Type\": \"Task\", \"Resource\": \"%s\", %s}"
        .formatted(name, FUNCTION, fields);
  }

  private static String machine(String start, String... states) {
    return "{\"StartAt\": \"%s\", \"States\": {%s}}".formatted(start, String.join(",", states));
  }

  private static final String TWO =
      machine("A", task("A", "\"Next\": \"B\""), task("B", "\"End\": true"));

  private static Reply.OfRedrive redrive(Engine engine) {
    return redrive(engine, null);
  }

  private static Reply.OfRedrive redrive(Engine engine, String token) {
    return engine.host.submit(new Command.Redrive(engine.id(), token));
  }

  @Test
  void shouldDoOnlyTheFailedStateAgain() {
    Engine engine = Engine.given(TWO).start("{}");
    engine.succeed("A", "{\"a\": 1}").fail("B", "Oops", "why");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    engine.after(Duration.ofHours(1));

    assertThat(redrive(engine)).isEqualTo(new Reply.Redriven(Engine.START + 3_600_000));

    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(engine.execution().stopMillis()).isNull();
    assertThat(engine.execution().error()).isNull();
    assertThat(engine.call("B").parameters().text()).isEqualTo("{\"a\": 1}");
    engine.succeed("B", "\"done\"");
    assertThat(engine.output()).isEqualTo("\"done\"");
    assertThat(engine.history())
        .endsWith(
            "10<-9 LambdaFunctionFailed Oops",
            "11<-10 ExecutionFailed Oops",
            "12<-11 ExecutionRedriven",
            "13<-12 LambdaFunctionScheduled",
            "14<-13 LambdaFunctionStarted",
            "15<-14 LambdaFunctionSucceeded",
            "16<-15 TaskStateExited B",
            "17<-16 ExecutionSucceeded");
  }

  @Test
  void shouldCountRedrivesAndListThem() {
    Engine engine = Engine.given(TWO).start("{}").fail("A", "One", "1");
    redrive(engine);
    engine.fail("A", "Two", "2");
    redrive(engine);
    String machine = engine.execution().machineArn();

    assertThat(engine.execution().redrives().count()).isEqualTo(2);
    assertThat(
            engine
                .host
                .reads()
                .executions(new ExecutionQuery(machine, null, null, null, true), 9, null)
                .rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.status()).isEqualTo(ExecutionStatus.RUNNING);
              assertThat(row.redrives().count()).isEqualTo(2);
              assertThat(row.stopMillis()).isNull();
            });
    assertThat(
            engine
                .host
                .reads()
                .executions(new ExecutionQuery(machine, null, null, null, false), 9, null)
                .rows())
        .isEmpty();
  }

  @Test
  void shouldShowItInTheContextObject() {
    Engine engine =
        Engine.given(
                machine(
                    "A",
                    task(
                        "A",
                        "\"Parameters\": {\"count.$\": \"$$.Execution.RedriveCount\"}, \"End\":"
                            + " true")))
            .start("{}");
    assertThat(engine.call("A").parameters().text()).isEqualTo("{\"count\":0}");
    engine.fail("A", "E", "c");
    redrive(engine);
    assertThat(engine.call("A").parameters().text()).isEqualTo("{\"count\":1}");
  }

  @Test
  void shouldRefuseWhatCannotBeRedriven() {
    Engine engine = Engine.given(TWO).start("{}");
    assertThat(redrive(engine))
        .isEqualTo(new Reply.NotRedrivable("Execution is RUNNING and cannot be redriven"));
    engine.succeed("A", "1").succeed("B", "2");
    assertThat(redrive(engine))
        .isEqualTo(new Reply.NotRedrivable("Execution is SUCCEEDED and cannot be redriven"));

    engine.start("{}", "late").fail("A", "E", "c").after(Duration.ofDays(14));
    assertThat(redrive(engine))
        .isEqualTo(new Reply.NotRedrivable("Execution redrivable period exceeded"));
    assertThat(engine.host.submit(new Command.Redrive(engine.find("absent").id(), null)))
        .isEqualTo(new Reply.NoSuchExecution());
  }

  @Test
  void shouldAnswerTheSameRequestTheSame() {
    Engine engine = Engine.given(TWO).start("{}").fail("A", "E", "c");
    Reply first = redrive(engine, "token");
    engine.after(Duration.ofSeconds(5));
    assertThat(redrive(engine, "token")).isEqualTo(first);
    assertThat(redrive(engine, "other")).isInstanceOf(Reply.NotRedrivable.class);
    assertThat(engine.execution().redrives().count()).isEqualTo(1);
  }

  @Test
  void shouldLetRetriersCountFromNothing() {
    Engine engine =
        Engine.given(
                machine(
                    "A",
                    task(
                        "A",
                        "\"End\": true, \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"],"
                            + " \"IntervalSeconds\": 1, \"MaxAttempts\": 1}]")))
            .start("{}");
    for (int redrives = 0; redrives < 2; redrives++) {
      engine.fail("A", "E", "c").after(Duration.ofSeconds(1)).fail("A", "E", "c");
      assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
      redrive(engine);
    }
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void shouldTakeUpStoppedAndTimedOutExecutionsAndResetTheTimeout() {
    Engine engine =
        Engine.given(
                "{\"TimeoutSeconds\": 60, \"StartAt\": \"W\", \"States\": {\"W\":"
                    + " {\"Type\": \"Wait\", \"Seconds\": 40, \"Next\": \"A\"}, "
                    + task("A", "\"End\": true")
                    + "}}")
            .start("{}");
    engine.after(Duration.ofSeconds(10)).stop();
    redrive(engine);
    engine.after(Duration.ofSeconds(39));
    assertThat(engine.host.calls()).isEmpty();
    engine.after(Duration.ofSeconds(1));
    assertThat(engine.host.calls()).hasSize(1);
    engine.after(Duration.ofSeconds(20));
    assertThat(engine.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    redrive(engine);
    engine.after(Duration.ofSeconds(59)).succeed("A", "1");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void shouldKeepVariablesOfEveryScope() {
    Engine engine =
        Engine.given(
                """
                {"QueryLanguage": "JSONata", "StartAt": "P", "States": {
                  "P": {"Type": "Pass", "Assign": {"x": 7}, "Next": "A"},
                  "A": {"Type": "Task", "Resource": "%s", "Arguments": "{%% $x %%}", "End": true}}}
                """
                    .formatted(FUNCTION))
            .start("{}")
            .fail("A", "E", "c");
    redrive(engine);
    assertThat(engine.call("A").parameters().text()).isEqualTo("7");
  }

  private static final String BRANCHES =
      machine(
          "P",
          "\"P\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": ["
              + machine("A", task("A", "\"End\": true"))
              + ","
              + machine("B", task("B", "\"End\": true"))
              + ","
              + machine("C", task("C", "\"End\": true"))
              + "]}");

  @Test
  void shouldRunOnlyBranchesThatHaveNotSucceeded() {
    Engine engine = Engine.given(BRANCHES).start("{}");
    engine.succeed("A", "\"a\"").fail("B", "E", "c");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);

    redrive(engine);

    assertThat(engine.host.calls()).extracting(TaskCall::stateName).containsExactly("B", "C");
    engine.succeed("C", "\"c\"").succeed("B", "\"b\"");
    assertThat(engine.output()).isEqualTo("[\"a\",\"b\",\"c\"]");
    assertThat(engine.host.bugs()).isEmpty();
  }

  @Test
  void shouldRunOnlyIterationsThatHaveNotSucceeded() {
    Engine engine =
        Engine.given(
                machine(
                    "M",
                    "\"M\": {\"Type\": \"Map\", \"MaxConcurrency\": 2, \"End\": true,"
                        + " \"ItemProcessor\": "
                        + machine("A", task("A", "\"End\": true"))
                        + "}"))
            .start("[1, 2, 3, 4]");
    engine.succeed("A", "10").fail("A", "E", "c");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);

    redrive(engine);

    assertThat(engine.host.calls()).hasSize(2);
    engine.succeed("A", "20").succeed("A", "30").succeed("A", "40");
    assertThat(engine.output()).isEqualTo("[10,20,30,40]");
    assertThat(engine.host.bugs()).isEmpty();
  }

  @Test
  void shouldGoOnInTheMiddleOfNestedMaps() {
    String inner =
        "\"I\": {\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": "
            + machine("A", task("A", "\"End\": true"))
            + "}";
    Engine engine =
        Engine.given(
                machine(
                    "O",
                    "\"O\": {\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": "
                        + machine("I", inner)
                        + "}"))
            .start("[[1, 2], [3, 4]]");
    engine.succeed("A", "10").fail("A", "E", "c");
    assertThat(engine.history(event -> event.type().apiName().endsWith("Aborted")))
        .as("each state is cut off once")
        .doesNotHaveDuplicates()
        .hasSize(8);
    redrive(engine);
    assertThat(engine.host.calls()).hasSize(3);
    engine.succeed("A", "20").succeed("A", "30").succeed("A", "40");
    assertThat(engine.output()).isEqualTo("[[10,20],[30,40]]");
    assertThat(engine.host.bugs()).isEmpty();
  }

  @Test
  void shouldForgetWhatWasCutOffOnceTheFailureIsCaught() {
    Engine engine =
        Engine.given(
                machine(
                    "P",
                    "\"P\": {\"Type\": \"Parallel\", \"Next\": \"Z\", \"Catch\": [{\"ErrorEquals\":"
                        + " [\"States.ALL\"], \"Next\": \"Z\"}], \"Branches\": ["
                        + machine("A", task("A", "\"End\": true"))
                        + ","
                        + machine("B", task("B", "\"End\": true"))
                        + "]}",
                    task("Z", "\"End\": true")))
            .start("{}");
    engine.succeed("A", "1").fail("B", "E", "c");
    assertThat(keys(engine, 's')).as("scopes but the top").isZero();
    assertThat(keys(engine, 'r')).as("results").isZero();
    engine.fail("Z", "E", "c");
    redrive(engine);
    engine.succeed("Z", "\"end\"");
    assertThat(engine.output()).isEqualTo("\"end\"");
  }

  private static long keys(Engine engine, char part) {
    long[] count = {0};
    byte[] all = Keys.allOf(engine.id());
    engine
        .host
        .store()
        .scan(
            all,
            Keys.after(all),
            (key, _) -> {
              count[0] += Keys.part(key) == part ? 1 : 0;
              return true;
            });
    return count[0];
  }

  @Test
  void shouldLeaveNothingThatFiresWhenAnExecutionHasFailed() {
    Engine engine = Engine.given(BRANCHES).start("{}").fail("B", "E", "c");
    for (KeyKind kind : List.of(KeyKind.TIMER, KeyKind.CALL, KeyKind.READY, KeyKind.OFFER)) {
      byte[] first = Keys.first(kind);
      engine
          .host
          .store()
          .scan(
              first,
              Keys.after(first),
              (_, _) -> {
                throw new AssertionError("a key of " + kind);
              });
    }
  }

  // Runs of distributed Maps

  private static String distributed(String type, String fields) {
    return machine(
        "M",
        "\"M\": {\"Type\": \"Map\", \"Label\": \"Run\", \"End\": true, "
            + fields
            + " \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\","
            + " \"ExecutionType\": \""
            + type
            + "\"}, \"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Pass\", \"Next\": \"A\"}, "
            + task("A", "\"End\": true")
            + "}}}");
  }

  private static List<ExecutionSummary> children(Engine engine) {
    return engine.host.reads().executions(ExecutionQuery.of(run(engine).arn()), 10, null).rows();
  }

  private static ExecutionId onlyChild(Engine engine) {
    return ExecutionId.of(children(engine).getFirst().arn());
  }

  private static MapRunView run(Engine engine) {
    return engine.host.reads().mapRuns(engine.id(), 10, null).orElseThrow().rows().getFirst();
  }

  @Test
  void shouldRedriveTheChildrenOfAMapRunThatHaveNotSucceeded() {
    Engine engine =
        Engine.given(distributed("STANDARD", "\"MaxConcurrency\": 2,")).start("[1, 2, 3, 4]");
    engine.succeed("A", "10").fail("A", "E", "c");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run(engine).executions().succeeded()).isEqualTo(1);

    redrive(engine);

    assertThat(run(engine).status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(run(engine).redrives().count()).isEqualTo(1);
    assertThat(run(engine).executions().running()).isEqualTo(2);
    engine.succeed("A", "20").succeed("A", "30").succeed("A", "40");
    assertThat(engine.output()).isEqualTo("[10,20,30,40]");
    assertThat(engine.history())
        .anyMatch(line -> line.endsWith("ExecutionRedriven"))
        .anyMatch(line -> line.endsWith("MapRunRedriven"))
        .anyMatch(line -> line.endsWith("MapRunSucceeded"));
    assertThat(engine.host.bugs()).isEmpty();
    List<ExecutionSummary> children = children(engine);
    assertThat(children)
        .extracting(ExecutionSummary::status)
        .containsOnly(ExecutionStatus.SUCCEEDED);
    assertThat(children).extracting(row -> row.redrives().count()).contains(0, 1);
  }

  @Test
  void shouldNotTakeUpAChildWhenItsRedriveIsOver() {
    // given
    Engine engine = Engine.given(distributed("STANDARD", "")).start("[1]").fail("A", "E", "c");
    ExecutionId child = onlyChild(engine);

    // when the end of the redriven run is heard of before its redrive
    engine.host.submit(new Command.StopChild(child, 1));
    engine.host.submit(new Command.RedriveChild(child, 1, false));

    // then
    assertThat(engine.host.reads().execution(child).orElseThrow().status())
        .isEqualTo(ExecutionStatus.FAILED);

    // but the next redrive counts
    engine.host.submit(new Command.RedriveChild(child, 2, false));
    assertThat(engine.host.reads().execution(child).orElseThrow().status())
        .isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void shouldNotTakeUpARunningChildAgainWhenItsRedriveIsOver() {
    // given a child that has not heard yet that its run was over
    Engine engine = Engine.given(distributed("STANDARD", "")).start("[1]");
    ExecutionId child = onlyChild(engine);

    // when
    engine.host.submit(new Command.StopChild(child, 1));
    engine.host.submit(new Command.RedriveChild(child, 1, false));

    // then
    assertThat(engine.host.reads().execution(child).orElseThrow().status())
        .isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void shouldCountWhatWaitsToBeRedriven() {
    Engine engine =
        Engine.given(
                distributed("STANDARD", "\"MaxConcurrency\": 1, \"ToleratedFailureCount\": 1,"))
            .start("[1, 2, 3]");
    engine.fail("A", "E", "1").fail("A", "E", "2");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    redrive(engine);
    assertThat(run(engine).executions())
        .satisfies(
            counts -> {
              assertThat(counts.running()).isEqualTo(1);
              assertThat(counts.pendingRedrive()).isEqualTo(1);
              assertThat(counts.pending()).isEqualTo(1);
              assertThat(counts.failed()).isZero();
            });
    engine.succeed("A", "1").succeed("A", "2").succeed("A", "3");
    assertThat(engine.output()).isEqualTo("[1,2,3]");
  }

  @Test
  void shouldStartExpressChildrenAnew() {
    Engine engine = Engine.given(distributed("EXPRESS", "")).start("[1]").fail("A", "E", "c");
    redrive(engine);
    engine.succeed("A", "\"ok\"");
    assertThat(engine.output()).isEqualTo("[\"ok\"]");
    long passes =
        engine
            .host
            .reads()
            .history(onlyChild(engine), false, 100, null)
            .orElseThrow()
            .rows()
            .stream()
            .filter(
                event ->
                    event.details() instanceof EventDetails.StateEntered(String name, _)
                        && name.equals("S"))
            .count();
    assertThat(passes).isEqualTo(2);
  }

  @Test
  void shouldBeginANewRunIfTheOldOneFailedForWhatItIs() {
    Engine engine = Engine.given(distributed("STANDARD", "")).start("[1, 2]");
    String large = "\"" + "x".repeat(200_000) + "\"";
    engine.succeed("A", large).succeed("A", large);
    assertThat(engine.execution().error()).isEqualTo("States.DataLimitExceeded");
    redrive(engine);
    engine.succeed("A", "1").succeed("A", "2");
    assertThat(engine.output()).isEqualTo("[1,2]");
    assertThat(engine.host.reads().mapRuns(engine.id(), 10, null).orElseThrow().rows()).hasSize(2);
  }

  @Test
  void shouldRedriveAfterEveryKindOfEndOfAChild() {
    Engine engine = Engine.given(distributed("STANDARD", "")).start("[1, 2]");
    engine.stop();
    assertThat(run(engine).executions().aborted()).isEqualTo(2);
    redrive(engine);
    assertThat(engine.host.calls()).hasSize(2);
    engine.succeed("A", "1").succeed("A", "2");
    assertThat(engine.output()).isEqualTo("[1,2]");
  }

  /** Fails unless it was redriven, but for every hundredth item. */
  private static final String FAILS_ONCE =
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "Run", "End": true,
        "MaxConcurrency": 50, "ToleratedFailurePercentage": 90,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
          "ReaderConfig": {"InputType": "JSONL"}, "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "Which", "States": {
            "Which": {"Type": "Choice", "Default": "Bad", "Choices": [
              {"Variable": "$$.Execution.RedriveCount", "NumericGreaterThan": 0, "Next": "Good"},
              {"Variable": "$.good", "BooleanEquals": true, "Next": "Good"}]},
            "Good": {"Type": "Pass", "End": true},
            "Bad": {"Type": "Fail", "Error": "Bad"}}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
          "Parameters": {"Bucket": "b", "Prefix": "p"}}}}}
      """;

  @Test
  void shouldRedriveARunOfManyChildrenALittleInATurn() {
    int items = 2_500;
    ItemSource source =
        request -> {
          int from = request.position() == null ? 0 : Integer.parseInt(request.position());
          int to = Math.min(items, from + request.maxItems());
          return new ItemPage.Items(
              IntStream.range(from, to)
                  .mapToObj(n -> Payload.ofText("{\"good\":" + (n % 100 == 0) + "}"))
                  .toList(),
              to == items ? null : "" + to);
        };
    Engine engine =
        Engine.given(
                FAILS_ONCE,
                Limits.AWS,
                new Outside(
                    _ -> new TaskReport.Failed("Test", "unused"),
                    source,
                    (_, _) -> new TaskReport.Succeeded(Payload.ofText("{}"))))
            .start("{}");
    assertThat(engine.execution().error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    long succeeded = run(engine).executions().succeeded();
    assertThat(succeeded).isBetween(15L, 25L);

    redrive(engine);

    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.host.mostWrites()).as("what a turn writes").isLessThan(3_000);
    // Those that had not begun are not redriven, so most of them fail, which is tolerated.
    MapRunView.Counts counts = run(engine).executions();
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(counts.failed()).isBetween(1L, items / 10L);
    assertThat(counts.succeeded()).isEqualTo(items - counts.failed());
    assertThat(counts.aborted()).isZero();
    assertThat(counts.pendingRedrive()).isZero();
    assertThat(counts.total()).isEqualTo(items);
    List<ExecutionStatus> statuses = new ArrayList<>();
    engine
        .host
        .reads()
        .childResults(engine.id(), 1)
        .forEachRemaining(child -> statuses.add(child.status()));
    assertThat(statuses).hasSize(items);
    assertThat(statuses).filteredOn(ExecutionStatus.FAILED::equals).hasSize((int) counts.failed());
  }

  @Test
  void shouldNotRedriveAChildAlone() {
    Engine engine = Engine.given(distributed("STANDARD", "")).start("[1]").fail("A", "E", "c");
    assertThat(engine.host.submit(new Command.Redrive(onlyChild(engine), null)))
        .isInstanceOf(Reply.NotRedrivable.class);
  }

  @Test
  void shouldTakeUpAMapThatFailedWhileItReadItsItems() {
    Engine engine =
        Engine.given(
                machine(
                    "M",
                    "\"M\": {\"Type\": \"Map\", \"End\": true, \"ItemsPath\": \"$.items\","
                        + " \"ItemProcessor\": "
                        + machine("A", task("A", "\"End\": true"))
                        + "}"))
            .start("{\"items\": 1}");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    redrive(engine);
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(engine.execution().redrives().count()).isEqualTo(1);
    assertThat(engine.host.bugs()).isEmpty();
  }
}
