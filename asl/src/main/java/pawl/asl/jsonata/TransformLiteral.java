package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** {@code |pattern|update,delete|}: changes what the pattern finds in a copy of an object. */
record TransformLiteral(Node pattern, Node update, @Nullable Node delete) implements Node {
  static final Signature SIGNATURE = Signature.parse("<(oa):o>");

  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    return new FunctionValue.Transformer(this, frame);
  }

  @Nullable Object apply(@Nullable Object object, Frame frame, Evaluation run) {
    if (object == null) {
      return null;
    }
    if (!(run.variable("clone", frame) instanceof FunctionValue clone)) {
      throw new Fault(ErrorCode.T2013);
    }
    Object copy = Calls.apply(clone, new @Nullable Object[] {object}, null, run);
    Object matches = pattern.evaluate(copy, frame, run);
    if (Types.isArray(matches)) {
      for (int i = 0; i < Types.length(matches); i++) {
        change(Types.get(matches, i), frame, run);
      }
    } else if (matches != null) {
      change(matches, frame, run);
    }
    return copy;
  }

  private void change(@Nullable Object match, Frame frame, Evaluation run) {
    Object changes = update.evaluate(match, frame, run);
    if (changes != null) {
      if (!Types.isObject(changes)) {
        throw new Fault(ErrorCode.T2011).with("value", changes);
      }
      if (match instanceof ObjectValue object) {
        ObjectFunctions.members(changes, run).forEach(object::put);
      }
    }
    Object names = delete == null ? null : delete.evaluate(match, frame, run);
    if (names == null) {
      return;
    }
    Object all = Sequence.arrayOf(names);
    if (!Types.isArrayOfStrings(all)) {
      throw new Fault(ErrorCode.T2012).with("value", names);
    }
    for (int i = 0; i < Types.length(all); i++) {
      if (match instanceof ObjectValue object) {
        object.remove(Types.text(Types.get(all, i)));
      }
    }
  }
}
