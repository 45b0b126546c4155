package pawl.asl;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a definition, in the form of AWS's ValidateStateMachineDefinition.
 *
 * @param code AWS's code, such as {@code SCHEMA_VALIDATION_FAILED}
 * @param location JSON pointer into the definition, as AWS writes it; null where AWS gives none
 * @param position where that is in the text; null where no place can be named
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    @Nullable String location,
    @Nullable Position position) {

  /** Errors make a definition unusable, warnings do not. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** A place in the text of a definition; line and column count from 1. */
  public record Position(int line, int column) {}
}
