package pawl.asl.program;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import pawl.asl.QueryLanguage;

/**
 * A compiled state machine.
 *
 * @param queryLanguage the machine's own
 * @param flows every {@code States} object of the definition; number 0 is the machine's, the others
 *     belong to Parallel branches and Map processors. A flow's place in the list is its {@link
 *     Flow#id()}.
 * @param timeoutSeconds the machine's TimeoutSeconds
 * @param variableReferences for DescribeStateMachine: state name to the variables that its JSONPath
 *     fields read; JSONata expressions are not looked into, as on AWS
 */
public record Program(
    QueryLanguage queryLanguage,
    List<Flow> flows,
    OptionalLong timeoutSeconds,
    Map<String, List<String>> variableReferences) {
  public Program {
    flows = List.copyOf(flows);
  }

  /** The machine's own flow. */
  public Flow top() {
    return flows.getFirst();
  }
}
