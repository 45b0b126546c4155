package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pawl.api.Api;
import pawl.api.contract.AnswerCheck;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;

class HistoryJsonTest {
  private static final Payload DATA = Payload.ofText("{\"a\":1}");
  private static final String INPUT =
      "\"input\": \"{\\\"a\\\":1}\", \"inputDetails\": {\"truncated\": false}";
  private static final String OUTPUT =
      "\"output\": \"{\\\"a\\\":1}\", \"outputDetails\": {\"truncated\": false}";

  private static HistoryEvent event(EventType type, EventDetails details) {
    return new HistoryEvent(3, 2, 1_760_000_000_007L, type, details);
  }

  private static Arguments row(EventType type, EventDetails details, String expected) {
    return Arguments.of(type, details, expected);
  }

  static List<Arguments> details() {
    return List.of(
        row(
            EventType.EXECUTION_STARTED,
            new EventDetails.ExecutionStarted(DATA, "role"),
            INPUT + ", \"roleArn\": \"role\""),
        row(EventType.EXECUTION_SUCCEEDED, new EventDetails.ExecutionSucceeded(DATA), OUTPUT),
        row(EventType.EXECUTION_FAILED, new EventDetails.Failure(null, null), ""),
        row(EventType.EXECUTION_FAILED, new EventDetails.Failure("E", null), "\"error\": \"E\""),
        row(EventType.EXECUTION_ABORTED, new EventDetails.Failure(null, "C"), "\"cause\": \"C\""),
        row(
            EventType.TASK_STATE_ENTERED,
            new EventDetails.StateEntered("S", DATA),
            "\"name\": \"S\", " + INPUT),
        row(
            EventType.CHOICE_STATE_EXITED,
            new EventDetails.StateExited("S", DATA, Map.of()),
            "\"name\": \"S\", " + OUTPUT),
        row(
            EventType.PASS_STATE_EXITED,
            new EventDetails.StateExited("S", DATA, Map.of("x", Payload.ofText("\"text\""))),
            "\"name\": \"S\", "
                + OUTPUT
                + ", \"assignedVariables\": {\"x\": \"\\\"text\\\"\"},"
                + " \"assignedVariablesDetails\": {\"truncated\": false}"),
        row(
            EventType.LAMBDA_FUNCTION_SCHEDULED,
            new EventDetails.FunctionScheduled("f", DATA, 5L, "role"),
            "\"resource\": \"f\", "
                + INPUT
                + ", \"timeoutInSeconds\": 5, \"taskCredentials\": {\"roleArn\": \"role\"}"),
        row(
            EventType.LAMBDA_FUNCTION_SCHEDULED,
            new EventDetails.FunctionScheduled("f", DATA, null, null),
            "\"resource\": \"f\", " + INPUT),
        row(EventType.LAMBDA_FUNCTION_SUCCEEDED, new EventDetails.Succeeded(DATA), OUTPUT),
        row(
            EventType.ACTIVITY_SCHEDULED,
            new EventDetails.ActivityScheduled("a", DATA, 5L, 2L),
            "\"resource\": \"a\", "
                + INPUT
                + ", \"timeoutInSeconds\": 5, \"heartbeatInSeconds\": 2"),
        row(EventType.ACTIVITY_STARTED, new EventDetails.ActivityStarted(null), ""),
        row(
            EventType.ACTIVITY_STARTED,
            new EventDetails.ActivityStarted("w"),
            "\"workerName\": \"w\""),
        row(
            EventType.TASK_SCHEDULED,
            new EventDetails.TaskScheduled(
                "sqs", "sendMessage.waitForTaskToken", "us-east-1", DATA, 5L, 2L, "role"),
            "\"resourceType\": \"sqs\", \"resource\": \"sendMessage.waitForTaskToken\","
                + " \"region\": \"us-east-1\", \"parameters\": \"{\\\"a\\\":1}\","
                + " \"timeoutInSeconds\": 5, \"heartbeatInSeconds\": 2,"
                + " \"taskCredentials\": {\"roleArn\": \"role\"}"),
        row(
            EventType.TASK_STARTED,
            new EventDetails.TaskStarted("sqs", "sendMessage"),
            "\"resourceType\": \"sqs\", \"resource\": \"sendMessage\""),
        row(
            EventType.TASK_SUBMITTED,
            new EventDetails.TaskOutput("sqs", "sendMessage", DATA),
            "\"resourceType\": \"sqs\", \"resource\": \"sendMessage\", " + OUTPUT),
        row(
            EventType.TASK_TIMED_OUT,
            new EventDetails.TaskFailure("sqs", "sendMessage", "States.Timeout", null),
            "\"resourceType\": \"sqs\", \"resource\": \"sendMessage\","
                + " \"error\": \"States.Timeout\""),
        row(
            EventType.MAP_RUN_STARTED,
            new EventDetails.MapRunStarted("arn"),
            "\"mapRunArn\": \"arn\""),
        row(EventType.MAP_STATE_STARTED, new EventDetails.MapStateStarted(0), "\"length\": 0"),
        row(
            EventType.MAP_ITERATION_FAILED,
            new EventDetails.MapIteration("M", 7),
            "\"name\": \"M\", \"index\": 7"),
        row(
            EventType.EVALUATION_FAILED,
            new EventDetails.EvaluationFailed("S", "E", "C", "Items"),
            "\"state\": \"S\", \"error\": \"E\", \"cause\": \"C\", \"location\": \"Items\""),
        row(
            EventType.EVALUATION_FAILED,
            new EventDetails.EvaluationFailed("S", "E", "C", null),
            "\"state\": \"S\", \"error\": \"E\", \"cause\": \"C\""));
  }

  @ParameterizedTest
  @MethodSource("details")
  void shouldShowTheDetails(EventType type, EventDetails details, String expected) {
    var json = Api.json(HistoryJson.of(event(type, details), true).toString());

    assertThat(json.path(type.detailsMember())).isEqualTo(Api.json("{" + expected + "}"));
    assertThat(AnswerCheck.problemsOf("HistoryEvent", json)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("details")
  void shouldShowNoDataIfNotAskedTo(EventType type, EventDetails details, String expected) {
    var json = HistoryJson.of(event(type, details), false);

    assertThat(json.toString())
        .doesNotContain("\\\"a\\\"", "truncated", "assignedVariables", "\"input\"", "\"output\"");
    assertThat(AnswerCheck.problemsOf("HistoryEvent", Api.json(json.toString()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("details")
  void shouldWriteTheSameWithoutATree(EventType type, EventDetails details, String expected)
      throws IOException {
    var written = new StringWriter();
    try (var out = Json.MAPPER.createGenerator(written)) {
      HistoryJson.write(event(type, details), out);
    }

    assertThat(written.toString())
        .isEqualTo(
            HistoryJson.of(event(type, details), true)
                .toString()
                .replaceAll(",\"\\w+Details\":\\{\"truncated\":false}", ""));
  }

  @Test
  void shouldShowWhatEveryEventHas() {
    assertThat(
            HistoryJson.of(event(EventType.MAP_STATE_SUCCEEDED, EventDetails.None.NONE), true)
                .toString())
        .isEqualTo(
            "{\"timestamp\":1760000000.007,\"type\":\"MapStateSucceeded\",\"id\":3,"
                + "\"previousEventId\":2}");
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameTypesAndMembersAsTheContractDoes(EventType type) {
    var json = Api.json(HistoryJson.of(event(type, EventDetails.None.NONE), true).toString());

    assertThat(AnswerCheck.problemsOf("HistoryEvent", json))
        .noneMatch(problem -> problem.contains("unknown") || problem.contains("is no"));
  }
}
