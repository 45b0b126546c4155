package pawl.simulation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Publication;

/** What a catalogue holds, as plain maps: says what a change leads to and is answered with. */
public final class CatalogueModel {
  /** A machine as it stands; {@code revision} counts its changes. */
  public record Machine(
      String definition,
      String role,
      int revision,
      int lastVersion,
      Map<Integer, Version> versions,
      Map<String, NamedRoutes> aliases) {
    boolean hasAll(List<Alias.Route> routes) {
      return routes.stream().allMatch(route -> versions.containsKey(route.version()));
    }
  }

  /** A version of a machine; {@code text} is its description. */
  public record Version(int revision, String definition, String role, @Nullable String text) {}

  /** An alias of a machine; {@code text} is its description. */
  public record NamedRoutes(@Nullable String text, List<Alias.Route> routes) {}

  private final Map<String, Machine> machines;
  private final Map<String, Map<String, String>> tags;

  public CatalogueModel() {
    this(new TreeMap<>(), new TreeMap<>());
  }

  private CatalogueModel(Map<String, Machine> machines, Map<String, Map<String, String>> tags) {
    this.machines = machines;
    this.tags = tags;
  }

  /** Values are never changed, so that only the maps are copied. */
  public CatalogueModel copy() {
    return new CatalogueModel(new TreeMap<>(machines), new TreeMap<>(tags));
  }

  /** What stands at these ARNs, as text. */
  public String text(List<String> arns) {
    List<String> lines = new ArrayList<>();
    for (String arn : arns) {
      Machine machine = machines.get(arn);
      if (machine != null) {
        lines.add(
            machine(arn, machine.definition, machine.role, machine.versions, machine.aliases));
      }
      if (tags.containsKey(arn)) {
        lines.add(arn + " has tags " + tags.get(arn));
      }
    }
    return String.join("\n", lines);
  }

  /** A machine as {@link #text} shows it; what only the model knows is left out. */
  public static String machine(
      String arn,
      String definition,
      String role,
      Map<Integer, Version> versions,
      Map<String, NamedRoutes> aliases) {
    Map<Integer, String> shown = new TreeMap<>();
    versions.forEach(
        (number, version) ->
            shown.put(number, version.definition + " " + version.role + " " + version.text));
    return "%s is %s %s, versions %s, aliases %s"
        .formatted(arn, definition, role, shown, new TreeMap<>(aliases));
  }

  /** Carries a change out; gives the kind of its answer, and the version that it names. */
  public String apply(CatalogueCommand<?> command) {
    return switch (command) {
      case CatalogueCommand.CreateMachine create -> create(create);
      case CatalogueCommand.UpdateMachine update -> update(update);
      case CatalogueCommand.DeleteMachine delete -> {
        machines.remove(delete.arn());
        tags.remove(delete.arn());
        yield "Done";
      }
      case CatalogueCommand.PublishVersion publish ->
          machines.containsKey(publish.machineArn())
              ? "VersionPublished " + publish(publish.machineArn(), publish.description())
              : "NoSuchMachine";
      case CatalogueCommand.DeleteVersion delete -> delete(delete);
      case CatalogueCommand.CreateAlias create -> create(create);
      case CatalogueCommand.UpdateAlias update -> update(update);
      case CatalogueCommand.DeleteAlias delete -> {
        Machine machine = machines.get(delete.machineArn());
        if (machine != null) {
          Map<String, NamedRoutes> aliases = new TreeMap<>(machine.aliases);
          aliases.remove(delete.name());
          put(delete.machineArn(), machine, machine.versions, aliases);
        }
        yield "Done";
      }
      case CatalogueCommand.Tag tag -> {
        Map<String, String> before = tags.get(tag.resourceArn());
        if (before != null) {
          Map<String, String> after = new TreeMap<>(before);
          after.putAll(tag.tags());
          tags.put(tag.resourceArn(), after);
        }
        yield before == null ? "NoSuchResource" : "Done";
      }
      case CatalogueCommand.Untag untag -> {
        Map<String, String> before = tags.get(untag.resourceArn());
        if (before != null) {
          Map<String, String> after = new TreeMap<>(before);
          after.keySet().removeAll(untag.keys());
          tags.put(untag.resourceArn(), after);
        }
        yield before == null ? "NoSuchResource" : "Done";
      }
      case CatalogueCommand.CreateActivity create -> {
        tags.putIfAbsent(create.arn(), new TreeMap<>(create.tags()));
        yield "ActivityCreated";
      }
      case CatalogueCommand.DeleteActivity delete -> {
        tags.remove(delete.arn());
        yield "Done";
      }
    };
  }

  private String create(CatalogueCommand.CreateMachine create) {
    Machine machine = machines.get(create.arn());
    if (machine == null) {
      machines.put(
          create.arn(),
          new Machine(create.definition(), create.settings().roleArn(), 0, 0, Map.of(), Map.of()));
      tags.put(create.arn(), new TreeMap<>(create.tags()));
      return "MachineCreated " + published(create.arn(), create.publication());
    }
    Integer latest = latest(machine);
    Publication wanted = create.publication();
    boolean same =
        machine.definition.equals(create.definition())
            && new MachineSettings(machine.role, null, null, null).equals(create.settings())
            && (wanted == null
                || latest != null
                    && Objects.equals(machine.versions.get(latest).text, wanted.description()));
    return same ? "MachineCreated " + (wanted == null ? null : latest) : "MachineExists " + latest;
  }

  private String update(CatalogueCommand.UpdateMachine update) {
    Machine machine = machines.get(update.arn());
    if (machine == null) {
      return "NoSuchMachine";
    }
    String definition = Objects.requireNonNullElse(update.definition(), machine.definition);
    String role = Objects.requireNonNullElse(update.roleArn(), machine.role);
    boolean changed = !definition.equals(machine.definition) || !role.equals(machine.role);
    if (changed) {
      machines.put(
          update.arn(),
          new Machine(
              definition,
              role,
              machine.revision + 1,
              machine.lastVersion,
              machine.versions,
              machine.aliases));
    }
    return "MachineUpdated " + changed + " " + published(update.arn(), update.publication());
  }

  private @Nullable Integer published(String arn, @Nullable Publication publication) {
    return publication == null ? null : publish(arn, publication.description());
  }

  /** The number of the version that keeps the present revision, perhaps a new one. */
  private int publish(String arn, @Nullable String text) {
    Machine machine = machines.get(arn);
    Integer latest = latest(machine);
    if (latest != null) {
      return latest;
    }
    int number = machine.lastVersion + 1;
    Map<Integer, Version> versions = new TreeMap<>(machine.versions);
    versions.put(number, new Version(machine.revision, machine.definition, machine.role, text));
    machines.put(
        arn,
        new Machine(
            machine.definition, machine.role, machine.revision, number, versions, machine.aliases));
    return number;
  }

  /** The highest version, if it keeps the present revision. */
  private static @Nullable Integer latest(Machine machine) {
    return machine.versions.keySet().stream()
        .max(Integer::compare)
        .filter(number -> machine.versions.get(number).revision == machine.revision)
        .orElse(null);
  }

  private String delete(CatalogueCommand.DeleteVersion delete) {
    Machine machine = machines.get(delete.machineArn());
    if (machine == null) {
      return "Done";
    }
    boolean used =
        machine.aliases.values().stream()
            .flatMap(alias -> alias.routes.stream())
            .anyMatch(route -> route.version() == delete.number());
    if (used) {
      return "VersionInUse";
    }
    Map<Integer, Version> versions = new TreeMap<>(machine.versions);
    versions.remove(delete.number());
    put(delete.machineArn(), machine, versions, machine.aliases);
    return "Done";
  }

  private String create(CatalogueCommand.CreateAlias create) {
    Machine machine = machines.get(create.machineArn());
    if (machine == null || !machine.hasAll(create.routes())) {
      return "NoSuchVersion";
    }
    NamedRoutes wanted = new NamedRoutes(create.description(), create.routes());
    NamedRoutes existing = machine.aliases.get(create.name());
    if (existing != null) {
      return existing.equals(wanted) ? "AliasCreated" : "AliasExists";
    }
    put(create.machineArn(), machine, create.name(), wanted);
    return "AliasCreated";
  }

  private String update(CatalogueCommand.UpdateAlias update) {
    Machine machine = machines.get(update.machineArn());
    NamedRoutes existing = machine == null ? null : machine.aliases.get(update.name());
    if (existing == null) {
      return "NoSuchAlias";
    }
    List<Alias.Route> routes = Objects.requireNonNullElse(update.routes(), existing.routes);
    if (!machine.hasAll(routes)) {
      return "NoSuchVersion";
    }
    String text = update.description() == null ? existing.text : update.description();
    put(update.machineArn(), machine, update.name(), new NamedRoutes(text, routes));
    return "AliasUpdated";
  }

  private void put(String arn, Machine machine, String name, NamedRoutes alias) {
    Map<String, NamedRoutes> aliases = new TreeMap<>(machine.aliases);
    aliases.put(name, alias);
    put(arn, machine, machine.versions, aliases);
  }

  private void put(
      String arn,
      Machine machine,
      Map<Integer, Version> versions,
      Map<String, NamedRoutes> aliases) {
    machines.put(
        arn,
        new Machine(
            machine.definition,
            machine.role,
            machine.revision,
            machine.lastVersion,
            versions,
            aliases));
  }
}
