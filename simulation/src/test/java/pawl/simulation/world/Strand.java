package pawl.simulation.world;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A thread that goes on only when it is told to, until it waits or ends; whoever told it waits
 * meanwhile. So of all threads of a simulation one runs at a time, and the seed says which.
 */
final class Strand {
  private final Semaphore go = new Semaphore(0);
  private final Semaphore back = new Semaphore(0);
  private final Thread thread;
  private boolean dead;
  private boolean ended;
  private @Nullable Throwable failure;

  /** The process has died under the thread. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died() {
      super("The simulated process has died", null, false, false);
    }
  }

  Strand(Runnable work) {
    this.thread = Thread.startVirtualThread(() -> run(work));
  }

  private void run(Runnable work) {
    go.acquireUninterruptibly();
    try {
      if (!dead) {
        work.run();
      }
    } catch (Died _) {
      // as it should
    } catch (Throwable e) {
      failure = e;
    } finally {
      ended = true;
      back.release();
    }
  }

  Thread thread() {
    return thread;
  }

  /** Lets it go on to where it waits next; says whether it does. */
  boolean goOn() {
    go.release();
    back.acquireUninterruptibly();
    return !ended;
  }

  /** What it has ended by if it should not have. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** For the thread itself: waits to be told to go on. Its being interrupted it hears of then. */
  void pause() {
    if (!dead) {
      back.release();
      go.acquireUninterruptibly();
    }
    if (dead) {
      throw new Died();
    }
  }

  /** Takes it off the world, wherever it is. */
  void kill() {
    dead = true;
    while (goOn()) {
      // one that waits again on its way out
    }
  }
}
