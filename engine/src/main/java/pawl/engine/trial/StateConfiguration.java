package pawl.engine.trial;

import org.jspecify.annotations.Nullable;

/**
 * What has happened to the state before, as the test wants it.
 *
 * @param retriesMade by the retrier that the error meets
 * @param failedIterations of a Map; null if nothing is said, then no threshold is exceeded
 * @param itemReaderData what the ItemReader of a Map reads, as it stands in its source; null if
 *     nothing is said
 */
public record StateConfiguration(
    int retriesMade, @Nullable Integer failedIterations, @Nullable String itemReaderData) {
  /** Nothing has happened. */
  public static final StateConfiguration NONE = new StateConfiguration(0, null, null);
}
