package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessUseTest {
  private static final int PROCESSORS = 2;
  private static final int MOST = 16;

  @ParameterizedTest
  @CsvSource({
    "1000, 1000, 0, 3", // computes all the time
    "8000, 2000, 6000, 3", // would, but has to wait for a processor
    "1000, 500, 0, 6", // waits for something else half of the time
    "4000, 1000, 2000, 6", // the same on a busy machine
    "1000, 100, 0, 16", // mostly waits for something else
    "1000, 0, 0, 16", // only waits
    "30, 30, 0, 16", // too little to tell
    "1000, 1000, 900, 3", // clocks that don't agree
  })
  void shouldLetAsManyRunAsMakeUseOfTheProcessors(
      long busyMillis, long runMillis, long waitMillis, int expected) {
    var use =
        new ProcessUse(
            Duration.ofMillis(busyMillis).toNanos(),
            Duration.ofMillis(runMillis).toNanos(),
            Duration.ofMillis(waitMillis).toNanos());

    assertThat(use.concurrency(PROCESSORS, MOST)).isEqualTo(expected);
  }

  @Test
  void shouldNotAllowMoreThanIsConfigured() {
    var use = new ProcessUse(1_000_000_000, 1_000_000_000, 0);

    assertThat(use.concurrency(8, 2)).isEqualTo(2);
  }

  @Test
  void shouldCountFromAnEarlierLook() {
    var use = new ProcessUse(50, 40, 30).since(new ProcessUse(10, 20, 5));

    assertThat(use).isEqualTo(new ProcessUse(40, 20, 25));
    assertThat(use.plus(new ProcessUse(1, 2, 3))).isEqualTo(new ProcessUse(41, 22, 28));
  }

  @Test
  void shouldKnowNothingOfAProcessThatIsGone() {
    assertThat(ProcessUse.of(Long.MAX_VALUE, 1)).isEmpty();
  }
}
