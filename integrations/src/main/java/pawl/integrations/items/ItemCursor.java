package pawl.integrations.items;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/**
 * Goes through a dataset item by item, and can say at any time where it stands.
 *
 * <p>Throws {@link DatasetException} and {@code ObjectStoreException} for what repetition would not
 * change, {@link IOException} for a broken stream, after which the cursor is of no use.
 */
interface ItemCursor extends AutoCloseable {
  /** The next item; null after the last. */
  @Nullable Payload next() throws IOException;

  /**
   * Where the item after the last one begins: opens a cursor that goes on there, after any time.
   * Only to be asked once there was an item.
   */
  ObjectNode position();

  @Override
  void close();
}
