package pawl.asl.jsonata;

/**
 * An expression does not compile or its evaluation failed. It stays inside this module.
 *
 * <p>The message is the text that users see, as jsonata-js writes it: with its code in front
 * ({@code T1006: Attempted to invoke a non-function}) unless it is one of the bounds, which have no
 * code.
 */
final class JsonataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String sentence;

  /**
   * @param code of the JSONata documentation, such as {@code T1006}; empty for the bounds
   * @param message without the code
   */
  JsonataException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.sentence = message;
  }

  /** The code; empty if there is none. */
  String code() {
    return code;
  }

  /** The message without its code. */
  String sentence() {
    return sentence;
  }

  /** The message with its code in front. */
  String text() {
    return code.isEmpty() ? sentence : code + ": " + sentence;
  }
}
