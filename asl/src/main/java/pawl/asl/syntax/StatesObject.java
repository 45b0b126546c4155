package pawl.asl.syntax;

import java.util.List;

/**
 * A {@code States} object with its {@code StartAt}: that of the machine, of a branch of a Parallel
 * or of the processor of a Map.
 */
public record StatesObject(String startAt, List<State> states) {
  public StatesObject {
    states = List.copyOf(states);
  }
}
