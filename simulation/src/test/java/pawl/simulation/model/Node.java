package pawl.simulation.model;

import java.util.List;

/**
 * A state of a generated program, in the few forms that the generator makes. Data is always an
 * object with a number {@code n}; what states add to it stands under a name of its own. A state
 * goes on to the one behind it; the last one ends its flow.
 */
public sealed interface Node {
  String name();

  /**
   * Replaces the data by {@code {"n": n + add}}; {@code variable} (may be empty) is set to the new
   * number.
   */
  record Add(String name, int add, String variable, boolean jsonata) implements Node {}

  /** Sets a member to fixed JSON text. */
  record Put(String name, String member, String json) implements Node {}

  /** Sets a variable to a number, or counts it up by one. */
  record Count(String name, String variable, boolean first) implements Node {}

  /** Goes to {@code target} if the number or the variable is less than {@code limit}. */
  record Choice(String name, String variable, int limit, int target, boolean hasDefault)
      implements Node {}

  record Wait(String name, int seconds) implements Node {}

  record Succeed(String name) implements Node {}

  record Fail(String name, String error, String cause) implements Node {}

  /** How a task is called. */
  enum Kind {
    FUNCTION,
    SERVICE,
    JOB,
    CALLBACK,
    ACTIVITY,
    /** Starts an execution and goes on. */
    NESTED,
    NESTED_SYNC,
    NESTED_SYNC_2,
    /** Starts an execution and waits for somebody else to answer. */
    NESTED_CALLBACK;

    /** Whether it starts an execution. */
    public boolean isNested() {
      return this == NESTED || this == NESTED_CALLBACK || awaitsEnd();
    }

    /** Whether it waits for the end of the execution that it starts. */
    public boolean awaitsEnd() {
      return this == NESTED_SYNC || this == NESTED_SYNC_2;
    }
  }

  /**
   * Has something done.
   *
   * @param timeout seconds, 0 for none
   * @param heartbeat seconds, 0 for none
   * @param member where the result goes; empty: it becomes the data
   * @param machine whose execution it starts; empty if it starts none
   */
  record Task(
      String name,
      Kind kind,
      int timeout,
      int heartbeat,
      Recovery recovery,
      String member,
      String machine)
      implements Node {}

  record Parallel(String name, List<Flow> branches, Recovery recovery, String member)
      implements Node {}

  /**
   * Runs its processor for each number; {@code distributed} with an execution for each.
   *
   * @param tolerated how many items may fail; -1 if the state does not say it
   * @param reader whether the numbers come from an ItemReader
   * @param writer whether a ResultWriter takes the results
   * @param express whether the children are Express executions
   */
  record Map(
      String name,
      List<Integer> items,
      int concurrency,
      Flow processor,
      Recovery recovery,
      String member,
      boolean distributed,
      int tolerated,
      boolean reader,
      boolean writer,
      boolean express)
      implements Node {}

  /** States one behind the other. */
  record Flow(List<Node> nodes) {}

  record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
    public static final Recovery NONE = new Recovery(List.of(), List.of());
  }

  record Retrier(List<String> errors, int attempts, int interval, double rate, boolean jitter) {}

  /** The error goes to member {@code error} of the data; {@code target} is a place in the flow. */
  record Catcher(List<String> errors, int target) {}
}
