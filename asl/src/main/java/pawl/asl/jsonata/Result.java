package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;

/** What an expression gave. */
public sealed interface Result {
  /** A JSON value. */
  record Value(JsonNode value) implements Result {}

  /** Nothing (undefined). */
  record Nothing() implements Result {}

  /** Something that is no JSON value: a function, a regular expression. */
  record Unsupported() implements Result {}

  /**
   * The evaluation failed.
   *
   * @param message as it follows AWS's sentence: {@code . T1006: Attempted to invoke a
   *     non-function} for errors with a code, {@code : Expression evaluation memory limit exceeded:
   *     Check for excessive memory usage} for the bounds
   */
  record Failed(String message) implements Result {}
}
