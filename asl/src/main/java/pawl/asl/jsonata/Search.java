package pawl.asl.jsonata;

/** The search for a text in another one, in time proportional to their lengths. */
final class Search {
  /** Patterns up to here are searched for at every position; longer ones by their own structure. */
  private static final int SHORT = 32;

  private static final int COMPARISONS_PER_STEP = 64;

  private Search() {}

  /** The index of the first occurrence from there on; -1 if there is none. */
  static int indexOf(String text, String wanted, int from, Evaluation run) {
    if (wanted.length() <= SHORT) {
      int at = text.indexOf(wanted, from);
      long looked = (at < 0 ? text.length() : at) - from;
      run.charge(looked * wanted.length() / COMPARISONS_PER_STEP);
      return at;
    }
    return wanted.length() > text.length() - from ? -1 : structured(text, wanted, from, run);
  }

  /** The method of Knuth, Morris and Pratt. */
  private static int structured(String text, String wanted, int from, Evaluation run) {
    run.charge(wanted.length() / 4);
    int[] borders = borders(wanted);
    int matched = 0;
    for (int at = from; at < text.length(); at++) {
      if ((at & 7) == 0) {
        run.charge(1);
      }
      while (matched > 0 && text.charAt(at) != wanted.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (text.charAt(at) == wanted.charAt(matched)) {
        matched++;
      }
      if (matched == wanted.length()) {
        return at - matched + 1;
      }
    }
    return -1;
  }

  /** For each prefix the length of its longest end that is also its beginning. */
  private static int[] borders(String text) {
    int[] borders = new int[text.length()];
    int border = 0;
    for (int at = 1; at < text.length(); at++) {
      while (border > 0 && text.charAt(at) != text.charAt(border)) {
        border = borders[border - 1];
      }
      if (text.charAt(at) == text.charAt(border)) {
        border++;
      }
      borders[at] = border;
    }
    return borders;
  }
}
