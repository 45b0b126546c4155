package pawl.integrations.nested;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.id.Arns;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Failures.ServiceNames;

/**
 * What a {@code states:startExecution} task asks for.
 *
 * @param name the one given, or one that is the same each time this attempt calls
 * @param input JSON text
 * @param requestId names this call in causes
 */
record StartRequest(
    String machineArn,
    String name,
    boolean isNameMadeUp,
    String input,
    @Nullable String traceHeader,
    String requestId) {
  private static final String ARN_PREFIX = "arn:";
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;
  private static final int NAME = 6;

  /** No white space, brackets, wildcards, control characters or any of "#%\^|~`$&,;:/. */
  private static final Pattern VALID_NAME =
      Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

  static StartRequest of(TaskCall call) {
    JsonNode parameters = call.parameters().node();
    JsonNode input = parameters.path("Input");
    String text =
        input.isMissingNode() || input.isNull()
            ? "{}"
            : input.isTextual() ? input.textValue() : Payload.of(input).text();
    String name = parameters.path("Name").textValue();
    String trace = parameters.path("TraceHeader").textValue();
    return new StartRequest(
        parameters.path("StateMachineArn").asText(""),
        name == null ? call.idempotencyToken() : name,
        name == null,
        text,
        trace == null ? call.traceHeader() : trace,
        call.idempotencyToken());
  }

  /** Whether the machine is in another account or region than the host. */
  boolean isElsewhere(Arns arns) {
    String[] parts = machineArn.split(":", -1);
    return machineArn.startsWith(ARN_PREFIX)
        && parts.length > NAME
        && !(parts[REGION].equals(arns.region()) && parts[ACCOUNT].equals(arns.account()));
  }

  /** The region of the machine. */
  String region() {
    return machineArn.split(":", -1)[REGION];
  }

  /** What AWS says to a request that is wrong in itself. */
  Optional<TaskReport.Failed> refusal() {
    if (!machineArn.startsWith(ARN_PREFIX)) {
      return Optional.of(invalidArn("Invalid ARN prefix: " + machineArn));
    }
    String[] parts = machineArn.split(":", -1);
    if (parts.length <= NAME || !parts[2].equals("states") || !parts[5].equals("stateMachine")) {
      return Optional.of(invalidArn("Resource type not valid in this context: " + machineArn));
    }
    if (!VALID_NAME.matcher(name).matches()) {
      return Optional.of(
          refused("InvalidNameException", "Invalid Name: '" + name + "'", 400, "InvalidName"));
    }
    return parseError(input)
        .map(
            error ->
                refused(
                    "InvalidExecutionInputException",
                    "Invalid State Machine Execution Input: '" + error + "'",
                    400,
                    "InvalidExecutionInput"));
  }

  TaskReport.Failed noSuchMachine() {
    return refused(
        "StateMachineDoesNotExistException",
        "State Machine Does Not Exist: '" + machineArn + "'",
        400,
        "StateMachineDoesNotExist");
  }

  TaskReport.Failed nameTaken(String executionArn) {
    return refused(
        "ExecutionAlreadyExistsException",
        "Execution Already Exists: '" + executionArn + "'",
        400,
        "ExecutionAlreadyExists");
  }

  private TaskReport.Failed invalidArn(String what) {
    return refused("InvalidArnException", "Invalid Arn: '" + what + "'", 400, "InvalidArn");
  }

  TaskReport.Failed refused(String exception, String message, int status, String code) {
    return Failures.refusal(
        ServiceNames.STEP_FUNCTIONS, exception, message, status, code, requestId);
  }

  private static Optional<String> parseError(String text) {
    try {
      JsonNode node = Json.MAPPER.readTree(text);
      return node.isMissingNode()
          ? Optional.of("No content to map due to end-of-input")
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
