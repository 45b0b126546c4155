package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/**
 * The parent of the context item.
 *
 * @param label the name under which the step that it belongs to binds it
 */
record Parent(String label) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object parent = frame.lookup(label, run);
    return parent == Frame.ABSENT ? null : parent;
  }
}
