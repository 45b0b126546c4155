package pawl.asl.data;

import pawl.asl.Payload;

/**
 * Is told what the data of a state looks like on its way through the state. Executions have no use
 * for it; whoever tests a state shows it to its author.
 */
@FunctionalInterface
public interface Trace {
  /** Looks at nothing. */
  Trace NONE = (_, _) -> {};

  /** A field that the data has passed, whether the state says it or its default applied. */
  enum Point {
    INPUT_PATH,
    PARAMETERS,
    ARGUMENTS,
    ITEMS_PATH,
    RESULT_SELECTOR,
    RESULT_PATH
  }

  /** The data behind a field. */
  void passed(Point point, Payload data);
}
