package pawl.engine.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.engine.Limits;
import pawl.engine.TaskReport;

/** Tries the state S of a machine that also has N, H and G to go on to. */
final class Trials {
  static final long NOW = 1_800_000_000_000L;

  private final TestedState state;
  private String input = "{}";
  private Map<String, Payload> variables = new HashMap<>();
  private StateConfiguration configuration = StateConfiguration.NONE;

  private Trials(TestedState state) {
    this.state = state;
  }

  static Trials of(String state) {
    return in(
        """
        {"StartAt": "Start", "States": {"S": %s, "N": {"Type": "Succeed"}, "H": {"Type": "Succeed"},
          "G": {"Type": "Succeed"},
          "Start": {"Type": "Choice", "Default": "S", "Choices": [
            {"Variable": "$.n", "IsPresent": true, "Next": "N"},
            {"Variable": "$.h", "IsPresent": true, "Next": "H"},
            {"Variable": "$.g", "IsPresent": true, "Next": "G"}]}}}
        """
            .formatted(state),
        "S");
  }

  static Trials in(String machine, String state) {
    return switch (AslCompiler.compile(machine, MachineType.STANDARD)) {
      case Compilation.Compiled compiled ->
          new Trials(TestedState.find(compiled.program(), state).orElseThrow());
      case Compilation.Rejected(var wrong) ->
          throw new IllegalArgumentException("The definition does not compile: " + wrong);
    };
  }

  Trials on(String given) {
    input = given;
    return this;
  }

  Trials with(String variable, String value) {
    variables.put(variable, Payload.ofText(value));
    return this;
  }

  Trials given(StateConfiguration given) {
    configuration = given;
    return this;
  }

  Trial trial() {
    ObjectNode context = JsonNodeFactory.instance.objectNode().put("about", "test");
    return new Trial(
        state,
        new Environment(
            Payload.ofText(input), () -> context, variables, new SplittableRandom(1), NOW),
        Limits.AWS,
        configuration);
  }

  /** The verdict of a state that has nothing to wait for. */
  Verdict verdict() {
    return ((Progress.Ended) trial().begin()).verdict();
  }

  /** The verdict of a state whose work comes to this. */
  Verdict verdict(TaskReport report) {
    Trial trial = trial();
    return trial.begin() instanceof Progress.Ended(Verdict verdict)
        ? verdict
        : trial.report(report);
  }

  Verdict succeeding(String result) {
    return verdict(new TaskReport.Succeeded(Payload.ofText(result)));
  }

  Verdict failing(String error) {
    return verdict(new TaskReport.Failed(error, "Because"));
  }

  /** The data that was seen, by AWS's names. */
  static Map<String, String> data(Verdict verdict) {
    Map<String, String> data = new HashMap<>();
    verdict.inspection().data().forEach((aspect, seen) -> data.put(aspect.member(), seen.text()));
    return data;
  }
}
