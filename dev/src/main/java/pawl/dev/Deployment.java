package pawl.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import pawl.asl.MachineType;
import pawl.dev.template.Plan;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.host.Host;
import pawl.functions.FunctionConfiguration;
import pawl.functions.FunctionHost;

/**
 * Makes the parts of a plan: functions in the function host, machines and activities in the host.
 */
final class Deployment {
  private final Path dataFolder;

  Deployment(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  /** What became of a machine. */
  enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED
  }

  /**
   * Deploys the function, or replaces it.
   *
   * @throws pawl.functions.LambdaException if Lambda would refuse it
   */
  void deploy(FunctionHost functions, Plan.Function function) {
    try {
      switch (function.code()) {
        case Plan.Code.Location(Path path) when Files.isRegularFile(path) ->
            functions.deploy(configuration(function, path), Files.readAllBytes(path));
        case Plan.Code.Location(Path path) -> functions.deploy(configuration(function, path));
        case Plan.Code.Inline(String fileName, String text) -> {
          Path folder =
              Files.createDirectories(dataFolder.resolve("inline").resolve(function.name()));
          Files.writeString(folder.resolve(fileName), text);
          functions.deploy(configuration(function, folder));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the code of " + function.name() + " can't be read", e);
    }
  }

  private static FunctionConfiguration configuration(Plan.Function function, Path code) {
    String account = function.arn().split(":", -1)[4];
    return new FunctionConfiguration(
        function.name(),
        function.runtime(),
        function.handler(),
        code,
        (int) function.timeout().toSeconds(),
        function.memoryMegabytes(),
        function.environment(),
        function.description(),
        "arn:aws:iam::" + account + ":role/pawl-" + function.name());
  }

  /** Creates the machine, or brings one of this name to this definition. */
  Outcome deploy(Host host, Plan.Machine machine) {
    boolean existed = host.reads().machine(machine.arn()).isPresent();
    return switch (host.submit(create(machine))) {
      case CatalogueReply.MachineCreated created -> existed ? Outcome.UNCHANGED : Outcome.CREATED;
      case CatalogueReply.MachineExists(Machine other, var _) -> change(host, machine, other);
    };
  }

  private static CatalogueCommand.CreateMachine create(Plan.Machine machine) {
    return new CatalogueCommand.CreateMachine(
        machine.arn(),
        machine.name(),
        machine.type(),
        machine.definition().json(),
        new MachineSettings(machine.roleArn(), null, null, null),
        Map.of());
  }

  private static Outcome change(Host host, Plan.Machine machine, Machine other) {
    MachineType type = other.revision().type();
    if (type != machine.type()) {
      // A machine's type can't be changed; its running executions go on after it is deleted.
      host.submit(new CatalogueCommand.DeleteMachine(machine.arn()));
      return host.submit(create(machine)) instanceof CatalogueReply.MachineCreated
          ? Outcome.UPDATED
          : Outcome.UNCHANGED;
    }
    CatalogueReply.OfUpdateMachine reply =
        host.submit(
            new CatalogueCommand.UpdateMachine(
                machine.arn(), machine.definition().json(), machine.roleArn(), null, null, null));
    return switch (reply) {
      case CatalogueReply.MachineUpdated updated ->
          updated.changed() ? Outcome.UPDATED : Outcome.UNCHANGED;
      case CatalogueReply.NoSuchMachine gone -> {
        host.submit(create(machine));
        yield Outcome.CREATED;
      }
      case CatalogueReply.TooMany versions ->
          throw new IllegalStateException("No version was asked for: " + versions);
    };
  }

  void deploy(Host host, Plan.Activity activity) {
    host.submit(new CatalogueCommand.CreateActivity(activity.arn(), activity.name(), Map.of()));
  }
}
