package pawl.asl.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Diagnostic;
import pawl.asl.Diagnostic.Position;
import pawl.asl.Diagnostic.Severity;

/**
 * Collects what is wrong with a definition, up to an amount that nobody reads anyway. Warnings
 * never crowd out errors.
 */
final class Report {
  static final String SCHEMA_VALIDATION_FAILED = "SCHEMA_VALIDATION_FAILED";

  private static final int MAX_ERRORS = 1000;
  private static final int MAX_WARNINGS = 1000;

  /** Locations repeat long names: their sum has to be bounded too. */
  private static final int MAX_CHARACTERS = 1_000_000;

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int errors;
  private int warnings;
  private int errorCharacters;
  private int warningCharacters;

  /** Something in the definition is not as it has to be. */
  void schema(String message, Cursor at) {
    error(SCHEMA_VALIDATION_FAILED, message, at);
  }

  void error(String code, String message, @Nullable Cursor at) {
    if (at == null) {
      error(code, message, null, null);
    } else if (hasRoomForErrors()) {
      error(code, message, at.pointer(), at.document().position());
    }
  }

  void error(String code, String message, @Nullable String location, @Nullable Position position) {
    if (hasRoomForErrors()) {
      errors++;
      errorCharacters += message.length() + (location == null ? 0 : location.length());
      diagnostics.add(new Diagnostic(Severity.ERROR, code, message, location, position));
    }
  }

  private boolean hasRoomForErrors() {
    return errors < MAX_ERRORS && errorCharacters < MAX_CHARACTERS;
  }

  void warning(String code, String message, Cursor at) {
    if (warnings < MAX_WARNINGS && warningCharacters < MAX_CHARACTERS) {
      String location = at.pointer();
      warnings++;
      warningCharacters += message.length() + location.length();
      diagnostics.add(
          new Diagnostic(Severity.WARNING, code, message, location, at.document().position()));
    }
  }

  void required(Collection<String> fields, Cursor at) {
    schema("These fields are required: [" + String.join(", ", fields) + "]", at);
  }

  /** A key of what a service is called with is missing. */
  void requiredKey(String key, Cursor at) {
    schema("The field '" + key + "' is required but was missing", at);
  }

  void onlyOne(Collection<String> fields, Cursor at) {
    schema(
        "There should only be one of the following fields: [" + String.join(", ", fields) + "]",
        at);
  }

  void oneOf(Collection<String> fields, Cursor at) {
    schema("There should be one of the following fields: [" + String.join(", ", fields) + "]", at);
  }

  void notSupported(String field, Cursor at) {
    schema("Field '" + field + "' is not supported", at);
  }

  /** Complains about the fields of an object that are not among those allowed. */
  void unsupportedFields(Cursor at, Collection<String> allowed) {
    for (String field : at.fields()) {
      if (!allowed.contains(field)) {
        notSupported(field, at);
      }
    }
  }

  boolean hasErrors() {
    return errors > 0;
  }

  int errors() {
    return errors;
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }
}
