package pawl.api.operation;

import java.util.Optional;

/** The test cases that executions can be started with: their tasks get mocked answers. */
@FunctionalInterface
public interface TestCases {
  /** There are none. */
  TestCases NONE =
      (_, _, testCase) ->
          Optional.of("There is no mock file with the test case '" + testCase + "'");

  /**
   * Why an execution of a machine can't be started with a test case; empty if it can.
   *
   * @param definition of the machine, as it is now
   */
  Optional<String> obstacle(String machineName, String definition, String testCase);
}
