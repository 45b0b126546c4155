package pawl.api.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.asl.Json;
import pawl.asl.MachineType;
import pawl.engine.trial.TestedState;

/** Finds the state that TestState is to try: the one given, or one of a machine. */
final class TrialDefinition {
  /** What AWS calls a state that is given alone. */
  private static final String ALONE = "StateName";

  private TrialDefinition() {}

  /**
   * Compiles the definition.
   *
   * @param stateName of a state in the definition of a machine; null if the definition is a state
   */
  static TestedState find(
      DefinitionCompiler compiler, String definition, @Nullable String stateName) {
    String machine = stateName == null ? around(definition) : definition;
    return TestedState.find(
            Definitions.program(compiler, machine, MachineType.STANDARD),
            stateName == null ? ALONE : stateName)
        .orElseThrow(
            () -> ApiException.service("ValidationException", "State not found in definition"));
  }

  /**
   * The machine around a state: it has every state that this one leads to, which ends there. What
   * is no JSON object stays as it is, for the compiler to complain of.
   */
  private static String around(String definition) {
    if (!(read(definition) instanceof ObjectNode state)) {
      return definition;
    }
    ObjectNode machine = Answers.object().put("StartAt", ALONE);
    ObjectNode states = machine.putObject("States");
    states.set(ALONE, state);
    for (String target : targets(state)) {
      if (!states.has(target)) {
        states.putObject(target).put("Type", "Succeed");
      }
    }
    return machine.toString();
  }

  private static @Nullable JsonNode read(String definition) {
    try {
      return Json.MAPPER.readTree(definition);
    } catch (JsonProcessingException _) {
      return null;
    }
  }

  private static Set<String> targets(ObjectNode state) {
    Set<String> targets = new LinkedHashSet<>();
    add(targets, state.path("Next"));
    add(targets, state.path("Default"));
    state.path("Choices").forEach(rule -> add(targets, rule.path("Next")));
    state.path("Catch").forEach(catcher -> add(targets, catcher.path("Next")));
    return targets;
  }

  private static void add(Set<String> targets, JsonNode target) {
    if (target.isTextual()) {
      targets.add(target.textValue());
    }
  }
}
