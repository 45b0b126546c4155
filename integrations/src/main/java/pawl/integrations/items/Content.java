package pawl.integrations.items;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import pawl.integrations.sdk.ObjectStore;

/**
 * What an object says, unpacked if it is packed with gzip, from any byte on. All bytes are counted
 * unpacked. What is not packed is entered where it is asked for; what is, is unpacked from its
 * start.
 */
final class Content implements AutoCloseable {
  private static final String ETAG = "etag";
  private static final String AT = "at";
  private static final String PACKED = "gzip";

  private final ObjectStore.Opened opened;
  private final InputStream stream;
  private final boolean isPacked;
  private final long start;

  private Content(ObjectStore.Opened opened, InputStream stream, boolean isPacked, long start) {
    this.opened = opened;
    this.stream = stream;
    this.isPacked = isPacked;
    this.start = start;
  }

  /** Opens an object at a {@link #mark}, or at its start if that is null. */
  static Content open(ObjectStore store, ObjectStore.Place place, @Nullable ObjectNode mark)
      throws IOException {
    return mark == null
        ? first(store, place, null)
        : mark.path(PACKED).asBoolean()
            ? packed(store, place, mark)
            : plain(store, place, mark.path(AT).longValue(), mark.path(ETAG).textValue());
  }

  /** Opens at its start the very object that a mark was made in. */
  static Content again(ObjectStore store, ObjectStore.Place place, ObjectNode mark)
      throws IOException {
    return first(store, place, mark.path(ETAG).textValue());
  }

  private static Content first(ObjectStore store, ObjectStore.Place place, @Nullable String etag)
      throws IOException {
    ObjectStore.Opened opened = store.open(place, 0, etag);
    try {
      boolean mayBePacked =
          place.key().endsWith(".gz") || "gzip".equalsIgnoreCase(opened.contentEncoding());
      if (!mayBePacked) {
        return new Content(opened, opened.body(), false, 0);
      }
      PushbackInputStream stream = new PushbackInputStream(opened.body(), 2);
      byte[] magic = stream.readNBytes(2);
      stream.unread(magic);
      boolean isPacked = magic.length == 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
      return new Content(opened, isPacked ? unpacked(stream) : stream, isPacked, 0);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static Content plain(
      ObjectStore store, ObjectStore.Place place, long at, @Nullable String etag) {
    ObjectStore.Opened opened = store.open(place, at, etag);
    return new Content(opened, opened.body(), false, at);
  }

  private static Content packed(ObjectStore store, ObjectStore.Place place, ObjectNode mark)
      throws IOException {
    long at = mark.path(AT).longValue();
    ObjectStore.Opened opened = store.open(place, 0, mark.path(ETAG).textValue());
    try {
      InputStream stream = unpacked(opened.body());
      stream.skipNBytes(at);
      return new Content(opened, stream, true, at);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static InputStream unpacked(InputStream packed) throws IOException {
    return new GZIPInputStream(new Unhurried(packed), 1 << 16);
  }

  InputStream stream() {
    return stream;
  }

  /** The bytes, counted from the start of the object. */
  CountingStream counted() {
    return new CountingStream(stream, start);
  }

  long start() {
    return start;
  }

  /** Says how to come back to a byte. */
  ObjectNode mark(long at) {
    ObjectNode mark = JsonNodeFactory.instance.objectNode();
    mark.put(ETAG, opened.etag());
    mark.put(AT, at);
    if (isPacked) {
      mark.put(PACKED, true);
    }
    return mark;
  }

  @Override
  public void close() {
    opened.close();
  }

  /**
   * A file may be several packed ones after each other, and the unpacking looks for another only if
   * it hears that there are bytes: over a network there may be some even if none are here yet.
   */
  private static final class Unhurried extends FilterInputStream {
    Unhurried(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      return Math.max(1, super.available());
    }
  }
}
