package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call with question marks: {@code $substring(?, 0, 5)}.
 *
 * @param arguments those given; null for a question mark
 */
record PartialCall(Node procedure, List<@Nullable Node> arguments) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    @Nullable Object[] given = new @Nullable Object[arguments.size()];
    for (int i = 0; i < given.length; i++) {
      Node argument = arguments.get(i);
      given[i] = argument == null ? null : argument.evaluate(input, frame, run);
    }
    Object function = procedure.evaluate(input, frame, run);
    if (function == null && FunctionCall.isMistaken(procedure, frame, run)) {
      throw new Fault(ErrorCode.T1007).in(FunctionCall.procedureName(procedure));
    }
    return switch (function) {
      case FunctionValue.Lambda lambda -> bind(lambda, given, run);
      case FunctionValue.Native library -> partial(library, given, library.parameters());
      case FunctionValue other -> partial(other, given, Math.max(other.arity(), given.length));
      case null, default -> throw new Fault(ErrorCode.T1008);
    };
  }

  private Object bind(FunctionValue.Lambda lambda, @Nullable Object[] given, Evaluation run) {
    Frame frame = new Frame(lambda.frame());
    List<String> open = new ArrayList<>();
    for (int i = 0; i < lambda.names().size(); i++) {
      if (i < given.length && arguments.get(i) == null) {
        open.add(lambda.names().get(i));
      } else {
        frame.bind(lambda.names().get(i), i < given.length ? given[i] : null, run);
      }
    }
    return new FunctionValue.Lambda(open, null, lambda.body(), lambda.input(), frame, false);
  }

  private Object partial(FunctionValue function, @Nullable Object[] given, int parameters) {
    @Nullable Object[] all = new @Nullable Object[parameters];
    boolean[] open = new boolean[parameters];
    for (int i = 0; i < Math.min(parameters, given.length); i++) {
      all[i] = given[i];
      open[i] = arguments.get(i) == null;
    }
    return new FunctionValue.Partial(function, all, open);
  }
}
