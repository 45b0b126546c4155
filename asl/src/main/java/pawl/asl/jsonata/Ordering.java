package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorting: the order-by clause {@code ^(>price, name)} and $sort. */
final class Ordering {
  private Ordering() {}

  /** Tells whether the first of two values comes behind the second. */
  interface Behind {
    boolean test(@Nullable Object first, @Nullable Object second);
  }

  /** Sorts by the terms of a step; what was a stream of tuples is a plain array of them then. */
  static Object sort(Step step, Object input, Frame frame, Evaluation run) {
    boolean tuples = input instanceof Sequence sequence && sequence.isTupleStream();
    return sort(input, (a, b) -> isBehind(step, a, b, tuples, frame, run), run);
  }

  /** Merges halves, so that equal values keep their order; an array of one is given back. */
  static Object sort(Object array, Behind behind, Evaluation run) {
    int length = Types.length(array);
    if (length <= 1) {
      return array;
    }
    List<@Nullable Object> items = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      items.add(Types.get(array, i));
    }
    run.charge(length);
    List<@Nullable Object> spare = new ArrayList<>(items);
    mergeSort(items, spare, 0, length, behind, run);
    Sequence result = Sequence.array(length);
    items.forEach(result::add);
    return result;
  }

  private static void mergeSort(
      List<@Nullable Object> items,
      List<@Nullable Object> spare,
      int from,
      int to,
      Behind behind,
      Evaluation run) {
    if (to - from <= 1) {
      return;
    }
    int middle = from + (to - from) / 2;
    mergeSort(items, spare, from, middle, behind, run);
    mergeSort(items, spare, middle, to, behind, run);
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      run.charge(1);
      boolean takeRight =
          left >= middle || (right < to && behind.test(items.get(left), items.get(right)));
      spare.set(at, items.get(takeRight ? right++ : left++));
    }
    for (int at = from; at < to; at++) {
      items.set(at, spare.get(at));
    }
  }

  private static boolean isBehind(
      Step step,
      @Nullable Object a,
      @Nullable Object b,
      boolean tuples,
      Frame frame,
      Evaluation run) {
    for (Step.Term term : step.order()) {
      int order = compare(value(term, a, tuples, frame, run), value(term, b, tuples, frame, run));
      if (order != 0) {
        boolean undefined = Math.abs(order) == 2;
        return term.descending() && !undefined ? order < 0 : order > 0;
      }
    }
    return false;
  }

  private static @Nullable Object value(
      Step.Term term, @Nullable Object item, boolean tuples, Frame frame, Evaluation run) {
    return tuples && item instanceof ObjectValue tuple
        ? term.expression().evaluate(tuple.get("@"), Frame.of(frame, tuple, run), run)
        : term.expression().evaluate(item, frame, run);
  }

  /** Negative if a comes first; 2 or -2 if one is undefined, which comes last in any order. */
  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? 2 : -2;
    }
    if (!Types.isComparable(a) || !Types.isComparable(b)) {
      throw new Fault(ErrorCode.T2008);
    }
    if (Types.isString(a) != Types.isString(b)) {
      throw new Fault(ErrorCode.T2007).with("value", a).with("value2", b);
    }
    return Integer.signum(natural(a, b));
  }

  private static int natural(Object a, Object b) {
    return Types.isString(a)
        ? Types.text(a).compareTo(Types.text(b))
        : Comparator.<Double>naturalOrder().compare(Types.number(a) + 0.0, Types.number(b) + 0.0);
  }

  /** $sort: by a function, or numbers and strings by themselves. */
  static @Nullable Object sort(Arguments arguments) {
    Object array = arguments.get(0);
    if (array == null || Types.length(array) <= 1) {
      return array;
    }
    Evaluation run = arguments.run();
    if (arguments.has(1)) {
      return sort(array, (a, b) -> Types.isTruthy(arguments.call(arguments.get(1), a, b)), run);
    }
    if (!Types.isArrayOfNumbers(array) && !Types.isArrayOfStrings(array)) {
      throw new Fault(ErrorCode.D3070);
    }
    return sort(
        array,
        (a, b) -> {
          if (a == null || b == null) {
            return false;
          }
          if (Types.isString(a)) {
            run.charge(
                Math.min(Types.text(a).length(), Types.text(b).length())
                    / Bounds.CHARACTERS_PER_STEP);
          }
          return natural(a, b) > 0;
        },
        run);
  }
}
