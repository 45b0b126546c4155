package pawl.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.integrations.sdk.ServiceCatalogue;
import pawl.integrations.sdk.ServiceCatalogue.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which services of AWS a Task can call, and how one gets there that it can't. */
@Command(
    name = "services",
    description = "List the services that arn:aws:states:::aws-sdk:SERVICE:ACTION can call.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServicesCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1_000_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "Only this one, as resources name it; exit code 1 if it is not there.")
  private @Nullable String wanted;

  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Screen screen = Screen.of(spec.commandLine().getOut());
    List<Service> services =
        ServiceCatalogue.services().stream()
            .filter(service -> wanted == null || service.name().equals(wanted))
            .toList();
    if (json) {
      screen.json(asJson(services));
    } else if (services.isEmpty() && wanted != null) {
      screen.line(wanted + " is not there. Add its module and restart:");
      screen.line("  " + ServiceCatalogue.command(wanted));
    } else {
      screen.table(
          List.of("SERVICE", "SIZE", "JAR"), services.stream().map(ServicesCommand::row).toList());
      if (wanted == null) {
        screen.line("");
        screen.line("Any other (pawl services SERVICE gives the command for one):");
        screen.line("  " + ServiceCatalogue.command("SERVICE"));
      }
    }
    return services.isEmpty() ? 1 : 0;
  }

  private static List<String> row(Service service) {
    return List.of(
        service.name(),
        String.format(Locale.ROOT, "%.1f MB", service.bytes() / MEGABYTE),
        service.jar().getFileName() + note(service));
  }

  /** An added jar of another version may lack what the rest of the SDK expects, or expect more. */
  private static String note(Service service) {
    boolean isAdded = service.jar().startsWith(Path.of(ServiceCatalogue.folder()).toAbsolutePath());
    return !isAdded || service.jar().toString().endsWith("-" + ServiceCatalogue.version() + ".jar")
        ? ""
        : "  (should be of version " + ServiceCatalogue.version() + ")";
  }

  private ObjectNode asJson(List<Service> services) {
    ObjectNode all =
        Json.MAPPER
            .createObjectNode()
            .put("sdkVersion", ServiceCatalogue.version())
            .put("folder", ServiceCatalogue.folder());
    ArrayNode list = all.putArray("services");
    for (Service service : services) {
      list.addObject()
          .put("name", service.name())
          .put("bytes", service.bytes())
          .put("jar", service.jar().toString());
    }
    if (services.isEmpty() && wanted != null) {
      all.put("module", ServiceCatalogue.module(wanted));
      all.put("command", ServiceCatalogue.command(wanted));
    }
    return all;
  }
}
