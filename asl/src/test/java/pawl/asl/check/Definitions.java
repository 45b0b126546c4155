package pawl.asl.check;

import java.util.List;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.Diagnostic;
import pawl.asl.Diagnostic.Severity;
import pawl.asl.MachineType;

/** Definitions for the tests of checks, and what is found in them. */
final class Definitions {
  private Definitions() {}

  /** A machine whose only state is S. */
  static String machine(String fields) {
    return "{\"StartAt\": \"S\", \"States\": {\"S\": {" + fields + "}}}";
  }

  static List<Diagnostic> diagnostics(String definition, MachineType type) {
    return switch (AslCompiler.compile(definition, type)) {
      case Compilation.Compiled(_, List<Diagnostic> warnings) -> warnings;
      case Compilation.Rejected(List<Diagnostic> diagnostics) -> diagnostics;
    };
  }

  /** Errors as {@code CODE: message at /location}. */
  static List<String> errors(String definition, MachineType type) {
    return diagnostics(definition, type).stream()
        .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .map(d -> d.code() + ": " + d.message() + " at " + d.location())
        .toList();
  }

  static List<String> errors(String definition) {
    return errors(definition, MachineType.STANDARD);
  }

  /**
   * Errors of a machine whose only state is S: without the most common code, {@code ~} for the
   * state's place.
   */
  static List<String> errorsOfState(String fields) {
    return errors(machine(fields)).stream()
        .map(error -> error.replaceFirst("^SCHEMA_VALIDATION_FAILED: ", ""))
        .map(error -> error.replaceFirst(" at /States/S", " at ~"))
        .toList();
  }

  /** Warnings as {@code CODE at /location}. */
  static List<String> warnings(String definition) {
    return diagnostics(definition, MachineType.STANDARD).stream()
        .filter(diagnostic -> diagnostic.severity() == Severity.WARNING)
        .map(d -> d.code() + " at " + d.location())
        .toList();
  }
}
