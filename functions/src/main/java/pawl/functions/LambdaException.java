package pawl.functions;

/**
 * A request that Lambda refuses: carries Lambda's error code, its HTTP status and a text for the
 * user. Thrown for what a caller got wrong (a bad configuration, a zip that can't be read, an
 * unknown function), never for a fault of the host.
 */
public final class LambdaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;

  LambdaException(String code, int status, String message) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** Lambda's name of the error, for example {@code InvalidParameterValueException}. */
  public String code() {
    return code;
  }

  /** The HTTP status that goes with the code. */
  public int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  static LambdaException invalidParameter(String message) {
    return new LambdaException("InvalidParameterValueException", 400, message);
  }

  static LambdaException invalidContent(String message) {
    return new LambdaException("InvalidRequestContentException", 400, message);
  }

  /** A value outside of the bounds of Lambda's model, in the words of its validator. */
  static LambdaException constraint(String value, String member, String constraint) {
    return new LambdaException(
        "ValidationException",
        400,
        "1 validation error detected: Value "
            + value
            + " at '"
            + member
            + "' failed to satisfy constraint: "
            + constraint);
  }

  static LambdaException notFound(String functionArn) {
    return new LambdaException(
        "ResourceNotFoundException", 404, "Function not found: " + functionArn);
  }
}
