package pawl.asl.jsonata;

/** The search for a text in another one. */
final class Search {
  private Search() {}

  /** The index of the first occurrence from there on; -1 if there is none. */
  static int indexOf(String text, String wanted, int from, Evaluation run) {
    int at = text.indexOf(wanted, from);
    long looked = (at < 0 ? text.length() : at) - from;
    // a text made of what it searches for nearly matches everywhere
    run.charge(looked * Math.min(wanted.length(), 1 + looked) / 64);
    return at;
  }
}
