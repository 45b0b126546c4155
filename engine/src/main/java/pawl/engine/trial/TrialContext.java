package pawl.engine.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.Step;
import pawl.engine.id.Arns;

/**
 * The context object of a state that is tried without one being given: that of an execution of an
 * Express machine that has only this state.
 *
 * @param roleArn null if the trial needs none
 * @param taskToken of a Task that has one, else null
 */
public record TrialContext(
    Arns arns,
    String machineName,
    String executionName,
    @Nullable String roleArn,
    Payload input,
    int retryCount,
    @Nullable String taskToken,
    long nowMillis) {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The name that the execution's ARN has. */
  public String executionArn() {
    return arns.trialExecution(machineName, executionName);
  }

  /** What {@code $$} and {@code $states.context} stand for while {@code step} is tried. */
  public ObjectNode object(Step step) {
    String now = MILLIS.format(Instant.ofEpochMilli(nowMillis));
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    ObjectNode execution = context.putObject("Execution");
    execution.put("Id", executionArn());
    execution.set("Input", input.node());
    execution.put("Name", executionName);
    if (roleArn != null) {
      execution.put("RoleArn", roleArn);
    }
    execution.put("StartTime", now);
    context
        .putObject("StateMachine")
        .put("Id", arns.stateMachine(machineName))
        .put("Name", machineName);
    ObjectNode state = context.putObject("State").put("Name", step.name()).put("EnteredTime", now);
    if (step instanceof Step.Task || step instanceof Step.Map || step instanceof Step.Parallel) {
      state.put("RetryCount", retryCount);
    }
    if (taskToken != null) {
      context.putObject("Task").put("Token", taskToken);
    }
    return context;
  }
}
