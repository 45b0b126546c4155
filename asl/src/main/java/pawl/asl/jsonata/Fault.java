package pawl.asl.jsonata;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation failed with a code. Which function or operator its sentence names is known only on
 * the way out, so the sentence is made at the end.
 */
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final transient Map<String, Object> inserts = new LinkedHashMap<>();

  Fault(ErrorCode code) {
    super(code.name(), null, false, false);
    this.code = code;
  }

  /** With an insert of the sentence: a text, a number or any value of an expression. */
  Fault with(String name, @Nullable Object insert) {
    if (insert != null) {
      inserts.put(name, insert);
    }
    return this;
  }

  /** Names the function, unless one further inside is named already. */
  Fault in(@Nullable String function) {
    if (function != null) {
      inserts.putIfAbsent("token", function);
    }
    return this;
  }

  /** The error with its sentence. */
  JsonataException exception(Evaluation run) {
    Map<String, Object> printable = new LinkedHashMap<>();
    inserts.forEach(
        (name, insert) -> {
          Object value =
              insert instanceof String || insert instanceof Number
                  ? insert
                  : JsonValues.printable(insert, run);
          if (value != null) {
            printable.put(name, value);
          }
        });
    return code.exception(printable);
  }
}
