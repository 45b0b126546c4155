package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Predicates: {@code [0]}, {@code [price > 10]}. */
final class Filter {
  private Filter() {}

  /** The members of the array (or the one value) that the predicate selects by index or truth. */
  static @Nullable Object apply(
      Node predicate, @Nullable Object input, Frame frame, Evaluation run) {
    boolean tuples = input instanceof Sequence sequence && sequence.isTupleStream();
    Object array = Sequence.arrayOf(input);
    Sequence results = Sequence.sequence();
    if (tuples) {
      results.becomeTupleStream();
    }
    if (predicate instanceof Literal literal && Types.isNumber(literal.constant())) {
      return byIndex(array, Types.number(literal.constant()), results);
    }
    int length = Types.length(array);
    for (int index = 0; index < length; index++) {
      Object item = Types.get(array, index);
      Object selector =
          tuples && item instanceof ObjectValue tuple
              ? predicate.evaluate(tuple.get("@"), Frame.of(frame, tuple, run), run)
              : predicate.evaluate(item, frame, run);
      select(selector, item, index, length, results, run);
    }
    return results;
  }

  private static Object byIndex(Object array, double number, Sequence results) {
    double index = Math.floor(number);
    int length = Types.length(array);
    if (index < 0) {
      index += length;
    }
    Object item = index >= 0 && index < length ? Types.get(array, (int) index) : null;
    if (item != null && Types.isArray(item)) {
      return item;
    }
    if (item != null) {
      results.add(item);
    }
    return results;
  }

  private static void select(
      @Nullable Object selector,
      @Nullable Object item,
      int index,
      int length,
      Sequence results,
      Evaluation run) {
    if (Types.isNumeric(selector)) {
      selectIndex(Types.number(selector), item, index, length, results);
    } else if (Types.isArrayOfNumbers(selector)) {
      int count = Types.length(selector);
      run.chargeMembers(count);
      for (int i = 0; i < count; i++) {
        selectIndex(Types.number(Types.get(selector, i)), item, index, length, results);
      }
    } else if (Truth.of(selector, run)) {
      results.add(item);
    }
  }

  private static void selectIndex(
      double number, @Nullable Object item, int index, int length, Sequence results) {
    double wanted = Math.floor(number);
    if ((wanted < 0 ? wanted + length : wanted) == index) {
      results.add(item);
    }
  }
}
