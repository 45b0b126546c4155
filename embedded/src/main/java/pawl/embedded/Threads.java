package pawl.embedded;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where threads come from for work that may take its time, and how they wait. The production ones
 * are virtual; the simulator's go on when it tells them to.
 */
interface Threads {
  Threads VIRTUAL =
      new Threads() {
        @Override
        public Thread start(Runnable work) {
          return Thread.startVirtualThread(work);
        }

        @Override
        public void later(Duration pause, Runnable work) {
          CompletableFuture.delayedExecutor(
                  pause.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
              .execute(work);
        }

        @Override
        public <T> @Nullable T poll(BlockingQueue<T> queue, long patienceMillis)
            throws InterruptedException {
          return queue.poll(patienceMillis, TimeUnit.MILLISECONDS);
        }

        @Override
        public Door door() {
          return new Door.Fair();
        }
      };

  /** Begins the work on a thread of its own. */
  Thread start(Runnable work);

  /** The same after a pause. */
  void later(Duration pause, Runnable work);

  /** Waits for the next element; null if none has come in time. */
  <T> @Nullable T poll(BlockingQueue<T> queue, long patienceMillis) throws InterruptedException;

  /** A new door for these threads. */
  Door door();
}
