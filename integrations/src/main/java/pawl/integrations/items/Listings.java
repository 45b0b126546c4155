package pawl.integrations.items;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.integrations.sdk.ObjectStore;

/**
 * The objects of a bucket in the order of their keys. A listing is entered again after a key, which
 * outlives every continuation token.
 */
final class Listings {
  private static final String AFTER = "after";

  private final ObjectStore store;
  private final ObjectStore.ListRequest wanted;
  private final Deque<ObjectStore.Listed> page = new ArrayDeque<>();
  private @Nullable String token;
  private boolean isComplete;
  private @Nullable String before;
  private @Nullable String last;

  private Listings(ObjectStore store, ObjectStore.ListRequest wanted) {
    this.store = store;
    this.wanted = wanted;
    this.before = wanted.startAfter();
    this.last = wanted.startAfter();
  }

  /** {@code position} is one of {@link #after} or {@link #before}, or null. */
  static Listings open(
      ObjectStore store, ObjectStore.ListRequest wanted, @Nullable ObjectNode position) {
    String after = position == null ? null : position.path(AFTER).textValue();
    return new Listings(
        store,
        new ObjectStore.ListRequest(
            wanted.bucket(),
            wanted.prefix(),
            wanted.delimiter(),
            wanted.expectedOwner(),
            after == null ? wanted.startAfter() : after,
            null));
  }

  /** The next object; null after the last. */
  ObjectStore.@Nullable Listed next() {
    while (page.isEmpty() && !isComplete) {
      ObjectStore.Listing listing =
          store.list(
              new ObjectStore.ListRequest(
                  wanted.bucket(),
                  wanted.prefix(),
                  wanted.delimiter(),
                  wanted.expectedOwner(),
                  wanted.startAfter(),
                  token));
      page.addAll(listing.objects());
      token = listing.next();
      isComplete = token == null;
    }
    ObjectStore.Listed next = page.poll();
    if (next != null) {
      before = last;
      last = next.key();
    }
    return next;
  }

  /** The position after the last object. */
  ObjectNode after() {
    return JsonNodeFactory.instance.objectNode().put(AFTER, last);
  }

  /** The position at which the last object comes again. */
  ObjectNode before() {
    return JsonNodeFactory.instance.objectNode().put(AFTER, before);
  }

  /** What a listing says about each object, as the items of the dataset. */
  record Cursor(Listings listings) implements ItemCursor {
    @Override
    public @Nullable Payload next() {
      ObjectStore.Listed object = listings.next();
      return object == null ? null : Payload.of(item(object));
    }

    /** AWS writes the time as its JSON library does, in seconds: {@code 1.789180622E9}. */
    private static ObjectNode item(ObjectStore.Listed object) {
      ObjectNode item = JsonNodeFactory.instance.objectNode();
      item.put("Etag", object.etag());
      item.put("Key", object.key());
      if (object.lastModified() != null) {
        item.put("LastModified", object.lastModified().toEpochMilli() / 1000.0);
      }
      item.put("Size", object.size());
      if (object.storageClass() != null) {
        item.put("StorageClass", object.storageClass());
      }
      return item;
    }

    @Override
    public ObjectNode position() {
      return listings.after();
    }

    @Override
    public void close() {
      // a listing holds no connection
    }
  }

  /** The objects as the files of a dataset; what stands for a folder is none. */
  record Files(Listings listings) implements FileChain.Files {
    @Override
    public ObjectStore.@Nullable Place next() {
      ObjectStore.Listed object = listings.next();
      while (object != null && object.size() == 0 && object.key().endsWith("/")) {
        object = listings.next();
      }
      return object == null
          ? null
          : new ObjectStore.Place(
              listings.wanted.bucket(), object.key(), null, listings.wanted.expectedOwner());
    }

    @Override
    public ObjectNode position() {
      return listings.before();
    }
  }
}
