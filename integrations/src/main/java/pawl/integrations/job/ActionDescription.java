package pawl.integrations.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.engine.TaskReport;

/**
 * An action of a service.
 *
 * @param name as resources name it: {@code createCluster}
 * @param operation of the SDK that must be there: {@code runJobFlow}
 * @param module of the SDK, if not the service's
 * @param token the parameter by which the service recognises a repeated order; null if it can't
 * @param watch how its job is followed; null if it has no {@code .sync}
 * @param needs the parameters that must be there
 * @param hasOwnParameters whether its parameters are not those of its operation
 * @param refusal looks for a refusal in an answer that says that all went well
 */
record ActionDescription(
    String name,
    String operation,
    @Nullable String module,
    Placement placement,
    @Nullable String token,
    @Nullable Watch watch,
    List<String> needs,
    boolean hasOwnParameters,
    Refusal refusal) {
  ActionDescription {
    needs = List.copyOf(needs);
  }

  /** Empty if a job was started. */
  @FunctionalInterface
  interface Refusal {
    Optional<TaskReport.Failed> in(ObjectNode answer);
  }

  /** An action that is the operation of the same name. */
  static ActionDescription action(String name) {
    return action(name, name);
  }

  /** An action that is an operation of another name. */
  static ActionDescription action(String name, String operation) {
    return new ActionDescription(
        name,
        operation,
        null,
        Placement.calling(operation),
        null,
        null,
        List.of(),
        false,
        _ -> Optional.empty());
  }

  ActionDescription placed(Placement other) {
    return new ActionDescription(
        name, operation, module, other, token, watch, needs, hasOwnParameters, refusal);
  }

  ActionDescription answering(Placement.Change change) {
    return placed(placement.answering(change));
  }

  ActionDescription of(String otherModule) {
    return new ActionDescription(
        name, operation, otherModule, placement, token, watch, needs, hasOwnParameters, refusal);
  }

  ActionDescription recognisedBy(String parameter) {
    return new ActionDescription(
        name, operation, module, placement, parameter, watch, needs, hasOwnParameters, refusal);
  }

  ActionDescription watched(Watch.Builder job) {
    return new ActionDescription(
        name, operation, module, placement, token, job.done(), needs, hasOwnParameters, refusal);
  }

  ActionDescription needing(String... parameters) {
    return new ActionDescription(
        name,
        operation,
        module,
        placement,
        token,
        watch,
        List.of(parameters),
        hasOwnParameters,
        refusal);
  }

  /** The parameters are AWS Step Functions' own; these must be there. */
  ActionDescription withItsOwn(String... parameters) {
    return new ActionDescription(
        name, operation, module, placement, token, watch, List.of(parameters), true, refusal);
  }

  ActionDescription refusing(Refusal other) {
    return new ActionDescription(
        name, operation, module, placement, token, watch, needs, hasOwnParameters, other);
  }
}
