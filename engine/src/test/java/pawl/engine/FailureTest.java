package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;

/** What happens when states fail: retries, catchers, time-outs, and what AWS writes about them. */
class FailureTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";

  private static String task(String fields) {
    return """
    {"StartAt": "T", "States": {
      "T": {"Type": "Task", "Resource": "%s", %s "Next": "Done"},
      %s
      "Done": {"Type": "Succeed"}}}
    """
        .formatted(
            FUNCTION,
            fields,
            fields.contains("Handled") ? "\"Handled\": {\"Type\": \"Pass\", \"End\": true}," : "");
  }

  @Test
  void shouldCountRetriesPerRetrierAndBackOff() {
    var engine =
        Engine.given(
                task(
                    """
                    "Retry": [
                      {"ErrorEquals": ["A"], "IntervalSeconds": 2, "MaxAttempts": 2, "BackoffRate": 3},
                      {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 1}],
                    """))
            .start("{}");
    engine.fail("T", "A", "1");
    assertThat(engine.host.nextDue()).contains(Engine.START + 2_000);
    engine.after(Duration.ofSeconds(2)).fail("T", "B", "2");
    assertThat(engine.host.nextDue()).contains(Engine.START + 3_000);
    engine.after(Duration.ofSeconds(1)).fail("T", "A", "3");
    assertThat(engine.host.nextDue()).contains(Engine.START + 9_000);
    engine.after(Duration.ofSeconds(6)).fail("T", "B", "4");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(engine.execution().error()).isEqualTo("B");
    assertThat(engine.execution().cause()).isEqualTo("4");
    assertThat(engine.host.nextDue()).isEmpty();
  }

  @Test
  void shouldNotDelayARetryBeyondMaxDelaySeconds() {
    var engine =
        Engine.given(
                task(
                    """
                    "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10, "BackoffRate": 10,
                               "MaxDelaySeconds": 20, "MaxAttempts": 5}],
                    """))
            .start("{}")
            .fail("T", "A", "")
            .after(Duration.ofSeconds(10))
            .fail("T", "A", "");
    assertThat(engine.host.nextDue()).contains(Engine.START + 30_000);
  }

  @Test
  void shouldGiveACatcherTheErrorAndKeepTheInput() {
    var engine =
        Engine.given(
                task(
                    """
                    "Catch": [{"ErrorEquals": ["Other"], "Next": "Done"},
                              {"ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.why", "Next": "Handled"}],
                    """))
            .start("{\"in\": 1}")
            .fail("T", "Boom", "because");
    assertThat(engine.output())
        .isEqualTo("{\"in\":1,\"why\":{\"Error\":\"Boom\",\"Cause\":\"because\"}}");
    assertThat(engine.history())
        .endsWith(
            "5<-4 LambdaFunctionFailed Boom",
            "6<-5 TaskStateExited T",
            "7<-6 PassStateEntered Handled",
            "8<-7 PassStateExited Handled",
            "9<-8 ExecutionSucceeded");
  }

  @Test
  void shouldLetARuntimeErrorPassEveryCatcher() {
    var engine =
        Engine.given(
                """
                {"StartAt": "T", "States": {
                  "T": {"Type": "Task", "Resource": "%s", "OutputPath": "$.missing", "End": true,
                    "Retry": [{"ErrorEquals": ["States.ALL"]}],
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "H"}]},
                  "H": {"Type": "Pass", "End": true}}}
                """
                    .formatted(FUNCTION))
            .start("{}")
            .succeed("T", "{}");
    assertThat(engine.history())
        .endsWith("5<-4 LambdaFunctionSucceeded", "6<-5 ExecutionFailed States.Runtime");
    assertThat(engine.execution().cause())
        .isEqualTo(
            "An error occurred while executing the state 'T' (entered at the event id #2). "
                + "Invalid path '$.missing' : No results for path: $['missing']");
  }

  @Test
  void shouldTimeOutAndLetGoOfTheCall() {
    var engine =
        Engine.given(
                task(
                    """
                    "TimeoutSeconds": 5,
                    "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Handled"}],
                    """))
            .start("{}");
    TaskCall call = engine.call("T");
    assertThat(call.timeoutSeconds()).isEqualTo(5);
    engine.after(Duration.ofMillis(4_999));
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
    engine.after(Duration.ofMillis(1));
    assertThat(engine.host.calls()).isEmpty();
    assertThat(engine.output()).isEqualTo("{\"Error\":\"States.Timeout\",\"Cause\":\"\"}");
    Reply.OfReport late =
        engine.host.submit(
            new Command.ReportTask(
                call.task(), new TaskReport.Succeeded(pawl.asl.Payload.NULL), false));
    assertThat(late).isEqualTo(new Reply.Stale());
  }

  @Test
  void shouldFailAnOutputThatIsTooLarge() {
    String large = "\"" + "x".repeat(262_143) + "\"";
    var engine = Engine.given(task("")).start("{}").succeed("T", large);
    assertThat(engine.history()).contains("5<-4 LambdaFunctionFailed States.DataLimitExceeded");
    assertThat(engine.execution().cause())
        .isEqualTo(
            "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                .formatted(FUNCTION));
  }

  /** As measured on AWS for Parallel. */
  @Test
  void shouldLetTheFailureOfAResultFollowTheEventThatClosedTheState() {
    String states = "{\"StartAt\": \"S\", \"States\": {\"S\": %s}}";
    Engine parallel =
        Engine.given(
            states.formatted(
                """
                {"Type": "Parallel", "End": true, "ResultSelector": {"m.$": "$.nope"},
                  "Branches": [{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}]}
                """));
    Engine map =
        Engine.given(
            states.formatted(
                """
                {"Type": "Map", "End": true, "ResultSelector": {"m.$": "$.nope"},
                  "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}
                """));
    assertThat(parallel.start("{}").history())
        .endsWith(
            "5<-4 PassStateExited P",
            "6<-5 ParallelStateSucceeded",
            "7<-6 ExecutionFailed States.Runtime");
    assertThat(map.start("[]").history())
        .endsWith("4<-3 MapStateSucceeded", "5<-4 ExecutionFailed States.Runtime");
  }

  @Test
  void shouldFailInsideAMapTheWayAwsWritesIt() {
    var engine =
        Engine.given(
                """
                {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
                  "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s",
                    "TimeoutSeconds": 3, "End": true}}}}}}
                """
                    .formatted(FUNCTION))
            .start("[0, 1]")
            .after(Duration.ofSeconds(3));
    assertThat(engine.history())
        .endsWith(
            "12<-8 LambdaFunctionTimedOut States.Timeout",
            "13<-11 LambdaFunctionTimedOut States.Timeout",
            "14<-12 MapIterationFailed 0",
            "15<-12 TaskStateAborted",
            "16<-12 MapIterationAborted 1",
            "17<-12 TaskStateAborted",
            "18<-12 MapStateFailed",
            "19<-18 ExecutionFailed States.Timeout");
    assertThat(engine.host.calls()).isEmpty();
    assertThat(engine.host.nextDue()).isEmpty();
  }

  @Test
  void shouldRetryAParallelFromItsStart() {
    var engine =
        Engine.given(
                """
                {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
                  "Retry": [{"ErrorEquals": ["Boom"], "MaxAttempts": 1}],
                  "Branches": [
                    {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 100, "End": true}}},
                    {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", "End": true}}}]}}}
                """
                    .formatted(FUNCTION))
            .start("{}")
            .fail("T", "Boom", null)
            .after(Duration.ofSeconds(1))
            .succeed("T", "\"ok\"")
            .after(Duration.ofSeconds(100));
    assertThat(engine.history())
        .startsWith(
            "1<-0 ExecutionStarted",
            "2<-0 ParallelStateEntered P",
            "3<-2 ParallelStateStarted",
            "4<-3 WaitStateEntered W",
            "5<-3 TaskStateEntered T",
            "6<-5 LambdaFunctionScheduled",
            "7<-6 LambdaFunctionStarted",
            "8<-7 LambdaFunctionFailed Boom",
            "9<-8 WaitStateAborted",
            "10<-8 TaskStateAborted",
            "11<-8 ParallelStateStarted",
            "12<-11 WaitStateEntered W");
    assertThat(engine.output()).isEqualTo("[{},\"ok\"]");
  }

  @Test
  void shouldEndAnExecutionThatIsStoppedAndEverythingInIt() {
    var engine =
        Engine.given(
                """
                {"StartAt": "M", "TimeoutSeconds": 900, "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 2,
                  "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s",
                    "TimeoutSeconds": 30, "End": true}}}}}}
                """
                    .formatted(FUNCTION))
            .start("[0, 1, 2, 3, 4]");
    int before = engine.host.store().size();
    engine.stop();
    assertThat(engine.history()).last().isEqualTo("12<-0 ExecutionAborted");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(engine.host.calls()).isEmpty();
    assertThat(engine.host.nextDue()).isEmpty();
    // Two records, the row of the listing, the mark of the end and two chunks of history are left,
    // and what a redrive would go on with: two iterations and the inputs of three others.
    assertThat(before).isGreaterThan(5);
    assertThat(engine.host.store().size()).isEqualTo(6 + 2 + 3);
  }

  @Test
  void shouldTimeOutAMachine() {
    var engine =
        Engine.given(
                """
                {"StartAt": "W", "TimeoutSeconds": 10, "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}
                """)
            .start("{}")
            .after(Duration.ofSeconds(10));
    assertThat(engine.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(engine.events().getLast().type()).isEqualTo(EventType.EXECUTION_TIMED_OUT);
    assertThat(engine.host.nextDue()).isEmpty();
  }

  @Test
  void shouldMakeTheLastAllowedEventTheFailure() {
    var small = Limits.AWS.withHistoryEvents(100).withTurns(1_000, 1 << 20);
    var engine =
        Engine.given(
                """
                {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
                  "B": {"Type": "Choice", "Default": "A", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "C"}]},
                  "C": {"Type": "Succeed"}}}
                """,
                small)
            .start("{}");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(engine.events()).hasSize(100);
    assertThat(engine.events().getLast().details())
        .isEqualTo(
            new EventDetails.Failure(
                "States.Runtime",
                "The execution reached the maximum number of history events (100)."));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void shouldFailOrderlyWhereverTheHistoryRunsFull(int failing) {
    String machine =
        """
        {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
            "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", "End": true}}}}}},
          {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}]}}}
        """
            .formatted(FUNCTION);
    for (int events = 3; events < 40; events++) {
      var engine =
          Engine.given(machine, Limits.AWS.withHistoryEvents(events).withTurns(1_000, 1 << 20))
              .start("[1, 2, 3]");
      while (engine.status() == ExecutionStatus.RUNNING) {
        if (engine.host.calls().isEmpty()) {
          engine.after(Duration.ofSeconds(9));
        } else if (failing == 1) {
          engine.fail("T", "Boom", "");
        } else {
          engine.succeed("T", "1");
        }
      }
      assertThat(engine.host.bugs()).as("%d events", events).isEmpty();
      assertThat(engine.events()).hasSizeLessThanOrEqualTo(events);
      assertThat(engine.host.nextDue()).isEmpty();
      assertThat(engine.host.calls()).isEmpty();
      List<String> parts = new ArrayList<>();
      engine
          .host
          .store()
          .scan(
              new byte[] {'x'},
              new byte[] {'y'},
              (key, _) -> parts.add(String.valueOf((char) key[17])));
      if (!engine.execution().isKept()) { // for a redrive
        assertThat(parts).as("%d events", events).containsOnly("b", "m", "h");
      }
      assertThat(engine.execution().isKept())
          .as("%d events", events)
          .isEqualTo(
              "Boom".equals(engine.execution().error()) && engine.events().size() + 2 <= events);
    }
  }
}
