package pawl.asl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SplittableRandom;
import pawl.asl.data.Environment;

/** Environments for tests: an input, a small context object, variables, seeded randomness. */
public final class Environments {
  private static final String CONTEXT =
      """
      {"Execution": {"Id": "arn:x", "Name": "run", "Input": {"deep": [1, 2]}},
       "State": {"Name": "Here", "EnteredTime": "2026-01-02T03:04:05.678Z"},
       "StateMachine": {"Id": "arn:machine", "Name": "machine"}}
      """;

  private Environments() {}

  public static Environment of(String input) {
    return of(input, Map.of());
  }

  public static Environment of(String input, Map<String, Payload> variables) {
    return of(Payload.ofText(input), variables);
  }

  public static Environment of(Payload input, Map<String, Payload> variables) {
    return new Environment(
        input,
        () -> (ObjectNode) Payload.ofText(CONTEXT).node(),
        variables,
        new SplittableRandom(42),
        0);
  }
}
