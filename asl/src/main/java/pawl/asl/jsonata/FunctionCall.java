package pawl.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call: {@code $sum(prices)}. */
record FunctionCall(Node procedure, List<Node> arguments) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    return call(input, frame, run, false, null);
  }

  /** The call with what stands on the left of {@code ~>} as its first argument. */
  @Nullable Object apply(
      @Nullable Object first, @Nullable Object input, Frame frame, Evaluation run) {
    return call(input, frame, run, true, first);
  }

  private @Nullable Object call(
      @Nullable Object input, Frame frame, Evaluation run, boolean piped, @Nullable Object first) {
    Object function = procedure.evaluate(input, frame, run);
    String name = procedureName(procedure);
    if (function == null && isMistaken(procedure, frame, run)) {
      throw new Fault(ErrorCode.T1005).in(name);
    }
    int offset = piped ? 1 : 0;
    @Nullable Object[] values = new @Nullable Object[arguments.size() + offset];
    if (piped) {
      values[0] = first;
    }
    for (int i = 0; i < arguments.size(); i++) {
      Object value = arguments.get(i).evaluate(input, frame, run);
      values[i + offset] =
          value instanceof FunctionValue passed ? new FunctionValue.Closure(passed) : value;
    }
    try {
      return Calls.apply(function, values, input, run);
    } catch (Fault fault) {
      throw fault.in(name);
    }
  }

  /** The name that errors show; null if the function has none. */
  static @Nullable String procedureName(Node procedure) {
    return switch (procedure) {
      case Variable variable -> variable.name();
      case Path path when path.steps().getFirst().node() instanceof Name name -> name.name();
      case Path path when path.steps().getFirst().node() instanceof Variable name -> name.name();
      default -> null;
    };
  }

  /** Whether the dollar sign of a function is missing. */
  static boolean isMistaken(Node procedure, Frame frame, Evaluation run) {
    return procedure instanceof Path path
        && path.steps().getFirst().node() instanceof Name name
        && run.variable(name.name(), frame) != null;
  }
}
