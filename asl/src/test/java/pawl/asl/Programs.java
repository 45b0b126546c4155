package pawl.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.data.Outcome;
import pawl.asl.program.DataFlow;
import pawl.asl.program.Program;
import pawl.asl.program.Step;

/** Compiles definitions for tests and drives single steps. */
public final class Programs {
  private Programs() {}

  /** Compiles a definition that has to be right. */
  public static Program compile(String definition) {
    Compilation compilation = AslCompiler.compile(definition, MachineType.STANDARD);
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compilation).program();
  }

  /** Compiles a machine with one state, named S, which ends. */
  public static Step state(String fields) {
    return compile(
            "{\"StartAt\": \"S\", \"States\": {\"S\": {"
                + fields
                + "}, \"T\": {\"Type\":"
                + " \"Succeed\"}}}")
        .top()
        .step(0);
  }

  /** Compiles a Pass that leads to T. */
  public static Step.Pass pass(String fields) {
    return (Step.Pass)
        state("\"Type\": \"Pass\", \"Next\": \"T\"" + (fields.isEmpty() ? "" : ", " + fields));
  }

  /** Runs a Pass; its output. */
  public static String run(Step.Pass pass, String input) {
    return value(exit(pass, Environments.of(input))).output().text();
  }

  public static Evaluation<Outcome> exit(Step.Pass pass, Environment environment) {
    return exit(pass.data(), environment, pass.result());
  }

  /** Goes through a data flow; {@code result} null means that the work gives its arguments. */
  public static Evaluation<Outcome> exit(DataFlow data, Environment environment, Payload result) {
    return switch (data.arguments(environment)) {
      case Evaluation.Failed<Payload> failed -> failed.cast();
      case Evaluation.Value<Payload>(Payload arguments) ->
          data.exit(environment, result == null ? arguments : result);
    };
  }

  public static <T> T value(Evaluation<T> evaluation) {
    assertThat(evaluation).isInstanceOf(Evaluation.Value.class);
    return ((Evaluation.Value<T>) evaluation).value();
  }

  public static EvaluationError error(Evaluation<?> evaluation) {
    assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
    return ((Evaluation.Failed<?>) evaluation).error();
  }

  /** Everything that is wrong with a definition. */
  public static List<Diagnostic> rejected(String definition, MachineType type) {
    Compilation compilation = AslCompiler.compile(definition, type);
    assertThat(compilation).isInstanceOf(Compilation.Rejected.class);
    return ((Compilation.Rejected) compilation).diagnostics();
  }

  public static Map<String, Payload> variables(String name, String json) {
    return Map.of(name, Payload.ofText(json));
  }
}
