package pawl.integrations.items;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pawl.engine.ItemRequest;

/**
 * Cursors between two pages, so that the next page need not look for its place again. Whoever takes
 * one has it alone. Those that nobody came back for make way: each holds a connection.
 */
final class OpenCursors implements AutoCloseable {
  private static final int MOST = 64;

  private final long patienceNanos;
  private final Map<ItemRequest, Kept> cursors = new LinkedHashMap<>();

  private record Kept(ItemCursor cursor, long sinceNanos) {}

  /** Cursors may be closed after they have waited so long. */
  OpenCursors(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** The cursor that stands where a request wants to read. */
  synchronized Optional<ItemCursor> take(ItemRequest request) {
    return Optional.ofNullable(cursors.remove(key(request))).map(Kept::cursor);
  }

  /** Keeps a cursor for the request that goes on where it stands. */
  synchronized void keep(ItemRequest next, ItemCursor cursor) {
    long now = System.nanoTime();
    // Removed first, since a key that is there keeps its place in the order.
    Kept old = cursors.remove(key(next));
    cursors.put(key(next), new Kept(cursor, now));
    if (old != null) {
      old.cursor.close();
    }
    Iterator<Kept> eldestFirst = cursors.values().iterator();
    while (eldestFirst.hasNext()) {
      Kept eldest = eldestFirst.next();
      if (cursors.size() <= MOST && now - eldest.sinceNanos <= patienceNanos) {
        return;
      }
      eldestFirst.remove();
      eldest.cursor.close();
    }
  }

  /** How much is read at once makes no difference. */
  private static ItemRequest key(ItemRequest request) {
    return new ItemRequest(
        request.resource(), request.parameters(), request.config(), request.position(), 0, 0);
  }

  @Override
  public synchronized void close() {
    cursors.values().forEach(kept -> kept.cursor.close());
    cursors.clear();
  }
}
