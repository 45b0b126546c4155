package pawl.server.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.engine.ExecutionStatus;
import pawl.engine.history.EventDetails;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;

/**
 * Tells open pages of the console what executions do, as soon as it is committed. A page hears
 * <em>that</em> something has changed and asks for the rest, so what waits for a slow one can be
 * summed up, and is bounded. Nobody waits for a page: this is told on a thread of its own, and each
 * {@link LiveStream} is written on that of its request.
 *
 * <p>The last changes are kept for pages whose connection broke. One that has missed more, or was
 * connected to another run of the server, is told so, and asks for everything again.
 */
public final class LiveEvents implements HistoryListener, AutoCloseable {
  static final String NAME = "console";

  private static final int MOST_KEPT = 1_000;
  private static final int MOST_STREAMS = 256;
  private static final String CALLBACK = ".waitForTaskToken";

  /** How often it is seen whether something is to be looked at. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Lock lock = new ReentrantLock();
  private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
  private final Deque<Change> kept = new ArrayDeque<>();
  private final LongSupplier nanoTime;
  private volatile LongSupplier untold = () -> 0;

  /** Whether something may have happened while nobody was there to hear it. */
  private volatile boolean isDeaf;

  private volatile boolean isClosed;
  private volatile @Nullable Lookout lookout;

  /** Looks while somebody watches; null while nobody does. */
  private @Nullable Thread looking;

  /** Numbers count within an era; a page that comes from another has a gap. */
  private String era = newEra();

  private long last;

  /** Listens for nobody yet. */
  public LiveEvents() {
    this(System::nanoTime);
  }

  LiveEvents(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What a page looks at, besides what everybody is told: executions that begin or end.
   *
   * @param execution ARN of one whose every step is of interest
   * @param machine ARN of the run of a distributed Map whose children are of interest
   * @param watched what has to be looked at for it
   */
  record Interest(@Nullable String execution, @Nullable String machine, Set<Topic> watched) {
    Interest {
      watched = Set.copyOf(watched);
    }

    Set<Lookout.View> views() {
      return watched.stream()
          .map(topic -> new Lookout.View(topic, topic == Topic.HEARTBEATS ? execution : null))
          .collect(Collectors.toUnmodifiableSet());
    }

    /** Children are too many to be told to everybody, and are not kept for those who come back. */
    boolean isChildren() {
      return machine != null && machine.contains(":mapRun:");
    }
  }

  /**
   * An execution has begun, ended or been taken up again.
   *
   * @param row as the list of executions has it
   */
  record Change(String id, long number, String executionArn, ObjectNode row) {}

  /** Learns how often it was not told something because it was too slow. */
  public void watch(LongSupplier untoldTurns) {
    untold = untoldTurns;
  }

  /** Learns where to look for what nobody tells. */
  void lookAt(Map<Topic, Lookout.Sight> sights) {
    lookout = new Lookout(sights, nanoTime);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean wants(NewEvents news) {
    if (streams.isEmpty()) {
      isDeaf = true;
      return false;
    }
    return !news.execution().isExpress();
  }

  @Override
  public void heard(List<NewEvents> all) {
    for (NewEvents news : all) {
      tell(news);
    }
    long now = nanoTime.getAsLong();
    streams.forEach(stream -> stream.dropIfStalled(now));
  }

  private void tell(NewEvents news) {
    ExecutionOrigin execution = news.execution();
    boolean isCallback = false;
    for (HistoryEvent event : news.events()) {
      ExecutionStatus status = statusAfter(event);
      if (status != null) {
        tell(execution, row(execution, status, event));
      }
      isCallback |= isBrokenOff(status) || concernsCallbacks(event);
    }
    long lastEvent = news.events().getLast().id();
    for (LiveStream stream : streams) {
      stream.offerHistory(execution.arn(), lastEvent);
      if (isCallback) {
        stream.offer(Topic.CALLBACKS);
      }
    }
  }

  private void tell(ExecutionOrigin execution, ObjectNode row) {
    var parent = execution.mapParent();
    lock.lock();
    try {
      // A child takes no number: it is nothing that could be asked for later.
      Change change =
          new Change(era + "-" + (parent == null ? ++last : last), last, execution.arn(), row);
      if (parent == null) {
        kept.addLast(change);
        if (kept.size() > MOST_KEPT) {
          kept.removeFirst();
        }
      }
      for (LiveStream stream : streams) {
        stream.offer(change, parent == null ? null : parent.mapRunArn());
      }
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable ExecutionStatus statusAfter(HistoryEvent event) {
    return switch (event.type()) {
      case EXECUTION_STARTED, EXECUTION_REDRIVEN -> ExecutionStatus.RUNNING;
      case EXECUTION_SUCCEEDED -> ExecutionStatus.SUCCEEDED;
      case EXECUTION_FAILED -> ExecutionStatus.FAILED;
      case EXECUTION_ABORTED -> ExecutionStatus.ABORTED;
      case EXECUTION_TIMED_OUT -> ExecutionStatus.TIMED_OUT;
      default -> null;
    };
  }

  /**
   * Tasks that still waited are told of by this alone; nothing waits when an execution succeeds.
   */
  private static boolean isBrokenOff(@Nullable ExecutionStatus status) {
    return status != null && status.isFinal() && status != ExecutionStatus.SUCCEEDED;
  }

  private static boolean concernsCallbacks(HistoryEvent event) {
    return switch (event.details()) {
      case EventDetails.TaskScheduled task -> task.resource().endsWith(CALLBACK);
      case EventDetails.TaskOutput task -> task.resource().endsWith(CALLBACK);
      case EventDetails.TaskFailure task -> task.resource().endsWith(CALLBACK);
      default -> event.type().apiName().startsWith("Activity");
    };
  }

  private static ObjectNode row(
      ExecutionOrigin execution, ExecutionStatus status, HistoryEvent event) {
    ObjectNode row =
        Json.MAPPER
            .createObjectNode()
            .put("executionArn", execution.arn())
            .put("name", execution.name())
            .put("stateMachineArn", execution.machineArn())
            .put("status", status.name())
            .put("startDate", Instant.ofEpochMilli(execution.startMillis()).toString());
    if (status.isFinal()) {
      row.put("stopDate", Instant.ofEpochMilli(event.epochMillis()).toString());
    }
    var parent = execution.mapParent();
    if (parent != null) {
      row.put("mapRunArn", parent.mapRunArn());
    }
    if (event.details() instanceof EventDetails.Failure failure && failure.error() != null) {
      row.put("error", failure.error());
    }
    return row;
  }

  /**
   * Begins to tell a page.
   *
   * @param lastId what it has heard last; null if it has heard nothing yet
   * @return null if there are too many, or none can be told any more
   */
  @Nullable LiveStream open(Interest interest, @Nullable String lastId) {
    lock.lock();
    try {
      if (isClosed || streams.size() >= MOST_STREAMS) {
        return null;
      }
      LiveStream stream = new LiveStream(interest, nanoTime, untold, this::ended);
      streams.add(stream);
      if (isDeaf) {
        isDeaf = false;
        era = newEra();
        kept.clear();
      }
      List<Change> missed = interest.isChildren() ? null : since(lastId);
      stream.begin(era + "-" + last, missed != null);
      if (missed != null) {
        missed.forEach(change -> stream.offer(change, null));
      }
      Lookout from = lookout;
      if (looking == null && from != null && !stream.views().isEmpty()) {
        looking = Thread.ofVirtual().name("console lookout").start(() -> lookOut(from));
      }
      return stream;
    } finally {
      lock.unlock();
    }
  }

  /** What has happened since; null if that is not known. */
  private @Nullable List<Change> since(@Nullable String lastId) {
    if (lastId == null || !lastId.startsWith(era + "-")) {
      return null;
    }
    long from;
    try {
      from = Long.parseLong(lastId.substring(era.length() + 1));
    } catch (NumberFormatException _) {
      return null;
    }
    boolean isWhole = from == last || (!kept.isEmpty() && kept.getFirst().number() <= from + 1);
    return isWhole && from <= last
        ? kept.stream().filter(change -> change.number() > from).toList()
        : null;
  }

  private void lookOut(Lookout from) {
    try {
      for (List<LiveStream> now = watching(); !now.isEmpty(); now = watching()) {
        from.round(now);
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException _) {
      // The server stops.
    }
  }

  /** Whoever watches something; if nobody does, looking ends. */
  private List<LiveStream> watching() {
    lock.lock();
    try {
      List<LiveStream> now =
          isClosed
              ? List.of()
              : streams.stream().filter(stream -> !stream.views().isEmpty()).toList();
      if (now.isEmpty()) {
        looking = null;
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  private void ended(LiveStream stream) {
    streams.remove(stream);
  }

  /** How many pages listen. */
  int listening() {
    return streams.size();
  }

  private static String newEra() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /** Ends all streams; pages come back by themselves as soon as there is a server again. */
  @Override
  public void close() {
    Thread looks;
    lock.lock();
    try {
      isClosed = true;
      looks = looking;
    } finally {
      lock.unlock();
    }
    streams.forEach(LiveStream::close);
    if (looks != null) {
      // What it looks at is closed next.
      looks.interrupt();
      try {
        looks.join(PATIENCE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
