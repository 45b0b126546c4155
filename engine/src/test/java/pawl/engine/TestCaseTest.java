package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.id.ExecutionId;

/** Calls of an execution that was started with a test case say how often their state was called. */
class TestCaseTest {
  private static final String RETRIED =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {}, "Retry": [{"ErrorEquals": ["Boom"], "IntervalSeconds": 1}], "Next": "More?"},
        "More?": {"Type": "Choice", "Choices": [{"Variable": "$.more", "BooleanEquals": true, "Next": "T"}],
          "Default": "Done"},
        "Done": {"Type": "Succeed"}}}
      """;

  private static int invocation(Engine engine, String state) {
    TaskCall.TestCase testCase = engine.call(state).testCase();
    assertThat(testCase).isNotNull();
    assertThat(testCase.name()).isEqualTo("Case");
    assertThat(testCase.machineName()).isEqualTo("Machine");
    return testCase.invocation();
  }

  @Test
  void shouldCountRetriesAndRounds() {
    Engine engine = Engine.given(RETRIED).startTestCase("Case", "{}");
    assertThat(invocation(engine, "T")).isZero();
    engine.fail("T", "Boom", null).after(Duration.ofSeconds(1));
    assertThat(invocation(engine, "T")).isEqualTo(1);
    engine.succeed("T", "{\"more\": true}");
    assertThat(invocation(engine, "T")).isEqualTo(2);
    assertThat(engine.succeed("T", "{\"more\": false}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void shouldGoOnCountingAfterACrash() {
    Engine engine = Engine.given(RETRIED).startTestCase("Case", "{}");
    engine.fail("T", "Boom", null);
    engine.host.forget();
    engine.after(Duration.ofSeconds(1));
    assertThat(invocation(engine, "T")).isEqualTo(1);

    // The call that was under way is made again, and is the same.
    engine.host.takeCall(engine.call("T").task());
    engine.host.forget();
    engine.resume();

    assertThat(invocation(engine, "T")).isEqualTo(1);
  }

  @Test
  void shouldCountEachStateForItself() {
    Engine engine =
        Engine.given(
                """
                {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
                    "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {}}}},
                  {"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true,
                    "ItemsPath": "$", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Task",
                      "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {}, "End": true}}}}}}]}}}
                """)
            .startTestCase("Case", "[1, 2]");

    assertThat(invocation(engine, "A")).isZero();
    assertThat(invocation(engine, "B")).isZero();
    engine.succeed("B", "1");
    assertThat(invocation(engine, "B")).isEqualTo(1);
    assertThat(invocation(engine, "A")).isZero();
  }

  @Test
  void shouldHandTheTestCaseToChildrenOfADistributedMap() {
    Engine engine =
        Engine.given(
                """
                {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "Label": "Each",
                  "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                      "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {}}}}}}}
                """)
            .startTestCase("Case", "[1, 2]");

    assertThat(engine.host.calls())
        .hasSize(2)
        .allSatisfy(
            call ->
                assertThat(call.testCase())
                    .isEqualTo(new TaskCall.TestCase("Machine/Each", "Case", 0)));
  }

  @Test
  void shouldBeAnotherStartWithAnotherTestCase() {
    Engine engine = Engine.given(RETRIED).startTestCase("Case", "{}");
    String arn = engine.host.arns().execution("Machine", "run");
    String machine = engine.host.arns().stateMachine("Machine");

    assertThat(engine.host.submit(start(arn, machine, "Case"))).isInstanceOf(Reply.Started.class);
    assertThat(engine.host.submit(start(arn, machine, "Other")))
        .isInstanceOf(Reply.NameTaken.class);
    assertThat(engine.host.submit(start(arn, machine, null))).isInstanceOf(Reply.NameTaken.class);
    assertThat(engine.id()).isEqualTo(ExecutionId.of(arn));
  }

  private static Command.Start start(String arn, String machine, String testCase) {
    return new Command.Start(arn, "run", machine, Payload.ofText("{}"), null, null, testCase);
  }

  @Test
  void shouldSayNothingOfTestCasesOtherwise() {
    assertThat(Engine.given(RETRIED).start("{}").call("T").testCase()).isNull();
  }
}
