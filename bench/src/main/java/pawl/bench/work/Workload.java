package pawl.bench.work;

/** Something that is run and measured. */
public interface Workload {
  /** What it is asked for by. */
  String name();

  /** What it does, in one line. */
  String description();

  /**
   * Runs it once.
   *
   * @throws IllegalStateException if something did not do what it was to do: then there is no
   *     result
   */
  Result run(Setting setting) throws Exception;
}
