package pawl.engine.turn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Keys;

/**
 * One payload for each branch or iteration of a scope, a key each: the inputs of iterations that
 * have not begun, the results of those that are done. So a step of a Map costs the same whatever
 * the number of items.
 */
public final class ChildValues {
  private record Place(int scope, int index) {}

  /** {@code payload} is null once removed. */
  private record Entry(@Nullable Payload payload, boolean stored) {}

  private interface KeyMaker {
    byte[] key(ExecutionId id, int scope, int index);
  }

  private final ExecutionId id;
  private final StoreView store;
  private final KeyMaker keys;
  private final Map<Place, Entry> entries = new LinkedHashMap<>();

  private ChildValues(ExecutionId id, StoreView store, KeyMaker keys) {
    this.id = id;
    this.store = store;
    this.keys = keys;
  }

  static ChildValues items(ExecutionId id, StoreView store) {
    return new ChildValues(id, store, Keys::item);
  }

  static ChildValues results(ExecutionId id, StoreView store) {
    return new ChildValues(id, store, Keys::result);
  }

  public void put(int scope, int index, Payload payload) {
    Place place = new Place(scope, index);
    entries.put(place, new Entry(payload, isStored(place)));
  }

  /** Gets and removes a value that must be there. */
  public Payload take(int scope, int index) {
    Place place = new Place(scope, index);
    Entry entry = entries.get(place);
    Payload payload;
    if (entry == null) {
      byte[] bytes = store.get(keys.key(id, scope, index));
      payload = bytes == null ? null : Payload.ofBytes(bytes);
      entries.put(place, new Entry(null, true));
    } else {
      payload = entry.payload;
      if (entry.stored) {
        entries.put(place, new Entry(null, true));
      } else {
        entries.remove(place);
      }
    }
    if (payload == null) {
      throw new IllegalStateException("Scope " + scope + " has no value number " + index);
    }
    return payload;
  }

  /** Gets and removes the values 0 to {@code count} - 1. */
  public List<Payload> takeAll(int scope, int count) {
    List<Payload> values = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      values.add(take(scope, index));
    }
    return values;
  }

  /** Removes what a scope has. */
  public void clear(int scope) {
    entries.keySet().removeIf(place -> place.scope == scope && !isStored(place));
    List<Place> stored = new ArrayList<>();
    store.scan(
        keys.key(id, scope, 0),
        keys.key(id, scope + 1, 0),
        (key, _) -> {
          stored.add(new Place(scope, Keys.lastNumber(key)));
          return true;
        });
    stored.forEach(place -> entries.put(place, new Entry(null, true)));
  }

  private boolean isStored(Place place) {
    Entry entry = entries.get(place);
    return entry != null && entry.stored;
  }

  void addWrites(List<Write> writes) {
    entries.forEach(
        (place, entry) ->
            writes.add(
                new Write(
                    keys.key(id, place.scope, place.index),
                    entry.payload == null ? null : entry.payload.bytes())));
  }
}
