package pawl.api.operation;

import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.asl.Payload;

/** The input that an execution is started with. */
final class ExecutionInput {
  private ExecutionInput() {}

  /** Without one it is an empty object. */
  static Payload of(@Nullable String text) {
    if (text == null) {
      return Payload.EMPTY_OBJECT;
    }
    String fault = JsonText.fault(text);
    if (fault != null) {
      throw ApiException.service(
          "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + fault + "'");
    }
    return Payload.ofText(text);
  }
}
