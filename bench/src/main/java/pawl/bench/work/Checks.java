package pawl.bench.work;

import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;

/** A result counts only if what was measured did its work: looks at some executions. */
final class Checks {
  /** One in so many, so that looking costs next to nothing. */
  private static final int EVERY = 100;

  private Checks() {}

  static boolean isDue(long number) {
    return number % EVERY == 0;
  }

  static ExecutionView succeeded(Host host, ExecutionId id) {
    ExecutionView view = host.reads().execution(id).orElseThrow();
    if (view.status() != ExecutionStatus.SUCCEEDED) {
      throw new IllegalStateException(
          view.arn() + " is " + view.status() + ": " + view.error() + ", " + view.cause());
    }
    return view;
  }

  static void equal(Object expected, @Nullable Object actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException("Expected " + expected + ", but was " + actual);
    }
  }
}
