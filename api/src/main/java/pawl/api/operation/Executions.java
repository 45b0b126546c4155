package pawl.api.operation;

import pawl.api.contract.ApiError;
import pawl.api.contract.ApiException;

/** What is said of executions in several places. */
final class Executions {
  private Executions() {}

  static ApiException doesNotExist(String arn) {
    return ApiException.service("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }

  /**
   * The execution is set aside: nothing can be asked of it until it is released. The host has
   * logged why.
   */
  static ApiException quarantined(String what) {
    return new ApiException(ApiError.quarantined(what.lines().findFirst().orElse(what)));
  }
}
