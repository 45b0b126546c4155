package pawl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under titles: the first columns to the left, the others to the right. */
final class Table {
  private final int leftColumns;
  private final List<List<String>> rows = new ArrayList<>();

  Table(int leftColumns, String... titles) {
    this.leftColumns = leftColumns;
    rows.add(List.of(titles));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  String text() {
    return rows.stream()
        .map(row -> joined(row, "  ").stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  String markdown() {
    String rule =
        IntStream.range(0, rows.getFirst().size())
            .mapToObj(column -> column < leftColumns ? "---" : "--:")
            .collect(Collectors.joining("|", "|", "|\n"));
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append("| ").append(joined(row, " | ")).append(" |\n");
      if (row == rows.getFirst()) {
        text.append(rule);
      }
    }
    return text.toString();
  }

  private String joined(List<String> row, String between) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> padded(row.get(column), column))
        .collect(Collectors.joining(between));
  }

  private String padded(String cell, int column) {
    int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    String space = " ".repeat(width - cell.length());
    return column < leftColumns ? cell + space : space + cell;
  }
}
