package pawl.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Diagnostic.Severity;
import pawl.asl.check.DefinitionCheck;
import pawl.asl.compile.ProgramCompiler;
import pawl.asl.syntax.DefinitionParser;
import pawl.asl.syntax.Document;

/**
 * Turns the text of a state machine definition into a {@link pawl.asl.program.Program}, or says all
 * that is wrong with it.
 */
public final class AslCompiler {
  private AslCompiler() {}

  /** Compiles a definition (JSON). Never throws for anything that stands in the text. */
  public static Compilation compile(String definition, MachineType type) {
    return compile(definition, type, null);
  }

  /**
   * The same for a machine that is being created, which must ask of services what they take.
   *
   * @param services null if that is not to be checked
   */
  public static Compilation compile(
      String definition, MachineType type, @Nullable ServiceRules services) {
    if (definition.isEmpty()) {
      return rejected(
          "MISSING_DESCRIPTION", "Received a null or empty workflow input.", null, null);
    }
    Document.Parsed parsed = Document.parse(definition);
    Document.SyntaxError error = parsed.error();
    if (error != null) {
      return rejected("INVALID_JSON_DESCRIPTION", error.message(), error.place(), error.position());
    }
    Document document = parsed.document();
    if (document == null || !document.value().isObject()) {
      return rejected(
          "SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", null, null);
    }
    List<Diagnostic> diagnostics = DefinitionCheck.check(document, type, services);
    if (diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR)) {
      return new Compilation.Rejected(diagnostics);
    }
    return new Compilation.Compiled(
        ProgramCompiler.compile(DefinitionParser.parse(document.value())), diagnostics);
  }

  private static Compilation rejected(
      String code,
      String message,
      @Nullable String location,
      Diagnostic.@Nullable Position position) {
    return new Compilation.Rejected(
        List.of(new Diagnostic(Severity.ERROR, code, message, location, position)));
  }
}
