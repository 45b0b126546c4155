package pawl.asl.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.Programs.compile;
import static pawl.asl.Programs.state;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.program.Flow;
import pawl.asl.program.Program;
import pawl.asl.program.Step;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;

class ProgramTest {
  @Test
  void shouldNumberFlowsAndSteps() {
    Program program =
        compile(
            """
            {"Comment": "c", "Version": "1.0", "TimeoutSeconds": 60, "StartAt": "Par", "States": {
              "End": {"Type": "Succeed"},
              "Par": {"Type": "Parallel", "Next": "Map", "Branches": [
                {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}},
                {"StartAt": "C", "States": {"C": {"Type": "Map", "End": true,
                  "ItemProcessor": {"StartAt": "D", "States": {"D": {"Type": "Succeed"}}}}}}]},
              "Map": {"Type": "Map", "Next": "End",
                "Iterator": {"StartAt": "E", "States": {"E": {"Type": "Wait", "Seconds": 1, "End": true}}}}}}
            """);
    assertThat(program.timeoutSeconds()).isEqualTo(OptionalLong.of(60));
    assertThat(program.flows()).extracting(Flow::id).containsExactly(0, 1, 2, 3, 4);
    assertThat(program.top().steps()).extracting(Step::name).containsExactly("End", "Par", "Map");
    assertThat(program.top().start()).isEqualTo(1);
    Step.Parallel parallel = (Step.Parallel) program.top().step(1);
    assertThat(parallel.next()).isEqualTo(2);
    assertThat(parallel.branches()).containsExactly(1, 2);
    assertThat(((Step.Pass) program.flows().get(1).step(0)).next()).isEqualTo(1);
    assertThat(((Step.Pass) program.flows().get(1).step(1)).next()).isEqualTo(Step.END);
    assertThat(((Step.Map) program.flows().get(2).step(0)).processor()).isEqualTo(3);
    assertThat(((Step.Map) program.top().step(2)).processor()).isEqualTo(4);
  }

  @Test
  void shouldFillInTheDefaultsOfRetry() {
    Step.Task task =
        (Step.Task)
            state(
                """
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "Next": "T",
                "Retry": [
                  {"ErrorEquals": ["A", "B"], "IntervalSeconds": 5, "MaxAttempts": 0,
                   "BackoffRate": 1.5, "MaxDelaySeconds": 9, "JitterStrategy": "FULL"},
                  {"ErrorEquals": ["States.ALL"], "Comment": "all"}]
                """);
    assertThat(task.recovery().retriers())
        .containsExactly(
            new Step.Retrier(List.of("A", "B"), 5, 0, 1.5, 9, true),
            new Step.Retrier(List.of("States.ALL"), 1, 3, 2.0, 0, false));
  }

  @Test
  void shouldEndAChoiceWithoutDefault() {
    Step.Choice choice =
        (Step.Choice)
            state(
                "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$\", \"IsPresent\": true,"
                    + " \"Next\": \"T\"}]");
    assertThat(choice.defaultNext()).isEqualTo(Step.END);
    assertThat(choice.rules().getFirst().next()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:::sqs:sendMessage, sqs, sendMessage, sendMessage, REQUEST_RESPONSE",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken, sqs, sendMessage,"
        + " sendMessage.waitForTaskToken, WAIT_FOR_TASK_TOKEN",
    "arn:aws:states:::states:startExecution.sync, states, startExecution, startExecution.sync,"
        + " SYNC",
    "arn:aws:states:::states:startExecution.sync:2, states, startExecution,"
        + " startExecution.sync:2, SYNC_2",
    "arn:aws-cn:states:::aws-sdk:s3:getObject, aws-sdk:s3, getObject, getObject, REQUEST_RESPONSE",
    "arn:aws:states:::aws-sdk:sfn:x.waitForTaskToken, aws-sdk:sfn, x, x.waitForTaskToken,"
        + " WAIT_FOR_TASK_TOKEN"
  })
  void shouldTakeServiceResourcesApart(
      String arn, String type, String action, String resource, Pattern pattern) {
    assertThat(TaskResource.parse(arn))
        .isEqualTo(new TaskResource.Service(arn, type, action, resource, pattern));
  }

  @Test
  void shouldKnowFunctionsAndActivities() {
    String function = "arn:aws:lambda:eu-west-1:123456789012:function:name:PROD";
    String activity = "arn:aws:states:eu-west-1:123456789012:activity:name";
    assertThat(TaskResource.parse(function)).isEqualTo(new TaskResource.Function(function));
    assertThat(TaskResource.parse(activity)).isEqualTo(new TaskResource.Activity(activity));
    assertThat(TaskResource.parse("arn:aws:states:us-east-1:1:stateMachine:x")).isNull();
    assertThat(TaskResource.parse("arn:aws:states:::sqs:sendMessage.later")).isNull();
    assertThat(TaskResource.parse("function")).isNull();
  }

  @Test
  void shouldListTheVariablesThatStatesRead() {
    Program program =
        compile(
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Assign": {"x": 1, "y.$": "$z"}, "Next": "M"},
              "M": {"Type": "Map", "ItemsPath": "$list", "MaxConcurrencyPath": "$b.c", "Next": "C",
                "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true,
                  "Parameters": {"s.$": "States.MathAdd(States.MathAdd($k, $j), $k)", "n": "$no"}}}}},
              "C": {"Type": "Choice", "Default": "F", "Choices": [{"Variable": "$v",
                "NumericEqualsPath": "$w", "Next": "F"}]},
              "F": {"Type": "Fail", "ErrorPath": "$e", "CausePath": "$c"}}}
            """);
    assertThat(program.variableReferences())
        .isEqualTo(
            Map.of(
                "A", List.of("z"),
                "M", List.of("b", "list"),
                "I", List.of("j", "k"),
                "C", List.of("v", "w"),
                "F", List.of("c", "e")));
  }
}
