package pawl.asl.jsonata;

/** The bound on a text that a few characters of a picture ask for, such as a width of a billion. */
final class TextBound {
  /** AWS's bound on what an expression holds, in bytes. */
  private static final double MAXIMUM = 6_990_256;

  private TextBound() {}

  /**
   * @throws JsonataException if a text of so many characters is too long
   */
  static void check(double characters) {
    if (characters > MAXIMUM) {
      throw exceeded();
    }
  }

  static JsonataException exceeded() {
    return new JsonataException(
        "", "Expression evaluation memory limit exceeded: Check for excessive memory usage");
  }
}
