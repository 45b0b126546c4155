package pawl.engine.failure;

import java.util.random.RandomGenerator;
import pawl.asl.program.Step.Retrier;

/** How long a retrier waits. */
public final class Backoff {
  /** A year and a day: longer than any execution may last. */
  private static final double LONGEST_SECONDS = 31_622_400;

  private Backoff() {}

  /**
   * IntervalSeconds times BackoffRate to the power of the retries made so far, at most
   * MaxDelaySeconds; with JitterStrategy FULL a random time between nothing and that.
   *
   * @param retriesMade 0 before the first retry
   */
  public static long delayMillis(Retrier retrier, int retriesMade, RandomGenerator random) {
    double seconds = retrier.intervalSeconds() * Math.pow(retrier.backoffRate(), retriesMade);
    if (retrier.maxDelaySeconds() > 0) {
      seconds = Math.min(seconds, retrier.maxDelaySeconds());
    }
    long millis = (long) (Math.min(seconds, LONGEST_SECONDS) * 1000);
    return retrier.fullJitter() && millis > 0 ? random.nextLong(millis + 1) : millis;
  }
}
