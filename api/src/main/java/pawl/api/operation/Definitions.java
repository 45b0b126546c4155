package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import pawl.api.contract.ApiException;
import pawl.asl.Compilation;
import pawl.asl.Diagnostic;
import pawl.asl.MachineType;
import pawl.asl.program.Program;
import pawl.engine.catalogue.Revision;

/** Checks definitions and tells what is known of them. */
final class Definitions {
  private Definitions() {}

  /** Refuses a definition that cannot run, with everything that is wrong with it. */
  static void check(DefinitionCompiler compiler, String definition, MachineType type) {
    program(compiler, definition, type);
  }

  /** The program of a definition; refuses one that cannot run. */
  static Program program(DefinitionCompiler compiler, String definition, MachineType type) {
    return switch (compiler.compile(definition, type)) {
      case Compilation.Compiled compiled -> compiled.program();
      case Compilation.Rejected rejected -> {
        String all =
            rejected.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
                .map(Definitions::inOneLine)
                .collect(Collectors.joining(", "));
        throw ApiException.service(
            "InvalidDefinition", "Invalid State Machine Definition: '" + all + "'");
      }
    };
  }

  private static String inOneLine(Diagnostic diagnostic) {
    String message = diagnostic.code() + ": " + diagnostic.message();
    return diagnostic.location() == null ? message : message + " at " + diagnostic.location();
  }

  /** Adds definition and settings of a revision to an answer. */
  static void describe(
      DefinitionCompiler compiler, Revision revision, boolean metadataOnly, ObjectNode answer) {
    answer.put("definition", metadataOnly ? "{}" : revision.definition());
    answer.put("roleArn", revision.settings().roleArn());
    answer.put("name", revision.name());
    MachineConfiguration.describe(revision.settings(), answer);
    if (revision.revisionId() != null) {
      answer.put("revisionId", revision.revisionId());
    }
    if (!metadataOnly) {
      addVariableReferences(compiler, revision, answer);
    }
  }

  private static void addVariableReferences(
      DefinitionCompiler compiler, Revision revision, ObjectNode answer) {
    if (compiler.compile(revision.definition(), revision.type())
            instanceof Compilation.Compiled compiled
        && !compiled.program().variableReferences().isEmpty()) {
      ObjectNode references = answer.putObject("variableReferences");
      compiled
          .program()
          .variableReferences()
          .forEach((state, names) -> put(references, state, names));
    }
  }

  private static void put(ObjectNode references, String state, List<String> variables) {
    ArrayNode list = references.putArray(state);
    variables.forEach(list::add);
  }
}
