package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Calls of functions; a call in tail position is made here, in a loop, without nesting deeper. */
final class Calls {
  private Calls() {}

  /**
   * @throws Fault T1006 if it is no function
   */
  static @Nullable Object apply(
      @Nullable Object function,
      @Nullable Object[] arguments,
      @Nullable Object context,
      Evaluation run) {
    Object result = once(function, arguments, context, run);
    while (result instanceof FunctionValue.Lambda tail && tail.thunk()) {
      FunctionCall call = (FunctionCall) tail.body();
      Object next = call.procedure().evaluate(tail.input(), tail.frame(), run);
      @Nullable Object[] values = new @Nullable Object[call.arguments().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = call.arguments().get(i).evaluate(tail.input(), tail.frame(), run);
      }
      run.charge(1);
      try {
        result = once(next, values, context, run);
      } catch (Fault fault) {
        throw fault.in(call.procedure() instanceof Variable variable ? variable.name() : null);
      }
    }
    return result;
  }

  /** Calls a function that is not called by its name; errors show the one it has in the library. */
  static @Nullable Object applyUnnamed(
      FunctionValue function,
      @Nullable Object[] arguments,
      @Nullable Object context,
      Evaluation run) {
    try {
      return apply(function, arguments, context, run);
    } catch (Fault fault) {
      throw fault.in(function instanceof FunctionValue.Native library ? library.name() : null);
    }
  }

  private static @Nullable Object once(
      @Nullable Object function,
      @Nullable Object[] arguments,
      @Nullable Object context,
      Evaluation run) {
    if (function instanceof FunctionValue value) {
      return value.call(arguments, context, run);
    }
    throw new Fault(ErrorCode.T1006);
  }
}
