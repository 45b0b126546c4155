package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function as a value. */
sealed interface FunctionValue {
  /** How many parameters it has, which tells higher-order functions what to pass. */
  int arity();

  /** Whether jsonata-js represents it by an object, which counts as true. */
  default boolean isObject() {
    return true;
  }

  /**
   * Calls it without looking at what a tail call left to do.
   *
   * @param context the context item, for arguments that are left out
   */
  @Nullable Object call(@Nullable Object[] arguments, @Nullable Object context, Evaluation run);

  /** A function of the library. */
  record Native(String name, @Nullable Signature signature, int parameters, int arity, Body body)
      implements FunctionValue {
    /** What it does; arguments that are left out may be missing or null. */
    interface Body {
      @Nullable Object apply(Arguments arguments);
    }

    @Override
    public @Nullable Object call(
        @Nullable Object[] arguments, @Nullable Object context, Evaluation run) {
      @Nullable Object[] valid =
          signature == null ? arguments : signature.validate(arguments, context);
      return body.apply(new Arguments(valid, run));
    }
  }

  /**
   * A function that the expression defines.
   *
   * @param thunk whether it is a call in tail position that is still to be made
   */
  record Lambda(
      List<String> names,
      @Nullable Signature signature,
      Node body,
      @Nullable Object input,
      Frame frame,
      boolean thunk)
      implements FunctionValue {
    @Override
    public int arity() {
      return names.size();
    }

    @Override
    public @Nullable Object call(
        @Nullable Object[] arguments, @Nullable Object context, Evaluation run) {
      @Nullable Object[] valid =
          signature == null ? arguments : signature.validate(arguments, context);
      Frame inner = new Frame(frame);
      for (int i = 0; i < names.size(); i++) {
        inner.bind(names.get(i), i < valid.length ? valid[i] : null, run);
      }
      return body.evaluate(input, inner, run);
    }
  }

  /** A function as an argument of another. */
  record Closure(FunctionValue function) implements FunctionValue {
    @Override
    public int arity() {
      return function.arity();
    }

    @Override
    public boolean isObject() {
      return false;
    }

    @Override
    public @Nullable Object call(
        @Nullable Object[] arguments, @Nullable Object context, Evaluation run) {
      return Calls.applyUnnamed(function, arguments, NullNode.instance, run);
    }
  }

  /**
   * A function some of whose arguments are given.
   *
   * @param given all arguments; those still open are null
   */
  record Partial(FunctionValue function, @Nullable Object[] given, boolean[] open)
      implements FunctionValue {
    @Override
    public int arity() {
      int arity = 0;
      for (boolean isOpen : open) {
        arity += isOpen ? 1 : 0;
      }
      return arity;
    }

    @Override
    public @Nullable Object call(
        @Nullable Object[] arguments, @Nullable Object context, Evaluation run) {
      @Nullable Object[] all = given.clone();
      int next = 0;
      for (int i = 0; i < all.length; i++) {
        if (open[i]) {
          all[i] = next < arguments.length ? arguments[next] : null;
          next++;
        }
      }
      run.enter();
      Object result =
          switch (function) {
            // jsonata-js calls what implements the function, past its signature
            case Native library -> library.body().apply(new Arguments(all, run));
            case Lambda lambda -> lambda.call(all, null, run);
            default -> Calls.applyUnnamed(function, all, null, run);
          };
      run.exit();
      return result;
    }
  }

  /** One function after another. */
  record Chain(FunctionValue first, FunctionValue second) implements FunctionValue {
    @Override
    public int arity() {
      return 1;
    }

    @Override
    public @Nullable Object call(
        @Nullable Object[] arguments, @Nullable Object context, Evaluation run) {
      run.enter();
      Object argument = arguments.length > 0 ? arguments[0] : null;
      Object between =
          Calls.applyUnnamed(first, new @Nullable Object[] {argument}, NullNode.instance, run);
      Object result =
          Calls.applyUnnamed(second, new @Nullable Object[] {between}, NullNode.instance, run);
      run.exit();
      return result;
    }
  }

  /** A regular expression: a function from a text to its first match. */
  record Matcher(RegularExpression expression) implements FunctionValue {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public boolean isObject() {
      return false;
    }

    @Override
    public @Nullable Object call(
        @Nullable Object[] arguments, @Nullable Object context, Evaluation run) {
      Object text = arguments.length > 0 ? arguments[0] : null;
      return Types.isString(text) ? expression.match(Types.text(text), 0, run) : null;
    }
  }

  /** The function that gives the match after another one. */
  record NextMatch(RegularExpression expression, String text, int from) implements FunctionValue {
    @Override
    public int arity() {
      return 0;
    }

    @Override
    public boolean isObject() {
      return false;
    }

    @Override
    public @Nullable Object call(
        @Nullable Object[] arguments, @Nullable Object context, Evaluation run) {
      return expression.next(text, from, run);
    }
  }

  /** What a transform operator makes: a function that changes a copy of its argument. */
  record Transformer(TransformLiteral transform, Frame frame) implements FunctionValue {
    @Override
    public int arity() {
      return 1;
    }

    @Override
    public @Nullable Object call(
        @Nullable Object[] arguments, @Nullable Object context, Evaluation run) {
      @Nullable Object[] valid = TransformLiteral.SIGNATURE.validate(arguments, context);
      return transform.apply(valid.length > 0 ? valid[0] : null, frame, run);
    }
  }
}
