package pawl.embedded;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import pawl.engine.HostException;

/**
 * Lets callers in to what must not be used once it is closed, such as a native library. Who comes
 * later is turned away; {@link #close} waits for those who are in.
 */
final class Gate {
  private static final long PAUSE_NANOS = 100_000;

  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Stay stay = inside::decrementAndGet;

  /** Being in, until it is closed. */
  @FunctionalInterface
  interface Stay extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Goes in; callers that are in may do so again.
   *
   * @throws HostException.Unavailable if it has been closed
   */
  Stay enter() {
    inside.incrementAndGet();
    if (closed.get()) {
      inside.decrementAndGet();
      throw new HostException.Unavailable("The server is stopping");
    }
    return stay;
  }

  /** Says whether it was open; then nobody is in when this returns. */
  boolean close() {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    while (inside.get() > 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
