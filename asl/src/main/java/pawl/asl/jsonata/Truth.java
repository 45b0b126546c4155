package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** What counts as true, as $boolean tells it. */
final class Truth {
  private Truth() {}

  /** The truth of a value; undefined counts as false. */
  static boolean of(@Nullable Object value, Evaluation run) {
    return switch (value) {
      case null -> false;
      case BooleanNode flag -> flag.booleanValue();
      case TextNode text -> !text.textValue().isEmpty();
      case NumericNode number -> Types.isNumeric(number) && number.doubleValue() != 0;
      case ObjectNode object -> !object.isEmpty();
      case ObjectValue object -> !object.members().isEmpty();
      case FunctionValue function -> function.isObject();
      case Sequence array -> any(array, run);
      case JsonNode node -> node.isArray() && any(node, run);
      default -> throw new IllegalStateException("no value: " + value.getClass());
    };
  }

  private static boolean any(Object array, Evaluation run) {
    int length = Types.length(array);
    if (length == 1) {
      return of(Types.get(array, 0), run);
    }
    boolean any = false;
    for (int i = 0; i < length; i++) {
      run.charge(1);
      any |= of(Types.get(array, i), run);
    }
    return any;
  }
}
