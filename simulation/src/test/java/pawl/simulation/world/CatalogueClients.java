package pawl.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.engine.HostException;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Publication;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;
import pawl.engine.read.StoreReads;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.CatalogueModel;
import pawl.simulation.model.Chance;

/**
 * Those who change the catalogue, one after another, and ask again until they are answered. The
 * catalogue must hold what they were told, and of what failed nothing.
 */
final class CatalogueClients {
  private static final String LAW = "the catalogue holds what was acknowledged, and nothing half";
  private static final List<String> MACHINES = List.of(machine("C0"), machine("C1"));
  private static final String ACTIVITY = Simulation.ARNS.activity("A0");
  private static final List<String> ALL = List.of(MACHINES.get(0), MACHINES.get(1), ACTIVITY);

  private final World world;
  private final CatalogueStore catalogue;
  private final Chance chance;
  private CatalogueModel model = new CatalogueModel();
  private @Nullable CatalogueCommand<?> underWay;
  private int left;

  CatalogueClients(World world, CatalogueStore catalogue, Chance chance) {
    this.world = world;
    this.catalogue = catalogue;
    this.chance = chance;
  }

  private static String machine(String name) {
    return Simulation.ARNS.stateMachine(name);
  }

  /** So many changes will be asked for. */
  void want(int changes) {
    left = changes;
    next();
  }

  private void next() {
    if (left > 0) {
      left--;
      CatalogueCommand<?> command = draw();
      world.agenda().outside("change the catalogue", () -> ask(command));
    }
  }

  private void ask(CatalogueCommand<?> command) {
    underWay = command;
    world.strands().start(command.getClass().getSimpleName(), () -> submit(command));
  }

  private void submit(CatalogueCommand<?> command) {
    CatalogueReply reply;
    try {
      reply = catalogue.withBadLuck(() -> catalogue.submit(command));
    } catch (HostException e) {
      refused(command);
      return;
    }
    underWay = null;
    String expected = model.apply(command);
    String answer = text(reply);
    if (!answer.equals(expected)) {
      throw new Violation(LAW, command + " was answered " + answer + " instead of " + expected);
    }
    Mark.CATALOGUE_CHANGED.reached();
    check("after " + command);
    if (chance.oneIn(5)) {
      world.agenda().outside("change the catalogue again", () -> ask(command));
    } else {
      next();
    }
  }

  private void refused(CatalogueCommand<?> command) {
    underWay = null;
    check("after " + command + " has failed");
    world.agenda().outside("change the catalogue once more", () -> ask(command));
  }

  /** A change that nobody was told of has happened, or it has not. */
  void crash() {
    CatalogueCommand<?> lost = underWay;
    if (lost == null) {
      check("after a crash");
      return;
    }
    underWay = null;
    CatalogueModel after = model.copy();
    after.apply(lost);
    String before = model.text(ALL);
    if (present().equals(after.text(ALL))) {
      if (!before.equals(after.text(ALL))) {
        Mark.CATALOGUE_CRASH_AFTER_WRITE.reached();
      }
      model = after;
    } else {
      check("after a crash amid " + lost);
      Mark.CATALOGUE_CRASH_BEFORE_WRITE.reached();
    }
    world.agenda().outside("change the catalogue once more", () -> ask(lost));
  }

  void check(String when) {
    String present = present();
    String expected = model.text(ALL);
    if (!present.equals(expected)) {
      throw new Violation(LAW, when + ":\n" + present + "\ninstead of:\n" + expected);
    }
  }

  /** What readers see. */
  private String present() {
    var reads = new StoreReads(Simulation.ARNS, List.of(), catalogue);
    List<String> lines = new ArrayList<>();
    for (String arn : ALL) {
      reads.machine(arn).ifPresent(machine -> lines.add(text(reads, machine)));
      boolean isThere = reads.machine(arn).isPresent() || reads.activity(arn).isPresent();
      if (isThere) {
        lines.add(arn + " has tags " + new TreeMap<>(reads.tags(arn).orElseThrow()));
      }
    }
    return String.join("\n", lines);
  }

  private static String text(StoreReads reads, Machine machine) {
    Map<Integer, CatalogueModel.Version> versions = new TreeMap<>();
    for (Version version : reads.versions(machine.arn(), 100, null).rows()) {
      Revision revision = reads.revision(version);
      versions.put(
          version.number(),
          new CatalogueModel.Version(
              0, revision.definition(), revision.settings().roleArn(), version.description()));
    }
    Map<String, CatalogueModel.NamedRoutes> aliases = new TreeMap<>();
    for (Alias alias : reads.aliases(machine.arn(), 0, 100, null).rows()) {
      aliases.put(
          alias.name(), new CatalogueModel.NamedRoutes(alias.description(), alias.routes()));
    }
    return CatalogueModel.machine(
        machine.arn(),
        machine.revision().definition(),
        machine.revision().settings().roleArn(),
        versions,
        aliases);
  }

  private static String text(CatalogueReply reply) {
    return switch (reply) {
      case CatalogueReply.MachineCreated(Machine _, Version version) ->
          "MachineCreated " + number(version);
      case CatalogueReply.MachineExists(Machine _, Version version) ->
          "MachineExists " + number(version);
      case CatalogueReply.MachineUpdated(Machine _, boolean changed, Version version) ->
          "MachineUpdated " + changed + " " + number(version);
      case CatalogueReply.VersionPublished(Version version) ->
          "VersionPublished " + number(version);
      default -> reply.getClass().getSimpleName();
    };
  }

  private static @Nullable Integer number(@Nullable Version version) {
    return version == null ? null : version.number();
  }

  // What is asked for

  private CatalogueCommand<?> draw() {
    String arn = chance.pick(MACHINES);
    return switch (chance.below(16)) {
      case 0, 1, 2, 3 ->
          new CatalogueCommand.CreateMachine(
              arn,
              arn.substring(arn.lastIndexOf(':') + 1),
              MachineType.STANDARD,
              definition(),
              new MachineSettings("r" + chance.below(2), null, null, null),
              Map.of("created", "yes"),
              publication());
      case 4, 5, 6 ->
          new CatalogueCommand.UpdateMachine(
              arn,
              chance.oneIn(3) ? null : definition(),
              chance.oneIn(2) ? null : "r" + chance.below(2),
              null,
              null,
              null,
              publication());
      case 7 -> new CatalogueCommand.DeleteMachine(arn);
      case 8 -> new CatalogueCommand.PublishVersion(arn, null, description());
      case 9 -> new CatalogueCommand.DeleteVersion(arn, version());
      case 10 -> new CatalogueCommand.CreateAlias(arn, alias(), description(), routes());
      case 11 ->
          new CatalogueCommand.UpdateAlias(
              arn, alias(), description(), chance.oneIn(3) ? null : routes());
      case 12 -> new CatalogueCommand.DeleteAlias(arn, alias());
      case 13 ->
          new CatalogueCommand.Tag(
              chance.pick(ALL), Map.of("k" + chance.below(3), "v" + chance.below(3)), 50);
      case 14 -> new CatalogueCommand.Untag(chance.pick(ALL), Set.of("k" + chance.below(3)));
      default ->
          chance.oneIn(3)
              ? new CatalogueCommand.DeleteActivity(ACTIVITY)
              : new CatalogueCommand.CreateActivity(ACTIVITY, "A0", Map.of("k0", "first"));
    };
  }

  private String definition() {
    return "definition " + chance.below(3);
  }

  private @Nullable Publication publication() {
    return chance.oneIn(2) ? new Publication(description()) : null;
  }

  private @Nullable String description() {
    return chance.oneIn(2) ? null : "description " + chance.below(2);
  }

  private int version() {
    return chance.between(1, 3);
  }

  private String alias() {
    return chance.oneIn(2) ? "live" : "test";
  }

  private List<Alias.Route> routes() {
    int version = version();
    return chance.oneIn(2)
        ? List.of(new Alias.Route(version, 100))
        : List.of(new Alias.Route(version, 30), new Alias.Route(version % 3 + 1, 70));
  }
}
