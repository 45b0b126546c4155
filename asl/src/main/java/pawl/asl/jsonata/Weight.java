package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** What a value adds to the array or object that holds it; what was given counts nothing. */
final class Weight {
  private Weight() {}

  static long bytes(@Nullable Object value) {
    if (value instanceof TextNode text) {
      return text.textValue().length();
    }
    if (value instanceof Sequence array) {
      return array.bytes();
    }
    return value instanceof ObjectValue object ? object.bytes() : 0;
  }

  static int nesting(@Nullable Object value) {
    if (value instanceof Sequence array) {
      return array.nesting();
    }
    return value instanceof ObjectValue object ? object.nesting() : 0;
  }
}
