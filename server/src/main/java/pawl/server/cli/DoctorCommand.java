package pawl.server.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import pawl.embedded.StoreException;
import pawl.embedded.StoreInspection;
import pawl.engine.id.ExecutionId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks whether a store is sound, and who waits for what. */
@Command(
    name = "doctor",
    description = "Look whether a data folder is sound, and who waits for what since when.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The server must be stopped; nothing is changed. Exit code 1: something is wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "EXECUTION",
      description = "The ARN of an execution that is to be explained.")
  private @Nullable String execution;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:PAWL_DATA}",
      description = "The data folder (PAWL_DATA; default .pawl).")
  private @Nullable Path data;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many lines of a kind are shown (default 20).")
  private int most;

  @Option(names = "--json", description = "Print what was found as one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path folder = (data == null ? Path.of(".pawl") : data).toAbsolutePath().normalize();
    StoreInspection found = inspect(folder);
    Screen screen = Screen.of(spec.commandLine().getOut());
    Findings findings = new Findings(found, Instant.now());
    if (json) {
      screen.json(findings.json());
    } else {
      findings.print(screen, folder);
    }
    return findings.isSound() ? 0 : 1;
  }

  private StoreInspection inspect(Path folder) {
    try {
      return StoreInspection.of(
          folder.resolve("store"), most, execution == null ? null : ExecutionId.of(execution));
    } catch (StoreException e) {
      throw new CliException(String.valueOf(e.getMessage()), e);
    }
  }
}
