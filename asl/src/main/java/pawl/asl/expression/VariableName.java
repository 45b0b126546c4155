package pawl.asl.expression;

/** Names of variables: 1 to 80 characters, a Unicode identifier. */
public final class VariableName {
  private static final int MAX_LENGTH = 80;

  private VariableName() {}

  /** Whether a variable may have this name; {@code states} is reserved. */
  public static boolean isValid(String name) {
    return !name.isEmpty()
        && name.codePointCount(0, name.length()) <= MAX_LENGTH
        && end(name, 0) == name.length()
        && !name.equals("states");
  }

  /**
   * Where the identifier that begins at {@code from} ends; {@code from} itself if there is none.
   */
  static int end(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      boolean fits =
          at == from
              ? Character.isUnicodeIdentifierStart(c) || c == '_'
              : Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
      if (!fits) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }
}
