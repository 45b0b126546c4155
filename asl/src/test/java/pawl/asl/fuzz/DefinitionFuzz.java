package pawl.asl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.Environments;
import pawl.asl.MachineType;
import pawl.asl.Programs;
import pawl.asl.program.Program;
import pawl.asl.program.Step;

/** The compiler of definitions; what it accepts is run as far as that goes without an engine. */
public final class DefinitionFuzz {
  private static final String INPUT = "{\"a\": [{\"b\": 1}, {\"b\": 2}], \"c\": null, \"n\": 3}";

  private DefinitionFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String definition = new String(data, UTF_8);
    for (MachineType type : MachineType.values()) {
      switch (AslCompiler.compile(definition, type)) {
        case Compilation.Compiled(Program program, _) -> run(program);
        case Compilation.Rejected(var diagnostics) -> {
          if (diagnostics.isEmpty()) {
            throw new IllegalStateException("Rejected without a reason");
          }
        }
      }
    }
  }

  private static void run(Program program) {
    program.flows().forEach(flow -> flow.steps().forEach(DefinitionFuzz::run));
  }

  private static void run(Step step) {
    var environment = Environments.of(INPUT);
    switch (step) {
      case Step.Pass pass -> Programs.exit(pass, environment);
      case Step.Choice choice ->
          choice.rules().forEach(rule -> rule.condition().evaluate(environment));
      case Step.Task _, Step.Wait _, Step.Succeed _, Step.Fail _, Step.Parallel _, Step.Map _ -> {}
    }
  }
}
