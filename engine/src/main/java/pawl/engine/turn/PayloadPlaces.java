package pawl.engine.turn;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.execution.StoredPayload;
import pawl.engine.store.HistoryCodec;

/**
 * Where the payloads of a turn stand in the history. Payloads are told apart by identity: one that
 * passes through states unchanged is the same object, and so is written once.
 */
final class PayloadPlaces implements HistoryCodec.PayloadTable {
  private final Map<Payload, StoredPayload.Place> places = new IdentityHashMap<>();
  private final List<Payload> added = new ArrayList<>();
  private long chunk;

  /** The number of the chunk that new payloads belong to: that of its first event. */
  void beginChunk(long firstEvent) {
    chunk = firstEvent;
  }

  /** A payload that was read from the history. */
  void learn(Payload payload, StoredPayload.Place place) {
    places.put(payload, place);
  }

  StoredPayload.@Nullable Place known(Payload payload) {
    return places.get(payload);
  }

  @Override
  public StoredPayload.Place place(Payload payload) {
    return places.computeIfAbsent(
        payload,
        p -> {
          added.add(p);
          return new StoredPayload.Place(chunk, added.size() - 1);
        });
  }

  @Override
  public List<Payload> added() {
    return added;
  }
}
