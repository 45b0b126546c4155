package pawl.server.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what nobody is told of: that machines and functions have changed, and that heartbeats have
 * come, which no event of a history says. It looks only while pages watch, one look serves all of
 * them, and the longer a look takes, the rarer it becomes.
 */
final class Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final long LEAST_PAUSE = Duration.ofMillis(400).toNanos();
  private static final long MOST_PAUSE = Duration.ofSeconds(10).toNanos();

  /** At most this part of the time is spent with looking at one thing. */
  private static final int SHARE = 20;

  /**
   * Something that a page watches.
   *
   * @param execution ARN of the one whose heartbeats are meant; null for all there is
   */
  record View(Topic topic, @Nullable String execution) {}

  /** Looks; what it returns equals what it returned before as long as nothing has changed. */
  @FunctionalInterface
  interface Sight {
    Object look(@Nullable String execution);
  }

  /** What was seen last, null if looking has failed, and when it is time to look again. */
  private record Seen(@Nullable Object what, long next) {}

  private final Map<Topic, Sight> sights;
  private final LongSupplier nanoTime;
  private final Map<View, Seen> seen = new HashMap<>();

  Lookout(Map<Topic, Sight> sights, LongSupplier nanoTime) {
    this.sights = sights;
    this.nanoTime = nanoTime;
  }

  /** Looks at what is due, and tells those who watch it. */
  void round(Collection<LiveStream> streams) {
    Map<View, List<LiveStream>> watched = new LinkedHashMap<>();
    for (LiveStream stream : streams) {
      for (View view : stream.views()) {
        watched.computeIfAbsent(view, _ -> new ArrayList<>()).add(stream);
      }
    }
    seen.keySet().retainAll(watched.keySet());
    watched.forEach(this::look);
  }

  private void look(View view, List<LiveStream> watching) {
    long began = nanoTime.getAsLong();
    Seen before = seen.get(view);
    Sight sight = sights.get(view.topic());
    if (sight == null || (before != null && began - before.next() < 0)) {
      return;
    }
    Object now = null;
    try {
      now = sight.look(view.execution());
    } catch (RuntimeException e) {
      // Pages ask for themselves now and then; they are told what went wrong.
      LOG.debug("What pages of the console watch could not be looked at: {}", view, e);
    }
    long end = nanoTime.getAsLong();
    seen.put(view, new Seen(now, end + Math.clamp((end - began) * SHARE, LEAST_PAUSE, MOST_PAUSE)));
    boolean isChanged = before != null && !Objects.equals(before.what(), now);
    for (LiveStream stream : watching) {
      // What a new page has asked for may be older than the first look.
      if (stream.isFirstLook(view) || isChanged) {
        stream.offer(view.topic());
      }
    }
  }
}
