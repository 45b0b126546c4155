package pawl.embedded;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Limits;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.TaskCaller;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.host.HistoryListener;
import pawl.engine.host.Host;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.memory.MemoryStore;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.Reads;
import pawl.engine.read.StoreReads;
import pawl.engine.retention.Retention;
import pawl.engine.shard.Shard;
import pawl.engine.store.DamagedException;
import pawl.engine.token.TokenCodec;
import pawl.engine.turn.Settings;

/**
 * The one-machine host: everything in one folder, a shard a core, what is acknowledged is on disk.
 */
public final class EmbeddedHost implements Host {
  private static final int SECRET_BYTES = 32;

  private final RocksStore store;
  private final Settings settings;
  private final List<ShardLoop> shards = new ArrayList<>();
  private final HistoryFeeds feeds;
  private final CommitLoop commits;
  private final TaskCaller tasks;
  private final Courier courier;
  private final ActivityWaits activities = new ActivityWaits(Threads.VIRTUAL);
  private final ActivityOffers offers;
  private final EndWaits ends = new EndWaits(Threads.VIRTUAL);
  private final ExpressRuns express;
  private final EmbeddedCatalogue catalogue;
  private final Reads reads;
  private final RemovalLoop removals;
  private final SecureRandom random = new SecureRandom();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * How a host is set up.
   *
   * @param folder the data folder; made if there is none
   * @param shards how many shards a new store gets; an existing store keeps its number
   * @param sync whether a commit waits for the disk, or only for the operating system
   * @param retention how long executions are kept after their end
   */
  public record Options(
      Path folder, Arns arns, Limits limits, int shards, boolean sync, Retention retention) {
    public Options(Path folder, Arns arns, Limits limits, int shards, boolean sync) {
      this(folder, arns, limits, shards, sync, Retention.AWS);
    }

    public static Options of(Path folder, Arns arns) {
      return new Options(
          folder, arns, Limits.AWS, Math.max(1, Runtime.getRuntime().availableProcessors()), true);
    }
  }

  /**
   * Opens a folder and takes up all that was under way in it.
   *
   * @throws StoreException if the folder can't be used
   */
  public static EmbeddedHost open(Options options, Outside outside) {
    return open(options, outside, List.of());
  }

  /**
   * The same with listeners, which are told of what happens from now on.
   *
   * @throws StoreException if the folder can't be used
   */
  public static EmbeddedHost open(
      Options options, Outside outside, List<HistoryListener> listeners) {
    return open(options, outside, listeners, store -> store);
  }

  /** The same with something between the host and its disk. */
  static EmbeddedHost open(Options options, Outside outside, Function<RocksStore, Disk> between) {
    return open(options, outside, List.of(), between);
  }

  static EmbeddedHost open(
      Options options,
      Outside outside,
      List<HistoryListener> listeners,
      Function<RocksStore, Disk> between) {
    RocksStore store = RocksStore.open(options.folder(), options.sync());
    EmbeddedHost host;
    try {
      host = new EmbeddedHost(store, between.apply(store), options, outside, listeners);
    } catch (RuntimeException e) {
      store.close();
      throw explained(e, options.folder());
    }
    try {
      host.start();
      return host;
    } catch (RuntimeException e) {
      host.close();
      throw explained(e, options.folder());
    }
  }

  private static RuntimeException explained(RuntimeException e, Path folder) {
    return e instanceof DamagedException ? RocksStore.damaged(folder, e.getMessage(), e) : e;
  }

  private EmbeddedHost(
      RocksStore store,
      Disk disk,
      Options options,
      Outside outside,
      List<HistoryListener> listeners) {
    this.store = store;
    byte[] secret =
        store.about(
            "secret",
            () -> {
              byte[] bytes = new byte[SECRET_BYTES];
              random.nextBytes(bytes);
              return bytes;
            });
    this.settings = new Settings(options.limits(), options.arns(), new TokenCodec(secret));
    int count =
        ByteBuffer.wrap(
                store.about(
                    "shards", () -> ByteBuffer.allocate(4).putInt(options.shards()).array()))
            .getInt();
    this.tasks = outside.tasks();
    this.courier =
        new Courier(Threads.VIRTUAL, outside, this::shard, this::reads, activities, ends);
    this.feeds = new HistoryFeeds(listeners);
    this.commits =
        new CommitLoop(disk, courier::carryOut, feeds, () -> shards.forEach(ShardLoop::writable));
    CachedView catalogueView = new CachedView(store.view(RocksStore.catalogue()));
    this.catalogue = new EmbeddedCatalogue(disk, catalogueView, System::currentTimeMillis, random);
    this.express =
        new ExpressRuns(
            settings,
            new ExpressRun.Surroundings(
                options.arns(),
                catalogueView,
                outside,
                feeds,
                Threads.VIRTUAL,
                System::currentTimeMillis,
                MemoryStore::new,
                SplittableRandom::new));
    List<StoreView> views = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      RandomGenerator chance = new SplittableRandom(random.nextLong());
      shards.add(
          new ShardLoop(
              number,
              new Shard(settings)::handle,
              store.view(RocksStore.shard(number)),
              catalogueView,
              chance,
              System::currentTimeMillis,
              commits));
      views.add(store.view(RocksStore.shard(number)));
    }
    this.offers = new ActivityOffers(views, activities, this::submit);
    this.reads = new StoreReads(options.arns(), views, catalogueView);
    this.removals =
        new RemovalLoop(
            options.retention(), shards, store, catalogueView, System::currentTimeMillis);
  }

  private void start() {
    feeds.start();
    commits.start();
    shards.forEach(ShardLoop::start);
    removals.start();
  }

  /**
   * Writes a copy of everything that is committed into a folder that does not exist yet; work goes
   * on meanwhile.
   *
   * @throws StoreException if it can't be written
   */
  public void backup(Path target) {
    store.checkpoint(target);
  }

  /** Removes what has been kept long enough, for tests that don't wait. */
  RemovalLoop removals() {
    return removals;
  }

  private ShardLoop shard(ExecutionId execution) {
    return shards.get(execution.shard(shards.size()));
  }

  @Override
  public <R extends Reply> R submit(Command<R> command) {
    return await(shard(command.execution()).submit(command));
  }

  @Override
  public Reply.OfStart startExpress(Command.Start start) {
    return express.start(start);
  }

  @Override
  public Optional<ExecutionView> runExpress(Command.Start start) {
    return express.run(start);
  }

  private static <R> R await(CompletableFuture<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HostException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException.Unavailable("Interrupted while waiting for the store");
    }
  }

  @Override
  public <R extends CatalogueReply> R submit(CatalogueCommand<R> command) {
    return catalogue.submit(command);
  }

  @Override
  public Optional<ActivityTask> pollActivity(
      String activityArn, @Nullable String workerName, Duration patience) {
    return activities.poll(activityArn, () -> offers.take(activityArn, workerName), patience);
  }

  @Override
  public boolean awaitEnd(ExecutionId execution, Duration patience) {
    return ends.await(
        execution,
        () -> reads.execution(execution).map(view -> view.status().isFinal()).orElse(true),
        patience);
  }

  @Override
  public Reads reads() {
    return reads;
  }

  @Override
  public TaskCaller tasks() {
    return tasks;
  }

  @Override
  public TokenCodec tokens() {
    return settings.tokens();
  }

  @Override
  public Arns arns() {
    return settings.arns();
  }

  @Override
  public Limits limits() {
    return settings.limits();
  }

  /** How often the disk was written since the host was opened; changes of the catalogue apart. */
  public long commits() {
    return commits.commits();
  }

  /**
   * How the host is doing.
   *
   * @param queued how many commands wait, by shard
   * @param turnedAway how many commands found their shard's queue full
   * @param commits how often the disk was written; changes of the catalogue apart
   * @param commitNanos how long that took altogether
   * @param isWritable whether the disk takes writes
   * @param expressRunning how many executions of Express machines are running
   */
  public record Figures(
      List<Integer> queued,
      long turnedAway,
      long commits,
      long commitNanos,
      boolean isWritable,
      int expressRunning) {}

  /** How the host is doing now, counted since it was opened. */
  public Figures figures() {
    return new Figures(
        shards.stream().map(ShardLoop::queued).toList(),
        shards.stream().mapToLong(ShardLoop::turnedAway).sum(),
        commits.commits(),
        commits.commitNanos(),
        !commits.isFull(),
        express.running());
  }

  /** By the listener's name, how many turns it was not told of because it had fallen behind. */
  public Map<String, Long> untold() {
    return feeds.untold();
  }

  /**
   * Lets what is computed be committed, lets go of calls (they are made again at the next start),
   * closes the store.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    courier.stop();
    try {
      removals.stop();
      for (ShardLoop shard : shards) {
        shard.stop();
      }
      commits.stop();
      feeds.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
