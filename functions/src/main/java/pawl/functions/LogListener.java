package pawl.functions;

import org.jspecify.annotations.Nullable;

/**
 * Hears every line of every function as it is written. Called from several threads; must be quick.
 */
@FunctionalInterface
public interface LogListener {

  /** Hears nothing. */
  LogListener NONE = line -> {};

  void onLine(Line line);

  /**
   * One line of a function's log.
   *
   * @param requestId the invocation the line belongs to; null for lines written during
   *     initialisation or between invocations
   * @param text the line, without its line break
   */
  record Line(String functionName, @Nullable String requestId, Source source, String text) {}

  /** Who wrote a line. */
  enum Source {
    /** The function, to standard output or standard error. */
    FUNCTION,
    /** The host: START, END and REPORT lines, and reasons for an end. */
    PLATFORM
  }
}
