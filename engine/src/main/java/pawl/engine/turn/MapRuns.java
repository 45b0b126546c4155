package pawl.engine.turn;

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
  private record Place(int run, int index) {}

  private final ExecutionId id;
  private final StoreView store;
  private final Map<Integer, MapRun> runs = new LinkedHashMap<>();
  private final Set<Integer> begun = new LinkedHashSet<>();
  private final Map<Place, MapChild> children = new LinkedHashMap<>();

  MapRuns(ExecutionId id, StoreView store) {
    this.id = id;
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

  /** All children of this status by their index. */
  public Map<Integer, MapChild> children(int run, ExecutionStatus status) {
    Map<Integer, MapChild> found = new TreeMap<>();
    store.scan(
        Keys.mapChild(id, run, 0),
        Keys.mapChild(id, run + 1, 0),
        (key, value) -> {
          found.put(Keys.lastNumber(key), MapRunCodec.readChild(value));
          return true;
        });
    children.forEach(
        (place, child) -> {
          if (place.run == run) {
            found.put(place.index, child);
          }
        });
    found.values().removeIf(child -> child.status() != status);
    return found;
  }

  /** The number of a child that waits to be redriven; there must be one. */
  public int nextPending(int run) {
    int[] found = {-1};
    store.scan(
        Keys.mapChild(id, run, 0),
        Keys.mapChild(id, run + 1, 0),
        (key, value) -> {
          int index = Keys.lastNumber(key);
          MapChild changed = children.get(new Place(run, index));
          MapChild child = changed != null ? changed : MapRunCodec.readChild(value);
          if (child.status() == ExecutionStatus.PENDING_REDRIVE) {
            found[0] = index;
          }
          return found[0] < 0;
        });
    if (found[0] < 0) {
      throw new IllegalStateException("No child of run " + run + " waits to be redriven");
    }
    return found[0];
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
