package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Walks the steps of a path in one frame. */
final class PathWalk {
  private final Path path;
  private final Frame frame;
  private final Evaluation run;

  PathWalk(Path path, Frame frame, Evaluation run) {
    this.path = path;
    this.frame = frame;
    this.run = run;
  }

  /**
   * Walks the steps from this one on.
   *
   * @param items an array
   */
  @Nullable Object from(int first, Object items) {
    Object input = items;
    Object result = null;
    Sequence tuples = null;
    boolean streaming = false;
    int last = path.steps().size() - 1;
    for (int at = first; at <= last; at++) {
      Step step = path.steps().get(at);
      streaming |= step.tuple();
      if (at == 0 && step.node() instanceof ArrayLiteral literal && literal.cons()) {
        result = literal.evaluate(input, frame, run);
      } else if (at == 0 && isCons(step.node())) {
        result = evaluated(step, input);
      } else if (streaming) {
        tuples = tupleStep(step, input, tuples);
      } else {
        result = step(step, input, at == last);
      }
      if (!streaming && (result == null || isEmpty(result))) {
        break;
      }
      if (step.focus() == null && result != null) {
        input = asItems(result);
      }
    }
    if (tuples == null) {
      return result;
    }
    return path.tuple() || path.group() != null ? tuples : values(tuples);
  }

  private static boolean isCons(@Nullable Node node) {
    return node instanceof Suffixed suffixed
        && suffixed.node() instanceof ArrayLiteral literal
        && literal.cons();
  }

  private @Nullable Object evaluated(Step step, Object input) {
    return step.node() == null ? null : step.node().evaluate(input, frame, run);
  }

  private static boolean isEmpty(Object result) {
    return Types.isArray(result) && Types.length(result) == 0;
  }

  /** jsonata-js goes through the characters of a string and finds nothing in other values. */
  private static Object asItems(Object result) {
    if (Types.isArray(result)) {
      return result;
    }
    Sequence items = Sequence.sequence();
    if (Types.isString(result)) {
      Types.text(result).chars().forEach(c -> items.add(Types.string(Character.toString(c))));
    }
    return items;
  }

  private static Sequence values(Sequence tuples) {
    Sequence values = Sequence.sequence(tuples.size());
    for (int i = 0; i < tuples.size(); i++) {
      values.add(member(tuples.get(i), "@"));
    }
    return values;
  }

  private static @Nullable Object member(@Nullable Object tuple, String name) {
    return tuple instanceof ObjectValue object ? object.get(name) : null;
  }

  private @Nullable Object step(Step step, Object input, boolean last) {
    Node node = step.node();
    if (node == null) {
      Object sorted = Ordering.sort(step, input, frame, run);
      return step.stages().isEmpty() ? sorted : stages(step, sorted);
    }
    Sequence results = Sequence.sequence();
    int length = Types.length(input);
    for (int i = 0; i < length; i++) {
      Object result = node.evaluate(Types.get(input, i), frame, run);
      for (Step.Stage stage : step.stages()) {
        if (stage.predicate() != null) {
          result = Filter.apply(stage.predicate(), result, frame, run);
        }
      }
      if (result != null) {
        results.add(result);
      }
    }
    if (last && results.size() == 1) {
      Object only = results.get(0);
      if (Types.isArray(only) && !Types.isSequence(only)) {
        return only;
      }
    }
    return flattened(results);
  }

  private Sequence flattened(Sequence results) {
    Sequence flat = Sequence.sequence(results.size());
    for (int i = 0; i < results.size(); i++) {
      Object result = results.get(i);
      if (Types.isArray(result) && !(result instanceof Sequence array && array.isCons())) {
        run.chargeMembers(Types.length(result));
        flat.addAll(result);
      } else {
        flat.add(result);
      }
    }
    return flat;
  }

  private @Nullable Object stages(Step step, @Nullable Object input) {
    Object result = input;
    for (Step.Stage stage : step.stages()) {
      if (stage.predicate() != null) {
        result = Filter.apply(stage.predicate(), result, frame, run);
      } else if (stage.index() != null && result instanceof Sequence tuples) {
        number(tuples, stage.index());
      }
    }
    return result;
  }

  private void number(Sequence tuples, String name) {
    run.charge(tuples.size());
    for (int i = 0; i < tuples.size(); i++) {
      if (tuples.get(i) instanceof ObjectValue tuple) {
        tuple.put(name, Types.number(i));
      }
    }
  }

  private Sequence tupleStep(Step step, Object input, @Nullable Sequence before) {
    Sequence result =
        step.node() == null
            ? sortedTuples(step, input, before)
            : nextTuples(step, step.node(), before == null ? tuplesOf(input) : before);
    Object staged = step.stages().isEmpty() ? result : stages(step, result);
    if (staged instanceof Sequence sequence) {
      return sequence;
    }
    return result;
  }

  private Sequence tuplesOf(Object input) {
    Sequence tuples = Sequence.array();
    int length = Types.length(input);
    for (int i = 0; i < length; i++) {
      run.charge(1);
      ObjectValue tuple = new ObjectValue();
      tuple.put("@", Types.get(input, i));
      tuples.add(tuple);
    }
    return tuples;
  }

  private Sequence sortedTuples(Step step, Object input, @Nullable Sequence before) {
    if (before != null) {
      return (Sequence) Ordering.sort(step, before, frame, run);
    }
    Object sorted = Ordering.sort(step, input, frame, run);
    Sequence result = Sequence.sequence();
    result.becomeTupleStream();
    for (int i = 0; i < Types.length(sorted); i++) {
      run.charge(1);
      ObjectValue tuple = new ObjectValue();
      tuple.put("@", Types.get(sorted, i));
      if (step.index() != null) {
        tuple.put(step.index(), Types.number(i));
      }
      result.add(tuple);
    }
    return result;
  }

  private Sequence nextTuples(Step step, Node node, Sequence before) {
    Sequence result = Sequence.sequence();
    result.becomeTupleStream();
    for (int i = 0; i < before.size(); i++) {
      if (!(before.get(i) instanceof ObjectValue tuple)) {
        continue;
      }
      Object item = tuple.get("@");
      Object value = node.evaluate(item, Frame.of(frame, tuple, run), run);
      if (value == null) {
        continue;
      }
      boolean stream = value instanceof Sequence sequence && sequence.isTupleStream();
      Object values = Sequence.arrayOf(value);
      for (int j = 0; j < Types.length(values); j++) {
        run.charge(1 + tuple.members().size());
        ObjectValue next = tuple.copy();
        if (stream && Types.get(values, j) instanceof ObjectValue inner) {
          inner.members().forEach(next::put);
        } else {
          bind(step, next, item, Types.get(values, j), j);
        }
        result.add(next);
      }
    }
    return result;
  }

  private static void bind(
      Step step, ObjectValue tuple, @Nullable Object item, @Nullable Object value, int index) {
    if (step.focus() != null) {
      tuple.put(step.focus(), value);
    } else {
      tuple.put("@", value);
    }
    if (step.index() != null) {
      tuple.put(step.index(), Types.number(index));
    }
    if (step.ancestor() != null) {
      tuple.put(step.ancestor(), item);
    }
  }
}
