package pawl.asl.jsonata;

/**
 * A text into which separators are inserted one after the other, each at an index of the text as it
 * is then. A run of growing indexes costs one pass over the text.
 */
final class Insertions {
  private String rest;
  private int taken;
  private int lastStart;
  private final StringBuilder done = new StringBuilder();

  Insertions(String text) {
    this.rest = text;
  }

  int length() {
    return done.length() + rest.length() - taken;
  }

  /**
   * Inserts before the index; an index within what was inserted last counts as its end.
   *
   * @param index from 0 to the length
   */
  void insert(int index, String separator) {
    if (index < lastStart) {
      rest = text();
      taken = 0;
      done.setLength(0);
    }
    if (index >= done.length()) {
      int copied = index - done.length();
      done.append(rest, taken, taken + copied);
      taken += copied;
      lastStart = done.length();
    }
    done.append(separator);
  }

  String text() {
    return done + rest.substring(taken);
  }
}
