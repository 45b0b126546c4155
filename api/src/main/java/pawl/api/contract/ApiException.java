package pawl.api.contract;

/**
 * Ends the handling of a request with an error that its sender is told. Thrown anywhere in the API,
 * caught in the endpoint alone; it is no bug, so it has no stack trace.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  public ApiException(ApiError error) {
    super(error.type() + ": " + error.message(), null, false, false);
    this.error = error;
  }

  /** Short for an error of the service's model. */
  public static ApiException service(String code, String message) {
    return new ApiException(ApiError.service(code, message));
  }

  public ApiError error() {
    return error;
  }
}
