package pawl.api.operation;

import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.Machine;

/**
 * What an execution is started of: a machine, and perhaps a test case, as Step Functions Local
 * writes it: {@code arn:...:stateMachine:NAME#TESTCASE}.
 */
record TestCaseArn(MachineArn machine, @Nullable String testCase) {
  static TestCaseArn of(String text) {
    // No name can have this character.
    int mark = text.indexOf('#');
    if (mark < 0) {
      return new TestCaseArn(ResourceArn.stateMachine(text), null);
    }
    String testCase = text.substring(mark + 1);
    if (testCase.isEmpty()) {
      throw ResourceArn.malformed(text);
    }
    return new TestCaseArn(ResourceArn.stateMachine(text.substring(0, mark)), testCase);
  }

  /** Refuses a test case that is not there. */
  void check(TestCases testCases, Machine running) {
    if (testCase != null) {
      testCases
          .obstacle(running.name(), running.revision().definition(), testCase)
          .ifPresent(
              what -> {
                throw ApiException.service("ValidationException", what);
              });
    }
  }
}
