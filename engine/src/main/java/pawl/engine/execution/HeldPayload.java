package pawl.engine.execution;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/** A payload in hand, or the place to fetch it from when somebody looks. */
public final class HeldPayload {
  private @Nullable Payload payload;
  private StoredPayload.@Nullable Place place;
  private @Nullable Function<StoredPayload.Place, Payload> fetch;

  private HeldPayload(
      @Nullable Payload payload,
      StoredPayload.@Nullable Place place,
      @Nullable Function<StoredPayload.Place, Payload> fetch) {
    this.payload = payload;
    this.place = place;
    this.fetch = fetch;
  }

  public static HeldPayload of(Payload payload) {
    return new HeldPayload(payload, null, null);
  }

  public static HeldPayload at(
      StoredPayload.Place place, Function<StoredPayload.Place, Payload> fetch) {
    return new HeldPayload(null, place, fetch);
  }

  public Payload get() {
    Payload result = payload;
    if (result == null) {
      if (fetch == null || place == null) {
        throw new IllegalStateException("A payload without value and place");
      }
      result = fetch.apply(place);
      payload = result;
    }
    return result;
  }

  /** Where the history has it; null if it came into being in this turn. */
  public StoredPayload.@Nullable Place place() {
    return place;
  }

  /** The payload if it is in hand, else null. */
  public @Nullable Payload inHand() {
    return payload;
  }

  /** From now on the history has it there. */
  public void standAt(StoredPayload.Place newPlace) {
    place = newPlace;
  }

  /** A record has it by value: from now on it is what reading that would give. */
  public void detach() {
    payload = Payload.ofBytes(get().bytes());
  }

  /** What fetches it from now on; null while nobody may look. */
  public void fetchWith(@Nullable Function<StoredPayload.Place, Payload> newFetch) {
    fetch = newFetch;
  }
}
