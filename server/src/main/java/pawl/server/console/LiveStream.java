package pawl.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;

/**
 * What one open page is told, as server-sent events. Until it can be written, the newest of each
 * execution is kept; if those become too many, the page is told that it has missed something
 * instead. A page that takes nothing at all for too long is cut off.
 */
final class LiveStream implements ConsoleAnswer.Stream {
  private static final int MOST_WAITING = 500;
  private static final int MOST_BYTES = 64 << 10;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration STALLED = Duration.ofSeconds(20);

  /** A connection that lasted longer would count as idle; the browser comes back by itself. */
  private static final Duration LIFETIME = Duration.ofMinutes(4);

  /** What comes close together is told together. */
  private static final Duration BREATH = Duration.ofMillis(60);

  private final LiveEvents.Interest interest;
  private final LongSupplier nanoTime;
  private final LongSupplier untold;
  private final Consumer<LiveStream> onEnd;

  private final Lock lock = new ReentrantLock();
  private final Condition hasNews = lock.newCondition();
  private final Map<String, LiveEvents.Change> changes = new LinkedHashMap<>();
  private final StringBuilder opening = new StringBuilder("retry: 1000\n");
  private final Set<Topic> topics = EnumSet.noneOf(Topic.class);
  private final Set<Lookout.View> unseen;
  private long lastEvent;
  private boolean isMissed;
  private boolean isClosed;
  private long untoldBefore;

  /** Null while nobody writes. */
  private @Nullable Thread writer;

  private long writingSince;
  private boolean isWriting;

  LiveStream(
      LiveEvents.Interest interest,
      LongSupplier nanoTime,
      LongSupplier untold,
      Consumer<LiveStream> onEnd) {
    this.interest = interest;
    this.nanoTime = nanoTime;
    this.untold = untold;
    this.onEnd = onEnd;
    this.untoldBefore = untold.getAsLong();
    this.unseen = new HashSet<>(interest.views());
  }

  /** What has to be looked at for it. */
  Set<Lookout.View> views() {
    return interest.views();
  }

  /** Whether this is the first time that something was looked at for it; asked once for each. */
  boolean isFirstLook(Lookout.View view) {
    lock.lock();
    try {
      return unseen.remove(view);
    } finally {
      lock.unlock();
    }
  }

  /**
   * What comes first.
   *
   * @param id where the page begins to hear
   * @param isResumed whether it is told all that happened since it last heard something
   */
  void begin(String id, boolean isResumed) {
    // Told first so that it has an id even if nothing happens. What it missed follows with ids of
    // its own, so only one that starts afresh is given the newest.
    opening.append("event: ready\n");
    if (!isResumed) {
      opening.append("id: ").append(id).append('\n');
    }
    opening.append("data: {\"resumed\":").append(isResumed).append("}\n\n");
  }

  /**
   * @param mapRunArn the run of a distributed Map whose child it is; null for others
   */
  void offer(LiveEvents.Change change, @Nullable String mapRunArn) {
    if (mapRunArn != null && !mapRunArn.equals(interest.machine())) {
      return;
    }
    change(
        () -> {
          // The newest stands last, so that ids go up.
          changes.remove(change.executionArn());
          changes.put(change.executionArn(), change);
          if (changes.size() > MOST_WAITING) {
            changes.clear();
            isMissed = true;
          }
        });
  }

  void offerHistory(String executionArn, long event) {
    if (executionArn.equals(interest.execution())) {
      change(() -> lastEvent = event);
    }
  }

  void offer(Topic topic) {
    change(() -> topics.add(topic));
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      what.run();
      hasNews.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException, InterruptedException {
    long end = nanoTime.getAsLong() + LIFETIME.toNanos();
    try {
      begin();
      send(out, opening.toString());
      String next = next();
      while (next != null && nanoTime.getAsLong() - end < 0) {
        send(out, next);
        Thread.sleep(BREATH);
        next = next();
      }
    } finally {
      onEnd.accept(this);
      end();
    }
  }

  private void begin() {
    lock.lock();
    try {
      writer = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** From now on the thread is not ours to interrupt. */
  private void end() {
    lock.lock();
    try {
      writer = null;
    } finally {
      lock.unlock();
    }
  }

  private void send(OutputStream out, String text) throws IOException {
    writing(true);
    out.write(text.getBytes(UTF_8));
    out.flush();
    writing(false);
  }

  private void writing(boolean begins) {
    lock.lock();
    try {
      isWriting = begins;
      writingSince = nanoTime.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something to say, or a sign of life if there is nothing; null at the end. */
  private @Nullable String next() throws InterruptedException {
    lock.lock();
    try {
      long patience = HEARTBEAT.toNanos();
      while (!isClosed && isQuiet() && patience > 0) {
        patience = hasNews.awaitNanos(patience);
      }
      return isClosed ? null : text();
    } finally {
      lock.unlock();
    }
  }

  private boolean isQuiet() {
    return changes.isEmpty() && lastEvent == 0 && topics.isEmpty() && !isMissed;
  }

  private String text() {
    long now = untold.getAsLong();
    if (now != untoldBefore) {
      untoldBefore = now;
      isMissed = true;
    }
    if (isQuiet()) {
      return ":\n\n";
    }
    StringBuilder text = new StringBuilder();
    if (isMissed) {
      text.append("event: missed\ndata: {}\n\n");
      isMissed = false;
    }
    if (lastEvent > 0) {
      text.append("event: history\ndata: ")
          .append(
              Json.MAPPER
                  .createObjectNode()
                  .put("executionArn", interest.execution())
                  .put("lastEventId", lastEvent))
          .append("\n\n");
      lastEvent = 0;
    }
    for (Topic topic : takeTopics()) {
      text.append("event: ").append(topic.apiName()).append("\ndata: {}\n\n");
    }
    var waiting = changes.values().iterator();
    while (waiting.hasNext() && text.length() < MOST_BYTES) {
      LiveEvents.Change change = waiting.next();
      text.append("event: execution\nid: ")
          .append(change.id())
          .append("\ndata: ")
          .append(change.row())
          .append("\n\n");
      waiting.remove();
    }
    return text.toString();
  }

  /** What it has not been told of yet; from now on it has. */
  Set<Topic> takeTopics() {
    lock.lock();
    try {
      Set<Topic> taken = EnumSet.copyOf(topics);
      topics.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the connection of a page that has taken nothing for too long. */
  void dropIfStalled(long now) {
    lock.lock();
    try {
      if (writer != null && isWriting && now - writingSince > STALLED.toNanos()) {
        writer.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends it: at once if the page takes nothing, else with what is being written. */
  void close() {
    lock.lock();
    try {
      isClosed = true;
      hasNews.signal();
      if (writer != null && isWriting) {
        writer.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
