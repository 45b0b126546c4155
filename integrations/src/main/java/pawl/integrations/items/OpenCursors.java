package pawl.integrations.items;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pawl.engine.ItemRequest;

/**
 * Cursors between two pages, so that the next page need not look for its place again. Whoever takes
 * one has it alone; those that nobody came back for make way for newer ones.
 */
final class OpenCursors implements AutoCloseable {
  private static final int MOST = 64;

  private final Map<ItemRequest, ItemCursor> cursors = new LinkedHashMap<>();

  /** The cursor that stands where a request wants to read. */
  synchronized Optional<ItemCursor> take(ItemRequest request) {
    return Optional.ofNullable(cursors.remove(key(request)));
  }

  /** Keeps a cursor for the request that goes on where it stands. */
  synchronized void keep(ItemRequest next, ItemCursor cursor) {
    ItemCursor old = cursors.put(key(next), cursor);
    if (old != null) {
      old.close();
    }
    if (cursors.size() > MOST) {
      ItemRequest eldest = cursors.keySet().iterator().next();
      Optional.ofNullable(cursors.remove(eldest)).ifPresent(ItemCursor::close);
    }
  }

  /** How much is read at once makes no difference. */
  private static ItemRequest key(ItemRequest request) {
    return new ItemRequest(
        request.resource(), request.parameters(), request.config(), request.position(), 0, 0);
  }

  @Override
  public synchronized void close() {
    cursors.values().forEach(ItemCursor::close);
    cursors.clear();
  }
}
