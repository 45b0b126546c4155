package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.HostException;
import pawl.engine.host.Host.ActivityTask;

class ActivityWaitsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final ActivityTask TASK = new ActivityTask("token", Payload.EMPTY_OBJECT);

  private final ActivityWaits waits = new ActivityWaits(Threads.VIRTUAL);

  /** A worker that finds nothing when it first looks, and later what it is given. */
  private final class Worker {
    final CountDownLatch looked = new CountDownLatch(1);
    final BlockingQueue<Supplier<Optional<ActivityTask>>> finds = new LinkedBlockingQueue<>();
    final CompletableFuture<Optional<ActivityTask>> answer = new CompletableFuture<>();

    Worker() throws InterruptedException {
      Thread.startVirtualThread(
          () -> {
            try {
              answer.complete(waits.poll("a", this::take, LONG));
            } catch (RuntimeException e) {
              answer.completeExceptionally(e);
            }
          });
      looked.await();
    }

    private Optional<ActivityTask> take() {
      if (looked.getCount() > 0) {
        looked.countDown();
        return Optional.empty();
      }
      return finds.remove().get();
    }

    Optional<ActivityTask> answer() throws Exception {
      return answer.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldWakeTheOneWhoWaitsLongest() throws Exception {
    Worker first = new Worker();
    Worker second = new Worker();
    first.finds.add(() -> Optional.of(TASK));

    waits.offered("a", 1);

    assertThat(first.answer()).contains(TASK);
    assertThat(second.answer).isNotDone();
    second.finds.add(() -> Optional.of(TASK));
    waits.offered("a", 2);
    assertThat(second.answer()).contains(TASK);
  }

  @Test
  void shouldLetTheNextLookWhenOneFails() throws Exception {
    Worker first = new Worker();
    Worker second = new Worker();
    first.finds.add(
        () -> {
          throw new HostException.Unavailable("Not now");
        });
    second.finds.add(() -> Optional.of(TASK));

    waits.offered("a", 1);

    assertThatThrownBy(first::answer).hasCauseInstanceOf(HostException.Unavailable.class);
    assertThat(second.answer()).contains(TASK);
  }

  @Test
  void shouldEndWithPatience() {
    assertThat(waits.poll("a", Optional::empty, Duration.ofMillis(1))).isEmpty();
  }
}
