package pawl.embedded;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets in one thread at a time, first come first served. Who is inside may step out until it is
 * called.
 */
interface Door {
  /** Waits to be let in. */
  void enter() throws InterruptedException;

  /** For who is inside. */
  void leave();

  /**
   * For who is inside: waits outside to be called, at most so long, and then to be let in again.
   *
   * @return how much of the time is left; nothing if it is not more than 0
   */
  long await(long nanos) throws InterruptedException;

  /** Makes a change inside and calls the one who has waited longest; also for who is inside. */
  void call(Runnable change);

  /** A door for threads that run by themselves. */
  final class Fair implements Door {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition called = lock.newCondition();

    @Override
    public void enter() throws InterruptedException {
      lock.lockInterruptibly();
    }

    @Override
    public void leave() {
      lock.unlock();
    }

    @Override
    public long await(long nanos) throws InterruptedException {
      return called.awaitNanos(nanos);
    }

    @Override
    public void call(Runnable change) {
      lock.lock();
      try {
        change.run();
        called.signal();
      } finally {
        lock.unlock();
      }
    }
  }
}
