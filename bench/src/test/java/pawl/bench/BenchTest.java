package pawl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Json;
import pawl.bench.work.Workloads;

/**
 * Every workload at a tiny size: it must do its work (each looks at what its executions came to),
 * and say something. How fast it is depends on what else the machine does, and is not for a test to
 * judge.
 */
class BenchTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--here",
                "--warm-up=0.1",
                "--seconds=0.25",
                "--data=" + folder,
                "--json=" + folder.resolve("result.json")));
    all.addAll(List.of(arguments));
    return Main.run(
        new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
  }

  private JsonNode run() throws Exception {
    JsonNode report = Json.MAPPER.readTree(Files.readString(folder.resolve("result.json")));
    assertThat(report.path("environment").path("processors").asInt()).isPositive();
    assertThat(report.path("runs")).hasSize(1);
    return report.path("runs").get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "start,       8,    0, executionsPerSecond",
    "tasks,       8,    0, stepsPerSecond",
    "function,    2,    0, stepsPerSecond",
    "callback,    4,    0, stepsPerSecond",
    "map,         1,   50, p50Millis",
    "express,     8,    0, executionsPerSecond",
    "passes,      1,    0, stepsPerSecond",
    "rocksdb,     1,    0, entriesPerSecondBatches",
    "timers,      1,   50, p99Millis",
    "loop,        1,  200, lastMicrosPerRound",
    "distributed, 1,  100, itemsPerSecond",
    "waiting,     1,  100, readySeconds",
    "startup,     1,    1, residentBytesIdle",
  })
  void shouldRunEveryWorkload(String name, int inFlight, int count, String figure)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(name, "--in-flight=" + inFlight));
    if (count > 0) {
      arguments.add("--count=" + count);
    }

    int code = bench(arguments.toArray(String[]::new));

    assertThat(code).as(err::toString).isZero();
    JsonNode run = run();
    assertThat(run.path("workload").asText()).isEqualTo(name);
    assertThat(run.path("figures").path(figure).asDouble()).isPositive();
    assertThat(run.path("calibration").path("cpuScore").asDouble()).isPositive();
    assertThat(out.toString()).contains("goal", name, "CPU score");
  }

  @Test
  void shouldRunEveryWorkloadThatThereIs() throws Exception {
    var cases =
        BenchTest.class
            .getDeclaredMethod(
                "shouldRunEveryWorkload", String.class, int.class, int.class, String.class)
            .getAnnotation(CsvSource.class)
            .value();

    assertThat(cases)
        .extracting(row -> row.substring(0, row.indexOf(',')))
        .containsExactlyInAnyOrderElementsOf(
            Workloads.all().stream().map(workload -> workload.name()).toList());
  }

  @Test
  void shouldBeginAtARateInAnOpenLoop() throws Exception {
    int code = bench("tasks", "--in-flight=32", "--rate=40", "--warm-up=0.5", "--seconds=1.5");

    assertThat(code).as(err::toString).isZero();
    assertThat(run().path("figures").path("executionsPerSecond").asDouble()).isBetween(20.0, 80.0);
  }

  @Test
  void shouldPrintMarkdown() {
    int code = bench("rocksdb", "--markdown", "--durability=os");

    assertThat(code).as(err::toString).isZero();
    assertThat(out.toString()).contains("| workload |", "|---|", "| rocksdb  |");
    String printed = out.toString();
    out.getBuffer().setLength(0);
    Main.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "show",
        "--markdown",
        folder.resolve("result.json").toString());
    assertThat(out.toString()).isEqualTo(printed);
  }

  @Test
  void shouldCompareWithAnEarlierReport() throws Exception {
    bench("passes");
    Path earlier = Files.copy(folder.resolve("result.json"), folder.resolve("earlier.json"));

    int code = bench("passes", "--compare=" + earlier);

    assertThat(code).as(err::toString).isZero();
    assertThat(out.toString()).contains("Against", "at the same CPU score");
  }

  @Test
  void shouldSayWhichWorkloadsThereAre() {
    assertThat(bench("nonesuch")).isEqualTo(2);
    assertThat(err.toString()).contains("no workload 'nonesuch'");
  }
}
