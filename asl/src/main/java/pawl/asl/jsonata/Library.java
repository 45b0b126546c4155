package pawl.asl.jsonata;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that an expression can call without defining them. */
final class Library {
  private static final Map<String, FunctionValue> FUNCTIONS = new Library().functions;

  private final Map<String, FunctionValue> functions = new LinkedHashMap<>();

  private Library() {
    StringFunctions.define(this);
    PatternFunctions.define(this);
    FormatFunctions.define(this);
    NumberFunctions.define(this);
    ArrayFunctions.define(this);
    ObjectFunctions.define(this);
    HigherOrderFunctions.define(this);
    StepFunctions.define(this);
  }

  /** A function by its name without the dollar sign; null if there is none. */
  static @Nullable FunctionValue function(String name) {
    return FUNCTIONS.get(name);
  }

  /** Adds a function whose parameters are all passed by higher-order functions. */
  void define(String name, String signature, int parameters, FunctionValue.Native.Body body) {
    define(name, signature, parameters, parameters, body);
  }

  /**
   * Adds a function.
   *
   * @param parameters how many jsonata-js declares, which a partial application can fill
   * @param arity how many of them higher-order functions pass
   */
  void define(
      String name, String signature, int parameters, int arity, FunctionValue.Native.Body body) {
    functions.put(
        name, new FunctionValue.Native(name, Signature.parse(signature), parameters, arity, body));
  }
}
