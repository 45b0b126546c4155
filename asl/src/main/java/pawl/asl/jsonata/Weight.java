package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** What a value adds to the array or object that holds it; what was given counts nothing. */
final class Weight {
  private Weight() {}

  static long bytes(@Nullable Object value) {
    return switch (value) {
      case TextNode text -> text.textValue().length();
      case Sequence array -> array.bytes();
      case ObjectValue object -> object.bytes();
      case null, default -> 0;
    };
  }

  static int nesting(@Nullable Object value) {
    return switch (value) {
      case Sequence array -> array.nesting();
      case ObjectValue object -> object.nesting();
      case null, default -> 0;
    };
  }
}
