package pawl.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.Diagnostic;
import pawl.asl.Diagnostic.Severity;
import pawl.asl.Json;
import pawl.asl.MachineType;
import pawl.asl.ServiceRules;
import pawl.server.ServiceChecks;
import pawl.server.cli.Screen.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks definitions without a server. */
@Command(
    name = "validate",
    description = "Check definitions (JSON); exit code 1 if one has errors.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files with definitions.")
  private List<Path> files;

  @Option(
      names = "--type",
      defaultValue = "STANDARD",
      description = "${COMPLETION-CANDIDATES} (default STANDARD).")
  private MachineType type;

  @Option(names = "--json", description = "Print the diagnostics as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Screen screen = Screen.of(spec.commandLine().getOut());
    ArrayNode all = Json.MAPPER.createArrayNode();
    boolean hasErrors = false;
    ServiceRules services = ServiceChecks.all();
    for (Path file : files) {
      for (Diagnostic diagnostic : check(read(file), services)) {
        hasErrors |= diagnostic.severity() == Severity.ERROR;
        if (json) {
          all.add(asJson(file, diagnostic));
        } else {
          screen.line(asLine(screen, file, diagnostic));
        }
      }
    }
    if (json) {
      screen.json(all);
    }
    return hasErrors ? 1 : 0;
  }

  private List<Diagnostic> check(String definition, ServiceRules services) {
    return switch (AslCompiler.compile(definition, type, services)) {
      case Compilation.Compiled(_, List<Diagnostic> warnings) -> warnings;
      case Compilation.Rejected(List<Diagnostic> diagnostics) -> diagnostics;
    };
  }

  private static String asLine(Screen screen, Path file, Diagnostic diagnostic) {
    String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
    Style style = diagnostic.severity() == Severity.ERROR ? Style.RED : Style.YELLOW;
    var position = diagnostic.position();
    String place = position == null ? "1:1" : position.line() + ":" + position.column();
    String where = diagnostic.location() == null ? "" : " (at " + diagnostic.location() + ")";
    return file
        + ":"
        + place
        + ": "
        + screen.style(style, severity + " " + diagnostic.code())
        + ": "
        + Text.shorten(diagnostic.message(), Integer.MAX_VALUE)
        + where;
  }

  private static ObjectNode asJson(Path file, Diagnostic diagnostic) {
    ObjectNode node =
        Json.MAPPER
            .createObjectNode()
            .put("file", file.toString())
            .put("severity", diagnostic.severity().name())
            .put("code", diagnostic.code())
            .put("message", diagnostic.message());
    if (diagnostic.location() != null) {
      node.put("location", diagnostic.location());
    }
    var position = diagnostic.position();
    if (position != null) {
      node.put("line", position.line()).put("column", position.column());
    }
    return node;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CliException("there is no file " + file, e);
    } catch (IOException e) {
      throw new CliException("can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
