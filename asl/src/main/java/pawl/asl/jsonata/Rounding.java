package pawl.asl.jsonata;

/** Numbers rounded half to even, as $round does. */
final class Rounding {
  private Rounding() {}

  /** The nearest integer, without a sign on zero. */
  static double halfEven(double number) {
    return Math.rint(number) + 0.0;
  }

  /**
   * The nearest number with so many decimal places; the point is moved in the number's text, since
   * multiplying would add an error. NaN if the moved number is too large, as in jsonata-js.
   *
   * @param precision places behind the point, negative for places before it
   */
  static double halfEven(double number, int precision) {
    return precision == 0
        ? halfEven(number)
        : movePoint(halfEven(movePoint(number, precision)), -precision) + 0.0;
  }

  private static double movePoint(double number, int places) {
    if (!Double.isFinite(number)) {
      return Double.NaN;
    }
    String text = NumberText.of(number);
    int exponent = text.indexOf('e');
    return exponent < 0
        ? Double.parseDouble(text + "e" + places)
        : Double.parseDouble(
            text.substring(0, exponent + 1)
                + (Integer.parseInt(text, exponent + 1, text.length(), 10) + places));
  }
}
