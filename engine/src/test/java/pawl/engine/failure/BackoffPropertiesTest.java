package pawl.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import pawl.asl.program.Step.Retrier;

/** Retry arithmetic against exact decimals, over random retriers; a failure names its seed. */
class BackoffPropertiesTest {
  private static final long YEAR_AND_A_DAY_MILLIS = 31_622_400_000L;

  private static Retrier retrier(SplittableRandom random, boolean jitter) {
    return new Retrier(
        List.of("States.ALL"),
        random.nextInt(5) == 0 ? random.nextLong(1, 99_999_999) : random.nextLong(1, 20),
        random.nextLong(0, 99_999_999),
        random.nextInt(4) == 0 ? random.nextDouble(1, 1000) : 1 + random.nextInt(0, 12) / 4.0,
        random.nextBoolean() ? 0 : random.nextLong(1, 31_622_400),
        jitter);
  }

  /** The interval times the rate to the power of the retries made, in exact arithmetic. */
  private static BigDecimal exactMillis(Retrier retrier, int retriesMade) {
    BigDecimal seconds =
        BigDecimal.valueOf(retrier.intervalSeconds())
            .multiply(
                new BigDecimal(retrier.backoffRate()).pow(retriesMade, MathContext.DECIMAL128));
    if (retrier.maxDelaySeconds() > 0) {
      seconds = seconds.min(BigDecimal.valueOf(retrier.maxDelaySeconds()));
    }
    return seconds.movePointRight(3);
  }

  @Test
  void shouldWaitExactlyIntervalTimesRateToThePowerOfTheRetriesMade() {
    for (long seed = 0; seed < 3_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Retrier retrier = retrier(random, false);
      for (int made = 0; made < 12; made++) {
        BigDecimal exact =
            exactMillis(retrier, made).min(BigDecimal.valueOf(YEAR_AND_A_DAY_MILLIS));
        long delay = Backoff.delayMillis(retrier, made, random);
        assertThat(BigDecimal.valueOf(delay).subtract(exact).abs())
            .as("seed %d, %d retries made by %s", seed, made, retrier)
            .isLessThanOrEqualTo(BigDecimal.ONE);
      }
    }
  }

  @Test
  void shouldNeverShrinkNeverPassTheMaximumAndNeverOverflow() {
    for (long seed = 0; seed < 3_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Retrier retrier = retrier(random, false);
      long before = 0;
      for (int made : new int[] {0, 1, 2, 10, 100, 10_000, 99_999_999, Integer.MAX_VALUE}) {
        long delay = Backoff.delayMillis(retrier, made, random);
        assertThat(delay).as("seed %d, %s", seed, retrier).isBetween(before, YEAR_AND_A_DAY_MILLIS);
        if (retrier.maxDelaySeconds() > 0) {
          assertThat(delay).isLessThanOrEqualTo(retrier.maxDelaySeconds() * 1000);
        }
        before = delay;
      }
    }
  }

  @Test
  void shouldSpreadFullJitterOverTheWholeDelay() {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Retrier jittered = retrier(random, true);
      var steady =
          new Retrier(
              jittered.errorEquals(),
              jittered.intervalSeconds(),
              jittered.maxAttempts(),
              jittered.backoffRate(),
              jittered.maxDelaySeconds(),
              false);
      int made = random.nextInt(6);
      long most = Backoff.delayMillis(steady, made, random);
      int lower = 0;
      for (int i = 0; i < 200; i++) {
        long delay = Backoff.delayMillis(jittered, made, random);
        assertThat(delay).as("seed %d, %s", seed, jittered).isBetween(0L, most);
        lower += delay < most / 2 ? 1 : 0;
      }
      assertThat(lower).as("seed %d: half of the delays are short", seed).isBetween(50, 150);
    }
  }
}
