package pawl.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code function($a, $b) { body }}.
 *
 * @param thunk whether it stands for a call in tail position
 */
record LambdaLiteral(List<String> names, @Nullable Signature signature, Node body, boolean thunk)
    implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    return new FunctionValue.Lambda(names, signature, body, input, frame, thunk);
  }
}
