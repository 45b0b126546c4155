package pawl.dev.process;

/** Hears what processes write and what becomes of them. Called from several threads. */
public interface ProcessOutput {
  /** A line that the process wrote, to standard output or standard error. */
  void written(String process, String line);

  /** Something happened to the process. */
  void happened(String process, String what);
}
