package pawl.api.operation;

import pawl.api.contract.ApiException;

/** What is said of executions in several places. */
final class Executions {
  private Executions() {}

  static ApiException doesNotExist(String arn) {
    return ApiException.service("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }

  /** The core gave up on an execution because of a bug of its own: a 500 and a line in the log. */
  static IllegalStateException quarantined(String what) {
    return new IllegalStateException("The execution is quarantined: " + what);
  }
}
