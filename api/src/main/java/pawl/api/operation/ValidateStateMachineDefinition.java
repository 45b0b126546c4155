package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.api.contract.Input;
import pawl.asl.Compilation;
import pawl.asl.Diagnostic;
import pawl.asl.MachineType;

/** Says what is wrong with a definition without making a machine of it. */
final class ValidateStateMachineDefinition implements Operation {
  private static final int DEFAULT_RESULTS = 100;

  private final DefinitionCompiler compiler;

  ValidateStateMachineDefinition(DefinitionCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public ObjectNode handle(Input input) {
    String typeName = input.optionalText("type");
    MachineType type = typeName == null ? MachineType.STANDARD : MachineType.valueOf(typeName);
    boolean withWarnings = "WARNING".equals(input.optionalText("severity"));
    int max = input.integer("maxResults", 0);

    Compilation compilation = compiler.compile(input.text("definition"), type);
    boolean isUsable = compilation instanceof Compilation.Compiled;
    List<Diagnostic> wanted =
        diagnostics(compilation).stream()
            .filter(found -> withWarnings || found.severity() == Diagnostic.Severity.ERROR)
            .toList();
    int shown = Math.min(wanted.size(), max == 0 ? DEFAULT_RESULTS : max);

    ObjectNode answer = Answers.object();
    answer.put("result", isUsable ? "OK" : "FAIL");
    ArrayNode list = answer.putArray("diagnostics");
    wanted.subList(0, shown).forEach(diagnostic -> add(list, diagnostic));
    answer.put("truncated", shown < wanted.size());
    return answer;
  }

  private static List<Diagnostic> diagnostics(Compilation compilation) {
    return switch (compilation) {
      case Compilation.Compiled compiled -> compiled.warnings();
      case Compilation.Rejected rejected -> rejected.diagnostics();
    };
  }

  private static void add(ArrayNode list, Diagnostic diagnostic) {
    ObjectNode row = list.addObject();
    row.put("severity", diagnostic.severity().name());
    row.put("code", diagnostic.code());
    row.put("message", diagnostic.message());
    if (diagnostic.location() != null) {
      row.put("location", diagnostic.location());
    }
  }
}
