package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** All members of the context item: {@code *}. */
record Wildcard() implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Sequence results = Sequence.sequence();
    Object item =
        input instanceof Sequence wrapper && wrapper.isOuterWrapper() && wrapper.size() > 0
            ? wrapper.get(0)
            : input;
    switch (item) {
      case ObjectValue object -> object.members().values().forEach(v -> add(v, results, run));
      case Sequence array -> {
        for (int i = 0; i < array.size(); i++) {
          add(array.get(i), results, run);
        }
      }
      case JsonNode node -> node.elements().forEachRemaining(v -> add(v, results, run));
      case null, default -> {}
    }
    return results;
  }

  private static void add(@Nullable Object value, Sequence results, Evaluation run) {
    run.charge(1);
    if (Types.isArray(value)) {
      results.becomeArray();
      flatten(value, results, run);
    } else {
      results.add(value);
    }
  }

  private static void flatten(@Nullable Object array, Sequence results, Evaluation run) {
    int length = Types.length(array);
    for (int i = 0; i < length; i++) {
      run.charge(1);
      Object item = Types.get(array, i);
      if (Types.isArray(item)) {
        flatten(item, results, run);
      } else {
        results.add(item);
      }
    }
  }
}
