package pawl.asl.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiled pattern of StringMatches: {@code *} stands for any characters, {@code \*} and {@code
 * \\} for themselves. Matching takes time in proportion to the text, whatever the pattern.
 */
final class Wildcards {
  private final String first;
  private final List<Part> middle;
  private final String last;
  private final boolean literal;

  private Wildcards(List<String> parts) {
    this.first = parts.getFirst();
    this.last = parts.getLast();
    this.literal = parts.size() == 1;
    this.middle =
        literal
            ? List.of()
            : parts.subList(1, parts.size() - 1).stream()
                .filter(part -> !part.isEmpty())
                .map(Part::new)
                .toList();
  }

  static Wildcards compile(String pattern) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        boolean escape = c == '\\' && i + 1 < pattern.length();
        part.append(escape ? pattern.charAt(++i) : c);
      }
    }
    parts.add(part.toString());
    return new Wildcards(parts);
  }

  boolean matches(String text) {
    if (literal) {
      return text.equals(first);
    }
    if (!text.startsWith(first)) {
      return false;
    }
    int at = first.length();
    for (Part part : middle) {
      at = part.endIn(text, at);
      if (at < 0) {
        return false;
      }
    }
    return text.length() - at >= last.length() && text.endsWith(last);
  }

  /**
   * Text between two wildcards, searched for as Knuth, Morris and Pratt do, because {@link
   * String#indexOf(String)} starts over for every character of the text.
   */
  private static final class Part {
    private final String text;

    /** For every beginning of the text: the longest proper beginning that is also its end. */
    private final int[] borders;

    Part(String text) {
      this.text = text;
      this.borders = new int[text.length()];
      for (int i = 1; i < text.length(); i++) {
        borders[i] = matched(borders[i - 1], text.charAt(i));
      }
    }

    /** Where the first occurrence at or after {@code from} ends; -1 if there is none. */
    int endIn(String where, int from) {
      int matched = 0;
      for (int i = from; i < where.length(); i++) {
        matched = matched(matched, where.charAt(i));
        if (matched == text.length()) {
          return i + 1;
        }
      }
      return -1;
    }

    /** How much of the text is matched by one more character. */
    private int matched(int before, char next) {
      int matched = before;
      while (matched > 0 && text.charAt(matched) != next) {
        matched = borders[matched - 1];
      }
      return text.charAt(matched) == next ? matched + 1 : 0;
    }
  }
}
