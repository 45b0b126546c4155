package pawl.asl.program;

import java.util.List;

/**
 * One {@code States} object: the machine itself, a branch of a Parallel, the processor of a Map.
 *
 * @param start index of the step it starts at
 */
public record Flow(int id, int start, List<Step> steps) {
  public Flow {
    steps = List.copyOf(steps);
  }

  public Step step(int index) {
    return steps.get(index);
  }
}
