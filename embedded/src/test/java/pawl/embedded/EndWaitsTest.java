package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import pawl.engine.id.ExecutionId;

class EndWaitsTest {
  private static final ExecutionId EXECUTION = new ExecutionId(1, 2);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final EndWaits waits = new EndWaits(Threads.VIRTUAL);

  /** Somebody who waits; done when it is woken. */
  private CompletableFuture<Boolean> waiting() throws InterruptedException {
    var registered = new CountDownLatch(1);
    var woken = new CompletableFuture<Boolean>();
    Thread.startVirtualThread(
        () ->
            woken.complete(
                waits.await(
                    EXECUTION,
                    () -> {
                      registered.countDown();
                      return false;
                    },
                    LONG)));
    registered.await();
    return woken;
  }

  @Test
  void shouldWakeAllWhoWait() throws Exception {
    CompletableFuture<Boolean> first = waiting();
    CompletableFuture<Boolean> second = waiting();

    waits.ended(EXECUTION);

    assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldNotWaitForWhatHasEnded() {
    assertThat(waits.await(EXECUTION, () -> true, LONG)).isTrue();
  }

  @Test
  void shouldSayThatItHasNotEnded() {
    assertThat(waits.await(EXECUTION, () -> false, Duration.ofMillis(1))).isFalse();
  }

  /** Who leaves takes away what those have in common who wait for an execution. */
  @Test
  void shouldWakeWhoComesWhileAnotherLeaves() throws Exception {
    var over = new AtomicBoolean();
    Thread others =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    waits.await(EXECUTION, () -> true, LONG);
                  }
                });
    try {
      for (int i = 0; i < 5_000; i++) {
        CompletableFuture<Boolean> woken = waiting();
        waits.ended(EXECUTION);
        assertThat(woken.get(30, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      over.set(true);
      others.join();
    }
  }
}
