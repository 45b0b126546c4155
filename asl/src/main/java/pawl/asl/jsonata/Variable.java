package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/**
 * A variable.
 *
 * @param name without the dollar sign; empty for the context item, a dollar sign for the root
 * @param local whether the expression binds the name somewhere
 */
record Variable(String name, boolean local) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    if (name.isEmpty()) {
      return input instanceof Sequence wrapper && wrapper.isOuterWrapper() ? wrapper.get(0) : input;
    }
    return local ? run.variable(name, frame) : run.outer(name);
  }
}
