package pawl.api.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.api.mock.MockedAnswer;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.Step;
import pawl.engine.TaskReport;

/** The outcome that TestState is to take for that of the state's work. */
final class TrialMock {
  private TrialMock() {}

  /** Checks a mock for a state and makes the report of it that the work would have given. */
  static TaskReport check(Input mock, Step step) {
    Input error = mock.structure("errorOutput");
    String result = mock.optionalText("result");
    if ((error == null) == (result == null)) {
      throw invalid(
          "A test mock should have only one of the following fields: [result, errorOutput].");
    }
    if (!(step instanceof Step.Task || step instanceof Step.Parallel || step instanceof Step.Map)) {
      throw invalid(
          "State type '%s' is not supported when a mock is specified"
              .formatted(step.getClass().getSimpleName()));
    }
    if (error != null) {
      return new TaskReport.Failed(error.optionalText("error"), error.optionalText("cause"));
    }
    String mode = mock.optionalText("fieldValidationMode");
    checkResult(read(result), step, mode == null ? "STRICT" : mode);
    return new TaskReport.Succeeded(Payload.ofText(result));
  }

  private static JsonNode read(String result) {
    try {
      JsonNode value = Json.MAPPER.readTree(result);
      if (!value.isMissingNode()) {
        return value;
      }
    } catch (JsonProcessingException _) {
      // Said below, with what is empty.
    }
    throw invalid("Mocked result must be valid JSON");
  }

  private static void checkResult(JsonNode result, Step step, String mode) {
    switch (step) {
      case Step.Parallel parallel -> {
        checkArray(result);
        if (result.size() != parallel.branches().size()) {
          throw invalid(
              "Mocked result must contain the same number of items as number of Parallel"
                  + " branches.");
        }
      }
      case Step.Map map when writesResults(map) -> checkObject(result);
      case Step.Map _ -> checkArray(result);
      case Step.Task task -> {
        if (!mode.equals("NONE")) {
          checkAnswer(result, task, mode.equals("STRICT"));
        }
      }
      case Step.Pass _, Step.Wait _, Step.Succeed _, Step.Fail _, Step.Choice _ ->
          throw new IllegalStateException(step.name() + " takes no mock");
    }
  }

  private static boolean writesResults(Step.Map map) {
    return map.distributed() != null
        && map.distributed().writer() != null
        && map.distributed().writer().resource() != null;
  }

  private static void checkArray(JsonNode result) {
    if (!result.isArray()) {
      throw invalid("Mocked result must be an array.");
    }
  }

  private static void checkObject(JsonNode result) {
    if (!result.isObject()) {
      throw invalid("Mocked result must be a JSON object.");
    }
  }

  private static void checkAnswer(JsonNode result, Step.Task task, boolean complete) {
    MockedAnswer answer = MockedAnswer.of(task.resource());
    if (answer == null || !answer.isKnown()) {
      return;
    }
    checkObject(result);
    answer
        .fault(result, complete)
        .ifPresent(
            fault -> {
              throw invalid("Mock result schema validation error: " + fault);
            });
  }

  private static ApiException invalid(String message) {
    return ApiException.service("ValidationException", message);
  }
}
