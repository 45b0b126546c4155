package pawl.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is no path with what follows it in brackets and braces.
 *
 * @param keepArray whether {@code []} follows, so that one value stays an array
 */
record Suffixed(Node node, List<Node> predicates, @Nullable Group group, boolean keepArray)
    implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object result = node.value(input, frame, run);
    for (Node predicate : predicates) {
      result = Filter.apply(predicate, result, frame, run);
    }
    if (group != null) {
      result = group.evaluate(result, frame, run);
    }
    if (keepArray && result instanceof Sequence sequence) {
      sequence.keepSingleton();
    }
    return result;
  }
}
