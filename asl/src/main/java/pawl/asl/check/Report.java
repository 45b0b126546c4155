package pawl.asl.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Diagnostic;
import pawl.asl.Diagnostic.Position;
import pawl.asl.Diagnostic.Severity;

/** Collects what is wrong with a definition, up to a number that nobody reads anyway. */
final class Report {
  static final String SCHEMA_VALIDATION_FAILED = "SCHEMA_VALIDATION_FAILED";

  private static final int MAX_DIAGNOSTICS = 1000;

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** Something in the definition is not as it has to be. */
  void schema(String message, Cursor at) {
    error(SCHEMA_VALIDATION_FAILED, message, at);
  }

  void error(String code, String message, @Nullable Cursor at) {
    add(
        Severity.ERROR,
        code,
        message,
        at == null ? null : at.pointer(),
        at == null ? null : at.document().position());
  }

  void warning(String code, String message, Cursor at) {
    add(Severity.WARNING, code, message, at.pointer(), at.document().position());
  }

  void add(
      Severity severity,
      String code,
      String message,
      @Nullable String location,
      @Nullable Position position) {
    if (diagnostics.size() < MAX_DIAGNOSTICS) {
      diagnostics.add(new Diagnostic(severity, code, message, location, position));
    }
  }

  void required(Collection<String> fields, Cursor at) {
    schema("These fields are required: [" + String.join(", ", fields) + "]", at);
  }

  void onlyOne(Collection<String> fields, Cursor at) {
    schema(
        "There should only be one of the following fields: [" + String.join(", ", fields) + "]",
        at);
  }

  void notSupported(String field, Cursor at) {
    schema("Field '" + field + "' is not supported", at);
  }

  boolean hasErrors() {
    return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
  }

  int size() {
    return diagnostics.size();
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }
}
