package pawl.asl.jsonata;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a function of the library, in the types that its signature has checked. */
record Arguments(@Nullable Object[] values, Evaluation run) {
  /** An argument; null if it is undefined or left out. */
  @Nullable Object get(int index) {
    return index < values.length ? values[index] : null;
  }

  boolean has(int index) {
    return get(index) != null;
  }

  double number(int index) {
    return Types.number(get(index));
  }

  double number(int index, double otherwise) {
    return has(index) ? number(index) : otherwise;
  }

  String text(int index) {
    return Types.text(get(index));
  }

  @Nullable String textOrNull(int index) {
    return has(index) ? text(index) : null;
  }

  List<@Nullable Object> all() {
    return Arrays.asList(values);
  }

  /** Calls a function that was passed. */
  @Nullable Object call(@Nullable Object function, @Nullable Object... arguments) {
    return Calls.apply(function, arguments, null, run);
  }
}
