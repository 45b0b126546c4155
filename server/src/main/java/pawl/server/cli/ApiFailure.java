package pawl.server.cli;

/** The server refused a request. */
final class ApiFailure extends CliException {
  private static final long serialVersionUID = 1L;

  private final String code;

  ApiFailure(String code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  /** AWS's code, such as {@code ExecutionDoesNotExist}. */
  String code() {
    return code;
  }
}
