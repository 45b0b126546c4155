package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path: {@code $states.input.orders[0].price}.
 *
 * @param keepSingleton whether {@code []} is in it, so that one value stays an array
 * @param tuple whether the path around it carries on its tuples
 * @param simple how many steps from the first one on are a variable and names and nothing more
 */
record Path(
    List<Step> steps, boolean keepSingleton, boolean tuple, @Nullable Group group, int simple)
    implements Node {

  static Path of(List<Step> steps, boolean keepSingleton, boolean tuple, @Nullable Group group) {
    return new Path(List.copyOf(steps), keepSingleton, tuple, group, simple(steps));
  }

  private static int simple(List<Step> steps) {
    int count = 0;
    for (Step step : steps) {
      boolean plain =
          step.stages().isEmpty()
              && !step.tuple()
              && (count == 0 ? step.node() instanceof Variable : step.node() instanceof Name);
      if (!plain) {
        break;
      }
      count++;
    }
    return count;
  }

  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    return simple > 0 ? fromVariable(input, frame, run) : fromInput(input, frame, run);
  }

  /** Follows names from object to object without building sequences, as long as it can. */
  private @Nullable Object fromVariable(@Nullable Object input, Frame frame, Evaluation run) {
    Node first = node(0);
    Object item = first.evaluate(input, frame, run);
    int at = 1;
    while (at < simple && item instanceof ObjectNode object) {
      run.enter();
      item = object.get(((Name) node(at)).name());
      run.exit();
      at++;
    }
    boolean more = at < steps.size();
    if (item == null || (more && Types.isArray(item) && Types.length(item) == 0)) {
      return empty(frame, run);
    }
    if (more) {
      Object items = Types.isArray(item) ? inner(item) : Sequence.of(item);
      return finish(new PathWalk(this, frame, run).from(at, items), frame, run);
    }
    return finish(item instanceof ArrayNode ? item : single(item), frame, run);
  }

  private Node node(int step) {
    Node node = steps.get(step).node();
    if (node == null) {
      throw new IllegalStateException("a step that sorts");
    }
    return node;
  }

  /** The items that a step gives when its only result is this array. */
  private static Object inner(Object array) {
    return array instanceof Sequence sequence && sequence.isCons() ? Sequence.of(array) : array;
  }

  private static Object single(Object item) {
    if (item instanceof Sequence array && !array.isSequence()) {
      return array;
    }
    if (item instanceof Sequence sequence && !sequence.isCons()) {
      Sequence copy = Sequence.sequence(sequence.size());
      copy.addAll(sequence);
      return copy;
    }
    return Sequence.of(item);
  }

  private @Nullable Object fromInput(@Nullable Object input, Frame frame, Evaluation run) {
    boolean variable = steps.getFirst().node() instanceof Variable;
    Object items = variable ? Sequence.of(input) : Sequence.arrayOf(input);
    return finish(new PathWalk(this, frame, run).from(0, items), frame, run);
  }

  private @Nullable Object empty(Frame frame, Evaluation run) {
    return group == null ? null : group.evaluate(Sequence.sequence(), frame, run);
  }

  private @Nullable Object finish(@Nullable Object result, Frame frame, Evaluation run) {
    Object items = result;
    if (keepSingleton && items instanceof Sequence sequence) {
      if (sequence.isCons() && !sequence.isSequence()) {
        sequence = Sequence.of(sequence);
        items = sequence;
      }
      sequence.keepSingleton();
    }
    return group == null ? items : group.evaluate(items, frame, run);
  }
}
