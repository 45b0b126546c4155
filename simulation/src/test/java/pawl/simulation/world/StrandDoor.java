package pawl.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import pawl.embedded.SteppedDoor;

/** A door that threads of the simulated process go through when their turn has come. */
final class StrandDoor implements SteppedDoor {
  private static final long NANOS = 1_000_000;

  private final Strands strands;
  private final SimClock clock;

  /** Those who want to be let in, and those who wait to be called: the oldest first. */
  private final Deque<Object> entering = new ArrayDeque<>();

  private final Deque<Object> outside = new ArrayDeque<>();
  private @Nullable Object inside;

  StrandDoor(Strands strands, SimClock clock) {
    this.strands = strands;
    this.clock = clock;
  }

  @Override
  public void enter() {
    Object self = strands.self();
    if (inside != null || !entering.isEmpty()) {
      entering.add(self);
      strands.await("enter", () -> mayEnter(self));
      entering.remove(self);
    }
    inside = self;
  }

  private boolean mayEnter(Object thread) {
    return inside == null && entering.peekFirst() == thread;
  }

  @Override
  public void leave() {
    inside = null;
  }

  @Override
  public long await(long nanos) {
    Object self = strands.self();
    long end = clock.millis() + (nanos + NANOS - 1) / NANOS;
    outside.add(self);
    inside = null;
    strands.linger(
        "wait to be called", () -> outside.contains(self) ? clock.millis() >= end : mayEnter(self));
    if (outside.remove(self)) {
      entering.add(self);
      strands.await("enter again", () -> mayEnter(self));
    }
    entering.remove(self);
    inside = self;
    return Math.max(0, end - clock.millis()) * NANOS;
  }

  @Override
  public void call(Runnable change) {
    boolean isInside = inside == strands.self();
    if (!isInside) {
      enter();
    }
    change.run();
    Object first = outside.poll();
    if (first != null) {
      entering.add(first);
    }
    if (!isInside) {
      leave();
    }
  }
}
