package pawl.asl.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a catcher sees of an error, {@code {"Error": ..., "Cause": ...}}, both members always there:
 * null where SendTaskFailure gave none, cause {@code ""} after a timeout.
 */
public record ErrorOutput(@Nullable String error, @Nullable String cause) {
  /** The object that expressions see. */
  public ObjectNode node() {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.put("Error", error);
    output.put("Cause", cause);
    return output;
  }
}
