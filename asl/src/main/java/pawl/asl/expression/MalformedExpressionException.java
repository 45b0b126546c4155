package pawl.asl.expression;

/**
 * A path, an intrinsic call or a template is not well formed. It stays inside this module: the
 * check of a definition turns it into a diagnostic, and what is compiled after that check is well
 * formed.
 */
public final class MalformedExpressionException extends RuntimeException {
  public MalformedExpressionException(String message) {
    super(message, null, false, false);
  }
}
