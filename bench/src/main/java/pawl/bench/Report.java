package pawl.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.bench.work.Score;

/** All runs together, as JSON and as tables. */
final class Report {
  private final Environment environment;
  private final List<Run> runs = new ArrayList<>();

  Report(Environment environment) {
    this.environment = environment;
  }

  void add(Run run) {
    runs.add(run);
  }

  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.set("environment", environment.json());
    var all = json.putArray("runs");
    runs.forEach(run -> all.add(run.json()));
    return json;
  }

  /** The runs of a report that was written as JSON. */
  static List<Run> readAll(String json) throws JsonProcessingException {
    List<Run> runs = new ArrayList<>();
    for (JsonNode run : Json.MAPPER.readTree(json).path("runs")) {
      runs.add(Run.read(run));
    }
    return runs;
  }

  List<Run> runs() {
    return runs;
  }

  String text() {
    return environment.line()
        + "\n\n"
        + goals().text()
        + "\n"
        + figures().text()
        + "\n"
        + "µs of CPU a step, by threads\n"
        + split().text()
        + others();
  }

  String markdown() {
    return environment.line()
        + "\n\n"
        + goals().markdown()
        + "\n"
        + figures().markdown()
        + "\nµs of CPU a step, by threads:\n\n"
        + split().markdown()
        + others();
  }

  private Table goals() {
    Table table = new Table(2, "workload", "what", "goal", "result", "", "CPU score", "sync µs");
    for (Run run : runs) {
      for (Score score : run.scores()) {
        table.row(
            run.workload(),
            score.what(),
            (score.atLeast() ? "≥ " : "≤ ") + number(score.goal()) + " " + score.unit(),
            number(score.value()) + " " + score.unit(),
            score.isMet() ? "met" : "-",
            number(run.calibration().cpuScore()),
            number(run.calibration().syncMicros()));
      }
    }
    return table;
  }

  private Table figures() {
    Table table =
        new Table(
            1,
            "workload",
            "executions/s",
            "steps/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "CPU µs/step",
            "alloc B/step",
            "disk B/exec",
            "heap MiB",
            "commits/s",
            "steps/commit",
            "CPUs",
            "others");
    for (Run run : runs) {
      Map<String, Double> figures = run.figures();
      table.row(
          run.workload(),
          number(figures.get("executionsPerSecond")),
          number(figures.get("stepsPerSecond")),
          number(figures.get("p50Millis")),
          number(figures.get("p99Millis")),
          number(figures.get("p999Millis")),
          number(figures.get("cpuMicrosPerStep")),
          number(figures.get("allocatedBytesPerStep")),
          number(figures.get("diskBytesPerExecution")),
          mebibytes(figures.get("heapAfterCollectionBytes")),
          number(figures.get("commitsPerSecond")),
          number(figures.get("stepsPerCommit")),
          number(figures.get("cpusBusy")),
          percent(figures.get("othersShareOfMachine")));
    }
    return table;
  }

  private Table split() {
    List<String> groups =
        runs.stream().flatMap(run -> run.cpuSplit().keySet().stream()).distinct().toList();
    List<String> titles = new ArrayList<>(List.of("workload"));
    titles.addAll(groups);
    Table table = new Table(1, titles.toArray(String[]::new));
    for (Run run : runs) {
      if (!run.cpuSplit().isEmpty()) {
        List<String> cells = new ArrayList<>(List.of(run.workload()));
        groups.forEach(group -> cells.add(number(run.cpuSplit().get(group))));
        table.row(cells.toArray(String[]::new));
      }
    }
    return table;
  }

  /** What no column shows. */
  private String others() {
    return runs.stream()
        .map(
            run ->
                "\n"
                    + run.workload()
                    + " ("
                    + run.parameters()
                    + "): "
                    + run.figures().entrySet().stream()
                        .map(figure -> figure.getKey() + " " + number(figure.getValue()))
                        .collect(Collectors.joining(", "))
                    + "\n")
        .collect(Collectors.joining());
  }

  private static String percent(@Nullable Double share) {
    return share == null || share < 0 ? "" : number(100 * share) + "%";
  }

  private static String mebibytes(@Nullable Double bytes) {
    return bytes == null ? "" : number(bytes / (1 << 20));
  }

  /** As many places as one wants to read. */
  static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    double size = Math.abs(value);
    String format =
        size >= 100 || size == Math.rint(size)
            ? "%,.0f"
            : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
