package pawl.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the tables of a report that was kept as JSON. */
@Command(
    name = "show",
    description = "Print the tables of a report that was kept with --json.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Runnable {
  @Parameters(arity = "1", paramLabel = "FILE", description = "The report.")
  private @Nullable Path file;

  @Option(names = "--markdown", description = "Print the tables as Markdown.")
  private boolean markdown;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (file == null) {
      throw new IllegalStateException("which report?");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      String text = Files.readString(file);
      JsonNode json = Json.MAPPER.readTree(text);
      Report report = new Report(Environment.read(json.path("environment")));
      Report.readAll(text).forEach(report::add);
      out.print(markdown ? report.markdown() : report.text());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
