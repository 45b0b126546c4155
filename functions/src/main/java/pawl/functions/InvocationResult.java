package pawl.functions;

/** How a synchronous invocation ended. */
public sealed interface InvocationResult {

  /** Id of the invocation, a UUID. Also the id that the function saw, if it ran. */
  String requestId();

  /**
   * The function answered.
   *
   * @param payload what it answered, byte for byte; JSON as a rule, but a function may answer
   *     anything
   * @param logTail the last 4 KB of the invocation's log
   */
  record Succeeded(byte[] payload, String executedVersion, String requestId, String logTail)
      implements InvocationResult {}

  /**
   * The function failed, or was ended: it threw, could not be loaded, exited, ran out of time or
   * memory, answered too much.
   *
   * @param payload the error object: JSON with {@code errorType}, {@code errorMessage} and what the
   *     language adds
   * @param functionError always {@code Unhandled}, as Lambda has it
   * @param logTail the last 4 KB of the invocation's log
   */
  record Failed(
      byte[] payload,
      String functionError,
      String executedVersion,
      String requestId,
      String logTail)
      implements InvocationResult {}

  /**
   * The function was not called.
   *
   * @param code Lambda's error: {@code ResourceNotFoundException}, {@code
   *     TooManyRequestsException}, {@code InvalidRuntimeException} (this machine lacks the
   *     interpreter, or the code folder can't be run), {@code RequestTooLargeException}, {@code
   *     InvalidParameterValueException}
   * @param status the HTTP status that goes with the code
   * @param message what is wrong and, where a user can mend it, what to do
   */
  record Rejected(String code, int status, String message, String requestId)
      implements InvocationResult {}
}
