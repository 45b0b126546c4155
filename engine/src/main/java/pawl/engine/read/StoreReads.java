package pawl.engine.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pawl.engine.ChildResult;
import pawl.engine.Command;
import pawl.engine.StoreView;
import pawl.engine.catalogue.Revision;
import pawl.engine.execution.ChildNames;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.Executions;
import pawl.engine.store.HistoryCodec;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.engine.store.QuarantineCodec;
import pawl.engine.store.RecordCodec;

/** {@link Reads} over the stores of a host: one for each shard and the catalogue's. */
public final class StoreReads extends StoreCatalogueReads implements Reads {
  private final Arns arns;
  private final List<StoreView> shards;
  private final MapRunReads mapRuns;

  public StoreReads(Arns arns, List<StoreView> shards, StoreView catalogue) {
    super(catalogue);
    this.arns = arns;
    this.shards = List.copyOf(shards);
    this.mapRuns = new MapRunReads(this.shards);
  }

  private StoreView shard(ExecutionId id) {
    return shards.get(id.shard(shards.size()));
  }

  @Override
  public Optional<ExecutionView> execution(ExecutionId id) {
    return load(id).map(StoreReads::view);
  }

  private Optional<Execution> load(ExecutionId id) {
    StoreView store = shard(id);
    return Optional.ofNullable(Executions.read(store, id)).filter(found -> !found.removing);
  }

  private static ExecutionView view(Execution execution) {
    return new ExecutionView(
        execution.arn,
        execution.name,
        execution.machineArn,
        execution.status,
        execution.startMillis,
        execution.stopMillis == 0 ? null : execution.stopMillis,
        execution.input.get(),
        execution.output == null ? null : execution.output.get(),
        execution.error,
        execution.cause,
        execution.traceHeader,
        execution.versionArn,
        execution.aliasArn,
        execution.mapParent == null ? null : execution.mapParent.mapRunArn(),
        execution.quarantine.isEmpty() ? null : execution.quarantine,
        execution.lastEvent,
        execution.top != null,
        Redrives.of(execution.redriveCount, execution.redriveMillis));
  }

  @Override
  public Optional<Revision> revisionOf(ExecutionId id) {
    return load(id).map(execution -> CatalogueCodec.revision(catalogue, execution.revision));
  }

  /** A row and its key, by which rows of several shards are merged. */
  private record Listed(byte[] key, RecordCodec.Listing row) {}

  @Override
  public Page<ExecutionSummary> executions(
      ExecutionQuery query, int max, byte @Nullable [] position) {
    byte[] prefix = Keys.listingsOf(query.owner());
    List<Listed> merged = new ArrayList<>();
    for (StoreView shard : shards) {
      int[] found = {0};
      shard.scan(
          position == null ? prefix : position,
          Keys.after(prefix),
          (key, value) -> {
            RecordCodec.Listing row = RecordCodec.readListing(value);
            if (isWanted(query, row)) {
              merged.add(new Listed(key, row));
              found[0]++;
            }
            return found[0] <= max;
          });
    }
    merged.sort(Comparator.comparing(Listed::key, Arrays::compareUnsigned));
    MapRunReads.@Nullable Found run = mapRuns.find(query.owner());
    return new Page<>(
        merged.stream()
            .limit(max)
            .map(listed -> run == null ? summary(query, listed) : child(query, run, listed))
            .toList(),
        merged.size() > max ? merged.get(max).key : null);
  }

  private static boolean isWanted(ExecutionQuery query, RecordCodec.Listing row) {
    return (query.status() == null || row.status() == query.status())
        && (query.version() == null || query.version().equals(row.version()))
        && (query.alias() == null || query.alias().equals(row.alias()))
        && (query.redriven() == null || query.redriven() == row.redriveCount() > 0);
  }

  private static ExecutionSummary summary(ExecutionQuery query, Listed listed) {
    RecordCodec.Listing row = listed.row;
    String machineArn = query.owner();
    return new ExecutionSummary(
        row.arn(),
        row.name(),
        machineArn,
        row.status(),
        Keys.listingStart(listed.key),
        row.stopMillis(),
        row.version() == null ? null : Arns.qualified(machineArn, row.version()),
        row.alias() == null ? null : Arns.qualified(machineArn, row.alias()),
        null,
        null,
        new Redrives(row.redriveCount(), row.redriveMillis()));
  }

  /** A child's row does not tell its number in the run, but its record does. */
  private ExecutionSummary child(ExecutionQuery query, MapRunReads.Found run, Listed listed) {
    RecordCodec.Listing row = listed.row;
    Command.MapParent parent =
        load(ExecutionId.of(row.arn())).map(execution -> execution.mapParent).orElse(null);
    return new ExecutionSummary(
        row.arn(),
        row.name(),
        arns.stateMachine(run.run().labelled),
        row.status(),
        Keys.listingStart(listed.key),
        row.stopMillis(),
        null,
        null,
        query.owner(),
        parent == null ? null : mapRuns.items(run, parent.index()),
        new Redrives(row.redriveCount(), row.redriveMillis()));
  }

  @Override
  public Optional<MapRunView> mapRun(String arn) {
    return Optional.ofNullable(mapRuns.find(arn))
        .flatMap(found -> load(found.execution()).map(owner -> mapRuns.view(found, owner)));
  }

  @Override
  public Optional<Page<MapRunView>> mapRuns(ExecutionId id, int max, byte @Nullable [] position) {
    return load(id).map(execution -> mapRuns.of(execution, max, position));
  }

  @Override
  public Iterator<ChildResult> childResults(ExecutionId id, int number) {
    StoreView store = shard(id);
    byte[] bytes = store.get(Keys.mapRun(id, number));
    if (bytes == null) {
      throw new IllegalStateException("There is no map run " + number);
    }
    MapRun run = MapRunCodec.readRun(number, bytes);
    return IntStream.range(0, run.children).mapToObj(index -> childResult(run, index)).iterator();
  }

  private ChildResult childResult(MapRun run, int index) {
    String arn = ChildNames.arn(arns, run, index);
    Execution child =
        load(ExecutionId.of(arn))
            .orElseThrow(() -> new IllegalStateException("There is no child " + arn));
    return new ChildResult(
        child.arn,
        child.name,
        child.machineArn,
        child.status,
        child.input.get(),
        child.output == null ? null : child.output.get(),
        child.error,
        child.cause,
        child.startMillis,
        child.stopMillis);
  }

  @Override
  public List<OpenTask> openTasks(ExecutionId id) {
    StoreView store = shard(id);
    return load(id)
        .map(execution -> new OpenTaskReads(store, event -> event(store, id, event)).of(execution))
        .orElse(List.of());
  }

  private static @Nullable HistoryEvent event(StoreView store, ExecutionId id, long number) {
    List<HistoryEvent> events = forwards(store, id, 1, number);
    return events.isEmpty() ? null : events.getFirst();
  }

  @Override
  public Page<SetAside> setAside(int max, byte @Nullable [] position) {
    List<Row> rows = new ArrayList<>();
    byte[] first = Keys.first(KeyKind.QUARANTINE);
    for (StoreView shard : shards) {
      int before = rows.size();
      shard.scan(
          position == null ? first : position,
          Keys.after(first),
          (key, value) -> {
            if (!Keys.isParked(key)) {
              rows.add(new Row(key, value));
            }
            return rows.size() - before <= max;
          });
    }
    rows.sort(Comparator.comparing(Row::key, Arrays::compareUnsigned));
    return new Page<>(
        rows.stream().limit(max).map(this::setAside).toList(),
        rows.size() > max ? rows.get(max).key : null);
  }

  private record Row(byte[] key, byte[] value) {}

  private SetAside setAside(Row row) {
    ExecutionId id = Keys.executionOf(row.key);
    QuarantineCodec.Quarantine quarantine = QuarantineCodec.readQuarantine(row.value);
    String arn;
    try {
      arn = load(id).map(execution -> execution.arn).orElse(null);
    } catch (RuntimeException damaged) {
      arn = Executions.arn(shard(id), id);
    }
    return new SetAside(id, arn, quarantine.millis(), quarantine.command(), quarantine.reason());
  }

  @Override
  public Optional<Page<HistoryEvent>> history(
      ExecutionId id, boolean reverse, int max, byte @Nullable [] position) {
    StoreView store = shard(id);
    if (load(id).isEmpty()) {
      return Optional.empty();
    }
    Long from = position == null ? null : Keys.number(position);
    List<HistoryEvent> events =
        reverse ? backwards(store, id, max, from) : forwards(store, id, max, from);
    byte[] next = events.size() > max ? Keys.number(events.get(max).id()) : null;
    return Optional.of(new Page<>(events.subList(0, Math.min(max, events.size())), next));
  }

  /** At most one event more than {@code max}, beginning with event {@code from}. */
  private static List<HistoryEvent> forwards(
      StoreView store, ExecutionId id, int max, @Nullable Long from) {
    List<HistoryEvent> events = new ArrayList<>();
    store.scan(
        from == null ? Keys.chunk(id, 0) : chunkWith(store, id, from),
        Keys.chunk(id, -1),
        (key, value) -> {
          for (HistoryEvent event : read(store, id, key, value)) {
            if ((from == null || event.id() >= from) && events.size() <= max) {
              events.add(event);
            }
          }
          return events.size() <= max;
        });
    return events;
  }

  /** The key of the chunk that an event is in, if there is such an event. */
  private static byte[] chunkWith(StoreView store, ExecutionId id, long event) {
    byte[] first = Keys.chunk(id, 0);
    byte[][] chunk = {first};
    store.scanReverse(
        first,
        Keys.chunk(id, event + 1),
        (key, _) -> {
          chunk[0] = key;
          return false;
        });
    return chunk[0];
  }

  @Override
  public List<HistoryEvent> historyFrom(ExecutionId id, long from, int enough, long enoughBytes) {
    StoreView store = shard(id);
    List<HistoryEvent> events = new ArrayList<>();
    long[] bytes = {0};
    store.scan(
        chunkWith(store, id, from),
        Keys.chunk(id, -1),
        (key, value) -> {
          for (HistoryEvent event : read(store, id, key, value)) {
            if (event.id() >= from) {
              events.add(event);
              bytes[0] += event.payloadBytes();
            }
          }
          return events.size() < enough && bytes[0] < enoughBytes;
        });
    return events;
  }

  private static List<HistoryEvent> backwards(
      StoreView store, ExecutionId id, int max, @Nullable Long from) {
    byte[] end = from == null ? Keys.chunk(id, -1) : Keys.chunk(id, from + 1);
    List<HistoryEvent> events = new ArrayList<>();
    store.scanReverse(
        Keys.chunk(id, 0),
        end,
        (key, value) -> {
          List<HistoryEvent> chunk = new ArrayList<>(read(store, id, key, value));
          Collections.reverse(chunk);
          for (HistoryEvent event : chunk) {
            if ((from == null || event.id() <= from) && events.size() <= max) {
              events.add(event);
            }
          }
          return events.size() <= max;
        });
    return events;
  }

  private static List<HistoryEvent> read(
      StoreView store, ExecutionId id, byte[] key, byte[] value) {
    return HistoryCodec.read(
        value, Keys.chunkFirstEvent(key), place -> Executions.payload(store, id, place));
  }
}
