package pawl.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import pawl.asl.Json;

/**
 * Where a command writes to: knows whether colours and moving lines are welcome.
 *
 * @param ansi whether the reader is a terminal that understands escape sequences
 * @param width columns
 */
record Screen(PrintWriter out, boolean ansi, int width) {
  private static final int DEFAULT_WIDTH = 100;

  /** How a piece of text should stand out. */
  enum Style {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** The process's own output; {@code NO_COLOR} and {@code TERM=dumb} are respected. */
  static Screen of(PrintWriter out) {
    String noColor = System.getenv("NO_COLOR");
    boolean ansi =
        System.console() != null
            && System.console().isTerminal()
            && (noColor == null || noColor.isEmpty())
            && !"dumb".equals(System.getenv("TERM"));
    return new Screen(out, ansi, columns());
  }

  private static int columns() {
    try {
      return Math.max(40, Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  String style(Style style, String text) {
    return ansi && !text.isEmpty() ? "\033[" + style.code + "m" + text + "\033[0m" : text;
  }

  /** The text cut off where the line ends; escape sequences take no room. */
  String fit(String text) {
    int room = width;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '\033') {
        at = text.indexOf('m', at);
      } else if (room-- == 0) {
        return text.substring(0, at) + "\033[0m";
      }
    }
    return text;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void json(JsonNode value) {
    try {
      line(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that can't be written", e);
    }
  }

  /** Columns as wide as their widest cell, two spaces apart; the last one is not padded. */
  void table(List<String> head, List<List<String>> rows) {
    int[] widths = new int[head.size()];
    for (int column = 0; column < widths.length; column++) {
      int at = column;
      widths[column] =
          Math.max(
              head.get(at).length(),
              rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
    }
    line(style(Style.BOLD, row(head, widths)));
    rows.forEach(row -> line(row(row, widths)));
  }

  private static String row(List<String> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      text.append(cell);
      if (column < widths.length - 1) {
        text.repeat(' ', widths[column] - cell.length() + 2);
      }
    }
    return text.toString().stripTrailing();
  }
}
