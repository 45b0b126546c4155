package pawl.asl.jsonata;

/** $formatInteger and $parseInteger. */
final class IntegerPictures {
  private IntegerPictures() {}

  /**
   * The number, rounded down, as text by a picture of XPath F&O 3.1, 4.6.1: digits, Roman numerals,
   * letters or words.
   *
   * @throws JsonataException D3130 for another sequence, D3131 for digits of different scripts
   */
  static String formatInteger(double number, String picture) {
    return IntegerPicture.of(picture).format(Math.floor(number));
  }

  /**
   * The number that a text in the form of the picture stands for. It is not checked against the
   * picture; NaN, which is null in JSON, if it stands for none.
   *
   * @throws JsonataException as formatInteger
   */
  static double parseInteger(String text, String picture) {
    return IntegerPicture.of(picture).parse(text);
  }
}
