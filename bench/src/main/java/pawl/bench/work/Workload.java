package pawl.bench.work;

import org.jspecify.annotations.Nullable;

/** Something that is run and measured. */
public interface Workload {
  /** What it is asked for by. */
  String name();

  /** What it does, in one line. */
  String description();

  /** The heap it is to be run in, as {@code -Xmx} has it; null for the usual. */
  default @Nullable String heap() {
    return null;
  }

  /**
   * Runs it once.
   *
   * @throws IllegalStateException if something did not do what it was to do: then there is no
   *     result
   */
  Result run(Setting setting) throws Exception;
}
