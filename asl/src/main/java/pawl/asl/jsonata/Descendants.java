package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The context item and everything in it: {@code **}. */
record Descendants() implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    if (input == null) {
      return null;
    }
    Sequence results = Sequence.sequence();
    collect(input, results, 0, run);
    return results.size() == 1 ? results.get(0) : results;
  }

  private static void collect(@Nullable Object item, Sequence results, int depth, Evaluation run) {
    run.charge(1);
    Bounds.checkWalk(depth);
    if (Types.isArray(item)) {
      int length = Types.length(item);
      for (int i = 0; i < length; i++) {
        collect(Types.get(item, i), results, depth + 1, run);
      }
      return;
    }
    results.add(item);
    if (item instanceof ObjectNode object) {
      for (JsonNode member : object) {
        collect(member, results, depth + 1, run);
      }
    } else if (item instanceof ObjectValue object) {
      for (Object member : object.members().values()) {
        collect(member, results, depth + 1, run);
      }
    }
  }
}
