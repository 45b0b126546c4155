package pawl.dev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pawl.dev.process.Procfile;
import pawl.dev.template.Plan;

/** What an application consists of, for the eye. */
final class Table {
  private static final String[] HEADER = {"KIND", "NAME", "WHERE", "FROM"};

  private Table() {}

  static String of(Plan plan, Map<String, String> commands, Path template, Path folder) {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADER);
    String templateName = template.getFileName().toString();
    plan.machines()
        .forEach(
            machine ->
                rows.add(
                    row(
                        "state machine",
                        machine.name(),
                        machine.arn(),
                        shown(machine.definition().source(), folder))));
    plan.functions()
        .forEach(
            function ->
                rows.add(
                    row(
                        "function",
                        function.name(),
                        function.arn(),
                        switch (function.code()) {
                          case Plan.Code.Location(Path path) -> shown(path, folder);
                          case Plan.Code.Inline inline -> templateName;
                        })));
    plan.activities()
        .forEach(
            activity -> rows.add(row("activity", activity.name(), activity.arn(), templateName)));
    plan.queues().forEach(queue -> rows.add(row("queue", queue.name(), queue.url(), templateName)));
    plan.buckets()
        .forEach(
            bucket ->
                rows.add(row("bucket", bucket.name(), "s3://" + bucket.name(), templateName)));
    plan.connections()
        .forEach(
            connection ->
                rows.add(row("connection", connection.name(), connection.arn(), templateName)));
    commands.forEach((name, command) -> rows.add(row("process", name, command, Procfile.NAME)));
    return text(rows);
  }

  private static String[] row(String... cells) {
    return cells;
  }

  private static String shown(Path path, Path folder) {
    String shown = path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
    return shown.isEmpty() ? "." : shown;
  }

  private static String text(List<String[]> rows) {
    int[] widths = new int[HEADER.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }
}
