package pawl.integrations.items;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import pawl.integrations.sdk.ObjectStore;

/** How an object contains items. */
interface FileFormat {
  /** Opens an object at a position that a cursor of this format gave, or at its start. */
  ItemCursor open(ObjectStore store, ObjectStore.Place place, @Nullable ObjectNode position)
      throws IOException;
}
