package pawl.asl.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiled pattern of StringMatches: {@code *} stands for any characters, {@code \*} and {@code
 * \\} for themselves. Matching takes at most text length times pattern length.
 */
final class Wildcards {
  private final List<String> parts;

  private Wildcards(List<String> parts) {
    this.parts = List.copyOf(parts);
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
    String first = parts.getFirst();
    String last = parts.getLast();
    if (parts.size() == 1) {
      return text.equals(first);
    }
    if (!text.startsWith(first)) {
      return false;
    }
    int at = first.length();
    for (String middle : parts.subList(1, parts.size() - 1)) {
      int found = text.indexOf(middle, at);
      if (found < 0) {
        return false;
      }
      at = found + middle.length();
    }
    return text.length() - at >= last.length() && text.endsWith(last);
  }
}
