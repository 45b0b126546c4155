package pawl.engine.turn;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapChild;
import pawl.engine.execution.MapRun;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;

/**
 * The runs of distributed Maps that a turn touches, and their children: a key for each child, so
 * that what one of them does costs the same whatever the number of the others.
 */
public final class MapRuns {
  /** A run with more payload than that is read anew. */
  private static final long MOST_BYTES_OF_ONE = 4 << 10;

  private record Place(int run, int index) {}

  private final Execution execution;
  private final ExecutionId id;
  private final StoreView store;
  private final Map<Integer, MapRun> runs = new LinkedHashMap<>();
  private final Set<Integer> begun = new LinkedHashSet<>();
  private final Map<Place, MapChild> children = new LinkedHashMap<>();

  MapRuns(Execution execution, StoreView store) {
    this.execution = execution;
    this.id = execution.id;
    this.store = store;
  }

  /** A run that begins. */
  public void add(MapRun run) {
    runs.put(run.number, run);
    begun.add(run.number);
  }

  /** A run that must be there. */
  public MapRun get(int number) {
    return runs.computeIfAbsent(number, this::load);
  }

  private MapRun load(int number) {
    MapRun recent = execution.recentRun(number);
    if (recent != null) {
      return recent;
    }
    byte[] bytes = store.get(Keys.mapRun(id, number));
    if (bytes == null) {
      throw new IllegalStateException("There is no map run " + number);
    }
    return MapRunCodec.readRun(number, bytes);
  }

  /** A child that was started; null if it was not. */
  public @Nullable MapChild child(int run, int index) {
    MapChild changed = children.get(new Place(run, index));
    if (changed != null) {
      return changed;
    }
    byte[] bytes = store.get(Keys.mapChild(id, run, index));
    return bytes == null ? null : MapRunCodec.readChild(bytes);
  }

  public void put(int run, int index, MapChild child) {
    children.put(new Place(run, index), child);
  }

  /** Gets one child after another; answers whether it wants more. */
  @FunctionalInterface
  public interface Visitor {
    boolean visit(int index, MapChild child);
  }

  /** Visits the children that were started, from this index on upwards. */
  public void visitFrom(int run, int index, Visitor visitor) {
    var merging = new Merging(run, Comparator.naturalOrder(), visitor);
    merging.changed.headMap(index).clear();
    store.scan(Keys.mapChild(id, run, index), Keys.mapChild(id, run + 1, 0), merging);
    merging.finish();
  }

  /** Visits the children that were started, the last one first. */
  public void visitBackwards(int run, Visitor visitor) {
    var merging = new Merging(run, Comparator.reverseOrder(), visitor);
    store.scanReverse(Keys.mapChild(id, run, 0), Keys.mapChild(id, run + 1, 0), merging);
    merging.finish();
  }

  /** Shows the children as the store has them and as this turn has changed them as one. */
  private final class Merging implements StoreView.Visitor {
    private final TreeMap<Integer, MapChild> changed;
    private final Comparator<Integer> order;
    private final Visitor visitor;
    private boolean wantsMore = true;

    Merging(int run, Comparator<Integer> order, Visitor visitor) {
      this.order = order;
      this.visitor = visitor;
      this.changed = new TreeMap<>(order);
      children.forEach(
          (place, child) -> {
            if (place.run == run) {
              changed.put(place.index, child);
            }
          });
    }

    @Override
    public boolean visit(byte[] key, byte[] value) {
      int index = Keys.lastNumber(key);
      while (wantsMore && !changed.isEmpty() && order.compare(changed.firstKey(), index) < 0) {
        visitChanged();
      }
      if (wantsMore) {
        MapChild own = changed.remove(index);
        wantsMore = visitor.visit(index, own != null ? own : MapRunCodec.readChild(value));
      }
      return wantsMore;
    }

    private void visitChanged() {
      Map.Entry<Integer, MapChild> next = changed.pollFirstEntry();
      wantsMore = visitor.visit(next.getKey(), next.getValue());
    }

    /** What the store does not have yet. */
    void finish() {
      while (wantsMore && !changed.isEmpty()) {
        visitChanged();
      }
    }
  }

  /**
   * Leaves the next turn what it would have to read, but for what has ended or is large.
   *
   * @return the size of the payloads that are held so, bytes of JSON
   */
  long remember() {
    long[] bytes = {0};
    runs.forEach(
        (number, run) -> {
          long held = run.payloadBytes();
          if (run.status == ExecutionStatus.RUNNING && held <= MOST_BYTES_OF_ONE) {
            execution.keep(run);
            bytes[0] += held;
          } else {
            execution.forgetRun(number);
          }
        });
    return bytes[0];
  }

  void addWrites(List<Write> writes) {
    runs.forEach(
        (number, run) -> {
          byte[] key = Keys.mapRun(id, number);
          writes.add(new Write(key, MapRunCodec.write(run)));
          if (begun.contains(number)) {
            writes.add(new Write(Keys.mapRunPlace(run.arn), key));
          }
        });
    children.forEach(
        (place, child) ->
            writes.add(
                new Write(Keys.mapChild(id, place.run, place.index), MapRunCodec.write(child))));
  }
}
