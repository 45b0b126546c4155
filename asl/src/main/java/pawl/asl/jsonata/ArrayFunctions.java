package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of arrays. */
final class ArrayFunctions {
  private ArrayFunctions() {}

  static void define(Library library) {
    library.define("count", "<a:n>", 1, a -> Types.number(a.has(0) ? Types.length(a.get(0)) : 0));
    library.define("append", "<xx:a>", 2, a -> append(a.get(0), a.get(1), a.run()));
    library.define("exists", "<x:b>", 1, a -> Types.bool(a.has(0)));
    library.define("reverse", "<a:a>", 1, ArrayFunctions::reverse);
    library.define("sort", "<af?:a>", 2, a -> a.has(0) ? Ordering.sort(a) : null);
    library.define("shuffle", "<a:a>", 1, ArrayFunctions::shuffle);
    library.define("distinct", "<x:x>", 1, ArrayFunctions::distinct);
    library.define("zip", "<a+>", 0, ArrayFunctions::zip);
  }

  /** One array after the other; an undefined one leaves the other as it is. */
  static @Nullable Object append(@Nullable Object a, @Nullable Object b, Evaluation run) {
    if (a == null) {
      return b;
    }
    if (b == null) {
      return a;
    }
    Object first = Sequence.arrayOf(a);
    Object second = Sequence.arrayOf(b);
    int length = Types.length(first) + Types.length(second);
    run.chargeMembers(length);
    Sequence result = Sequence.array(length);
    result.addAll(first);
    result.addAll(second);
    return result;
  }

  private static @Nullable Object reverse(Arguments a) {
    Object array = a.get(0);
    if (array == null || Types.length(array) <= 1) {
      return array;
    }
    int length = Types.length(array);
    a.run().chargeMembers(length);
    Sequence result = Sequence.array(length);
    for (int i = length - 1; i >= 0; i--) {
      result.add(Types.get(array, i));
    }
    return result;
  }

  private static @Nullable Object shuffle(Arguments a) {
    Object array = a.get(0);
    if (array == null || Types.length(array) <= 1) {
      return array;
    }
    int length = Types.length(array);
    a.run().charge(length);
    @Nullable Object[] shuffled = new @Nullable Object[length];
    for (int i = 0; i < length; i++) {
      int j = (int) Math.floor(a.run().random().nextDouble() * (i + 1));
      shuffled[i] = shuffled[j];
      shuffled[j] = Types.get(array, i);
    }
    Sequence result = Sequence.array(length);
    for (Object item : shuffled) {
      result.add(item);
    }
    return result;
  }

  private static @Nullable Object distinct(Arguments a) {
    Object array = a.get(0);
    if (!Types.isArray(array) || Types.length(array) <= 1) {
      return array;
    }
    Sequence results = Types.isSequence(array) ? Sequence.sequence() : Sequence.array();
    Set<Object> simple = new HashSet<>();
    List<Object> others = new ArrayList<>();
    for (int i = 0; i < Types.length(array); i++) {
      Object item = Types.get(array, i);
      a.run().charge(3);
      Object key = key(item, a.run());
      if (key != null ? simple.add(key) : isNew(item, others, a.run())) {
        results.add(item);
      }
    }
    return results;
  }

  /** What simple values are the same by; null for arrays, objects and what equals nothing. */
  private static @Nullable Object key(@Nullable Object item, Evaluation run) {
    return switch (item) {
      case TextNode text -> {
        run.charge(text.textValue().length() / Bounds.CHARACTERS_PER_STEP);
        yield text.textValue();
      }
      case NumericNode number -> numberKey(number.doubleValue());
      case BooleanNode flag -> flag;
      case NullNode nothing -> nothing;
      case null -> NullNode.class;
      default -> null;
    };
  }

  /** Doubles that are integers would all fall into few of a set's buckets. */
  private static @Nullable Object numberKey(double number) {
    if (number == (long) number) {
      return (long) number;
    }
    return Double.isNaN(number) ? null : (Object) number;
  }

  private static boolean isNew(@Nullable Object item, List<Object> others, Evaluation run) {
    if (item == null) {
      return false;
    }
    for (Object other : others) {
      if (DeepEquality.of(item, other, run)) {
        return false;
      }
    }
    others.add(item);
    return true;
  }

  private static Object zip(Arguments a) {
    int length = Integer.MAX_VALUE;
    for (Object array : a.all()) {
      length = Math.min(length, Types.isArray(array) ? Types.length(array) : 0);
    }
    Sequence result = Sequence.array();
    for (int i = 0; i < length && !a.all().isEmpty(); i++) {
      a.run().charge(a.all().size());
      Sequence tuple = Sequence.array(a.all().size());
      for (Object array : a.all()) {
        tuple.add(Types.get(array, i));
      }
      result.add(tuple);
    }
    return result;
  }
}
