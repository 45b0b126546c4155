package pawl.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.bench.measure.Folders;
import pawl.bench.work.Workload;
import pawl.bench.work.Workloads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs workloads one after another, each in a JVM of its own, and shows what came of them. */
@Command(
    name = "pawl bench",
    description = "Run workloads, measure them, set goals beside the results.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {ListCommand.class, ShowCommand.class, MicroCommand.class})
final class BenchCommand implements Runnable {
  @Parameters(
      arity = "0..*",
      paramLabel = "WORKLOAD",
      description = "What to run ('pawl bench list' names them); all of them if none is named.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long to measure each (default ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to run before that (default ${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "How many at a time, instead of what the workload's goal says.")
  private @Nullable Integer inFlight;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      description =
          "Open loop: begin so many a second, whether or not the ones before have ended; latency"
              + " counts from when one was to begin.")
  private @Nullable Double rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many of what the workload counts: executions, items, transitions.")
  private @Nullable Integer count;

  @Option(
      names = "--durability",
      paramLabel = "sync|os",
      defaultValue = "sync",
      description = "Whether a commit waits for the disk (sync, the default) or not (os).")
  private Durability durability;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where data folders are made, and kept; default a temporary one, removed.")
  private @Nullable Path data;

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Set the results beside those of an earlier report (--json).")
  private @Nullable Path compare;

  @Option(names = "--markdown", description = "Print the tables as Markdown.")
  private boolean markdown;

  @Option(
      names = "--jfr",
      paramLabel = "FILE",
      description = "Record the measured time with the Flight Recorder, a file a workload.")
  private @Nullable Path jfr;

  @Option(names = "--here", description = "Run in this JVM: for debuggers and tests.")
  private boolean here;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "The heap of each JVM, as -Xmx has it.")
  private @Nullable String heap;

  @Spec private CommandSpec spec;

  enum Durability {
    SYNC,
    OS
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Workload> workloads = chosen();
    Report report = new Report(Environment.read());
    Path folder = folder();
    boolean complete = true;
    try {
      for (Workload workload : workloads) {
        if (here) { // else the other JVM says so
          err.println(workload.name() + ": " + workload.description() + " ...");
        }
        try {
          report.add(here ? here(workload, folder) : apart(workload, folder));
          if (json != null) { // each time, so that an interrupted run is not for nothing
            write(json, report.json().toPrettyString() + "\n");
          }
        } catch (Exception e) {
          err.println(workload.name() + " failed: " + e);
          if (here) {
            e.printStackTrace(err);
            err.flush();
          }
          complete = false;
        }
      }
    } finally {
      if (data == null) {
        Folders.delete(folder);
      }
    }
    out.print(markdown ? report.markdown() : report.text());
    if (compare != null) {
      Table table = comparison(report, compare);
      out.print("\nAgainst " + compare + ":\n\n" + (markdown ? table.markdown() : table.text()));
    }
    out.flush();
    if (!complete) {
      throw new IllegalStateException("not every workload has a result");
    }
  }

  private Table comparison(Report report, Path earlier) {
    try {
      return Comparison.with(Files.readString(earlier), report.runs()).table();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "Can't read the report " + earlier + ": " + e.getMessage(), e);
    }
  }

  private List<Workload> chosen() {
    if (names.isEmpty()) {
      return Workloads.all();
    }
    return names.stream()
        .map(
            name ->
                Workloads.named(name)
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                spec.commandLine(),
                                "There is no workload '" + name + "'; see 'pawl bench list'")))
        .toList();
  }

  private Path folder() {
    try {
      return data == null
          ? Files.createTempDirectory("pawl-bench")
          : Files.createDirectories(data.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Run here(Workload workload, Path folder) throws Exception {
    return new Trial(
            workload,
            fresh(folder.resolve(workload.name())),
            warmUp,
            seconds,
            Optional.ofNullable(inFlight),
            Optional.ofNullable(rate),
            Optional.ofNullable(count),
            durability == Durability.SYNC,
            Optional.ofNullable(recording(workload)))
        .run();
  }

  private Run apart(Workload workload, Path folder) throws Exception {
    Path result = folder.resolve(workload.name() + ".json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                workload.name(),
                "--here",
                "--warm-up=" + warmUp,
                "--seconds=" + seconds,
                "--durability=" + durability,
                "--data=" + folder,
                "--json=" + result));
    option(arguments, "--in-flight", inFlight);
    option(arguments, "--rate", rate);
    option(arguments, "--count", count);
    option(arguments, "--jfr", recording(workload));
    Fork.run(heap == null ? workload.heap() : heap, arguments);
    Run run = Report.readAll(Files.readString(result)).getFirst();
    Files.delete(result);
    if (data == null) {
      Folders.delete(folder.resolve(workload.name()));
    }
    return run;
  }

  private static void option(List<String> arguments, String name, @Nullable Object value) {
    if (value != null) {
      arguments.add(name + "=" + value);
    }
  }

  /** A recording of its own for each workload, if there are several. */
  private @Nullable Path recording(Workload workload) {
    if (jfr == null || names.size() == 1) {
      return jfr;
    }
    String name = jfr.getFileName().toString().replaceFirst("\\.jfr$", "");
    return jfr.resolveSibling(name + "-" + workload.name() + ".jfr");
  }

  private static Path fresh(Path folder) throws IOException {
    Folders.delete(folder);
    return Files.createDirectories(folder);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
