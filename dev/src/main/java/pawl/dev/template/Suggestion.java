package pawl.dev.template;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** "Did you mean": the nearest of some names, if one is near. */
final class Suggestion {
  private Suggestion() {}

  /** Empty, or {@code "; did you mean X?"}. */
  static String among(String written, Stream<String> names) {
    int tolerance = Math.max(1, written.length() / 3);
    return names
        .filter(name -> distance(written, name) <= tolerance)
        .min(Comparator.comparingInt(name -> distance(written, name)))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** Levenshtein's distance without regard to case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
