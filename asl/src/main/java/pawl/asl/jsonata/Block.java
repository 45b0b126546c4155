package pawl.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions in parentheses, whose last gives the value; what they bind is known only there. */
record Block(List<Node> expressions) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Frame inner = new Frame(frame);
    Object result = null;
    for (Node expression : expressions) {
      result = expression.evaluate(input, inner, run);
    }
    return result;
  }
}
