package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A member of the context item. */
record Name(String name) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    return lookup(input, name, run);
  }

  /** The member of an object, or those of all objects in an array. */
  static @Nullable Object lookup(@Nullable Object input, String name, Evaluation run) {
    if (input instanceof ObjectNode object) {
      return object.get(name);
    }
    if (input instanceof ObjectValue object) {
      return object.get(name);
    }
    return input instanceof ArrayNode || input instanceof Sequence ? all(input, name, run) : null;
  }

  private static Object all(Object array, String name, Evaluation run) {
    Sequence result = Sequence.sequence();
    int length = Types.length(array);
    run.charge(length);
    for (int i = 0; i < length; i++) {
      Object found = lookup(Types.get(array, i), name, run);
      if (Types.isArray(found)) {
        run.chargeMembers(Types.length(found));
        result.addAll(found);
      } else if (found != null) {
        result.add(found);
      }
    }
    return result;
  }
}
