package pawl.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The error objects that the platform itself gives for an invocation, in Lambda's words. */
final class PlatformError {
  /** Most bytes of an answer. */
  static final int RESPONSE_LIMIT_BYTES = 6_291_556;

  private static final ObjectMapper JSON = new ObjectMapper();

  private PlatformError() {}

  static byte[] timedOut(String requestId, int timeoutSeconds) {
    return body(
        "Sandbox.Timedout",
        "RequestId: "
            + requestId
            + " Error: Task timed out after "
            + timeoutSeconds
            + ".00 seconds");
  }

  static byte[] exited(String requestId, String reason) {
    return body("Runtime.ExitError", "RequestId: " + requestId + " Error: " + reason);
  }

  static byte[] outOfMemory(String requestId) {
    return body(
        "Runtime.OutOfMemory",
        "RequestId: " + requestId + " Error: Runtime exited with error: signal: killed");
  }

  static byte[] responseTooLarge() {
    return body(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size ("
            + RESPONSE_LIMIT_BYTES
            + " bytes).");
  }

  /**
   * Why a process ended, from its exit status. A shell and the JDK report an end by signal N as
   * status 128 + N; the signals that end processes in practice are told apart by that, other
   * numbers above 128 are taken as they are.
   */
  static String exitReason(int status) {
    return switch (status) {
      case 0 -> "Runtime exited without providing a reason";
      case 128 + 2 -> "Runtime exited with error: signal: interrupt";
      case 128 + 6 -> "Runtime exited with error: signal: aborted";
      case 128 + 7 -> "Runtime exited with error: signal: bus error";
      case 128 + 9 -> "Runtime exited with error: signal: killed";
      case 128 + 11 -> "Runtime exited with error: signal: segmentation fault";
      case 128 + 15 -> "Runtime exited with error: signal: terminated";
      default -> "Runtime exited with error: exit status " + status;
    };
  }

  static byte[] body(String errorType, String errorMessage) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("errorType", errorType);
    body.put("errorMessage", errorMessage);
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("two strings can't be written as JSON", e);
    }
  }
}
