package pawl.asl.jsonata;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that call a function for each member of an array or object. */
final class HigherOrderFunctions {
  private HigherOrderFunctions() {}

  static void define(Library library) {
    library.define("map", "<af>", 2, HigherOrderFunctions::map);
    library.define("filter", "<af>", 2, HigherOrderFunctions::filter);
    library.define("single", "<af?>", 2, HigherOrderFunctions::single);
    library.define("reduce", "<afj?:j>", 3, HigherOrderFunctions::reduce);
    library.define("sift", "<o-f?:o>", 2, HigherOrderFunctions::sift);
    library.define("each", "<o-f:a>", 2, HigherOrderFunctions::each);
  }

  /** Calls the function with as many of the value, its place and the whole as it takes. */
  private static @Nullable Object call(
      Arguments a, @Nullable Object value, Object place, @Nullable Object whole) {
    Object function = a.get(1);
    int arity = arity(function);
    a.run().charge(1);
    if (arity >= 3) {
      return a.call(function, value, place, whole);
    }
    return arity == 2 ? a.call(function, value, place) : a.call(function, value);
  }

  private static int arity(@Nullable Object function) {
    return function instanceof FunctionValue value ? value.arity() : 1;
  }

  private static @Nullable Object map(Arguments a) {
    Object array = a.get(0);
    if (array == null) {
      return null;
    }
    Sequence result = Sequence.sequence();
    for (int i = 0; i < Types.length(array); i++) {
      Object mapped = call(a, Types.get(array, i), Types.number(i), array);
      if (mapped != null) {
        result.add(mapped);
      }
    }
    return result;
  }

  private static @Nullable Object filter(Arguments a) {
    Object array = a.get(0);
    if (array == null) {
      return null;
    }
    Sequence result = Sequence.sequence();
    for (int i = 0; i < Types.length(array); i++) {
      Object item = Types.get(array, i);
      if (Truth.of(call(a, item, Types.number(i), array), a.run())) {
        result.add(item);
      }
    }
    return result;
  }

  private static @Nullable Object single(Arguments a) {
    Object array = a.get(0);
    if (array == null) {
      return null;
    }
    boolean found = false;
    Object result = null;
    for (int i = 0; i < Types.length(array); i++) {
      Object item = Types.get(array, i);
      if (!a.has(1) || Truth.of(call(a, item, Types.number(i), array), a.run())) {
        if (found) {
          throw new Fault(ErrorCode.D3138);
        }
        found = true;
        result = item;
      }
    }
    if (!found) {
      throw new Fault(ErrorCode.D3139);
    }
    return result;
  }

  private static @Nullable Object reduce(Arguments a) {
    Object array = a.get(0);
    if (array == null) {
      return null;
    }
    Object function = a.get(1);
    int arity = arity(function);
    if (arity < 2) {
      throw new Fault(ErrorCode.D3050);
    }
    int length = Types.length(array);
    boolean first = !a.has(2) && length > 0;
    Object result = first ? Types.get(array, 0) : a.get(2);
    for (int i = first ? 1 : 0; i < length; i++) {
      Object item = Types.get(array, i);
      a.run().charge(1);
      result =
          switch (arity) {
            case 2 -> a.call(function, result, item);
            case 3 -> a.call(function, result, item, Types.number(i));
            default -> a.call(function, result, item, Types.number(i), array);
          };
    }
    return result;
  }

  private static @Nullable Object sift(Arguments a) {
    ObjectValue result = new ObjectValue();
    for (Map.Entry<String, @Nullable Object> member :
        ObjectFunctions.members(a.get(0), a.run()).entrySet()) {
      Object value = member.getValue();
      if (Truth.of(call(a, value, Types.string(member.getKey()), a.get(0)), a.run())) {
        result.put(member.getKey(), value);
      }
    }
    return result.members().isEmpty() ? null : result;
  }

  private static Object each(Arguments a) {
    Sequence result = Sequence.sequence();
    for (Map.Entry<String, @Nullable Object> member :
        ObjectFunctions.members(a.get(0), a.run()).entrySet()) {
      Object value = call(a, member.getValue(), Types.string(member.getKey()), a.get(0));
      if (value != null) {
        result.add(value);
      }
    }
    return result;
  }
}
