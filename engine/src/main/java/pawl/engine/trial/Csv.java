package pawl.engine.trial;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 has them: quotes around a field, doubled within it. */
final class Csv {
  private final String text;
  private final char delimiter;
  private final List<List<String>> rows = new ArrayList<>();
  private List<String> row = new ArrayList<>();
  private int at;

  private Csv(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /** The rows, in a list that may be changed; empty lines are none. */
  static List<List<String>> rows(String text, char delimiter) {
    return new Csv(text, delimiter).read();
  }

  private List<List<String>> read() {
    while (at < text.length()) {
      row.add(text.charAt(at) == '"' ? quoted() : plain());
      if (at < text.length() && text.charAt(at) == delimiter) {
        at++;
        if (at == text.length()) {
          row.add("");
        }
      } else {
        endLine();
      }
    }
    if (!row.isEmpty()) {
      rows.add(row);
    }
    return rows;
  }

  private void endLine() {
    while (at < text.length() && isLineEnd(text.charAt(at))) {
      at++;
    }
    if (row.size() > 1 || !row.getFirst().isEmpty()) {
      rows.add(row);
    }
    row = new ArrayList<>();
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private String plain() {
    int start = at;
    while (at < text.length() && text.charAt(at) != delimiter && !isLineEnd(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        break;
      }
    }
    return field.append(plain()).toString();
  }
}
