package pawl.api;

/** What a client sent, as a log may show it: in one line, and no more than helps. */
final class RefusedText {
  /** AWS's messages begin with what was sent and end with what is wrong with it. */
  private static final int HEAD = 300;

  private static final int TAIL = 200;

  private RefusedText() {}

  /** The text, its middle left out if it is long, without anything that could forge a line. */
  static String of(String text) {
    String shortened =
        text.length() <= HEAD + TAIL
            ? text
            : text.substring(0, HEAD) + " ... " + text.substring(text.length() - TAIL);
    StringBuilder line = new StringBuilder(shortened.length());
    shortened.chars().forEach(c -> line.append(isPrintable(c) ? (char) c : '?'));
    return line.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
