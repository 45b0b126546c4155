package pawl.api.operation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Makes the bodies of answers. */
final class Answers {
  private Answers() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Adds a member if there is something to say. */
  static void put(ObjectNode answer, String member, @Nullable String text) {
    if (text != null) {
      answer.put(member, text);
    }
  }

  /** Adds a time if there is one. */
  static void putTime(ObjectNode answer, String member, @Nullable Long millis) {
    if (millis != null) {
      answer.put(member, Timestamps.of(millis));
    }
  }
}
