package pawl.engine.shard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.engine.ShardContext;
import pawl.engine.Write;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Revision;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.Keys;

/** Handles the changes of the catalogue, one after another, in the manner of {@link Shard}. */
public final class CatalogueShard {
  /** What a catalogue command led to: commit all writes or none, then answer. */
  public record CatalogueTurn(List<Write> writes, CatalogueReply reply) {}

  /** Works a command out. Nothing has happened until the host has committed the turn. */
  public CatalogueTurn handle(CatalogueCommand<?> command, ShardContext context) {
    return switch (command) {
      case CatalogueCommand.CreateMachine create -> create(create, context);
      case CatalogueCommand.UpdateMachine update -> update(update, context);
      case CatalogueCommand.DeleteMachine delete ->
          new CatalogueTurn(
              List.of(new Write(Keys.machine(delete.arn()), null)), new CatalogueReply.Done());
      case CatalogueCommand.CreateActivity create -> create(create, context);
      case CatalogueCommand.DeleteActivity delete ->
          new CatalogueTurn(
              List.of(new Write(Keys.activity(delete.arn()), null)), new CatalogueReply.Done());
    };
  }

  private static CatalogueTurn create(CatalogueCommand.CreateMachine create, ShardContext context) {
    Optional<Machine> existing = CatalogueCodec.machine(context.catalogue(), create.arn());
    if (existing.isPresent()) {
      return new CatalogueTurn(
          List.of(),
          isSame(create, existing.get())
              ? new CatalogueReply.MachineCreated(existing.get())
              : new CatalogueReply.MachineExists(existing.get()));
    }
    Revision revision =
        revision(
            create.arn(),
            create.name(),
            create.type(),
            null,
            create.definition(),
            create.settings(),
            context);
    Machine machine = new Machine(create.arn(), create.name(), revision, context.nowMillis());
    return new CatalogueTurn(
        writes(machine, create.tags()), new CatalogueReply.MachineCreated(machine));
  }

  /**
   * Creating again is harmless only if nothing at all differs, not even the layout of the
   * definition.
   */
  private static boolean isSame(CatalogueCommand.CreateMachine create, Machine machine) {
    Revision revision = machine.revision();
    return create.type() == revision.type()
        && create.definition().equals(revision.definition())
        && create.settings().equals(revision.settings());
  }

  private static CatalogueTurn update(CatalogueCommand.UpdateMachine update, ShardContext context) {
    byte[] stored = context.catalogue().get(Keys.machine(update.arn()));
    if (stored == null) {
      return new CatalogueTurn(List.of(), new CatalogueReply.NoSuchMachine());
    }
    Machine machine = CatalogueCodec.readMachine(context.catalogue(), stored);
    Revision before = machine.revision();
    MachineSettings settings = before.settings();
    MachineSettings wanted =
        new MachineSettings(
            Objects.requireNonNullElse(update.roleArn(), settings.roleArn()),
            either(update.loggingConfiguration(), settings.loggingConfiguration()),
            either(update.tracingConfiguration(), settings.tracingConfiguration()),
            either(update.encryptionConfiguration(), settings.encryptionConfiguration()));
    String definition = Objects.requireNonNullElse(update.definition(), before.definition());
    if (wanted.equals(settings) && definition.equals(before.definition())) {
      return new CatalogueTurn(List.of(), new CatalogueReply.MachineUpdated(machine, false));
    }
    Revision after =
        revision(
            machine.arn(),
            machine.name(),
            before.type(),
            uuid(context).toString(),
            definition,
            wanted,
            context);
    Machine updated = new Machine(machine.arn(), machine.name(), after, machine.createdMillis());
    return new CatalogueTurn(
        writes(updated, CatalogueCodec.machineTags(stored)),
        new CatalogueReply.MachineUpdated(updated, true));
  }

  private static @Nullable String either(@Nullable String wanted, @Nullable String before) {
    return wanted != null ? wanted : before;
  }

  private static Revision revision(
      String arn,
      String name,
      MachineType type,
      @Nullable String revisionId,
      String definition,
      MachineSettings settings,
      ShardContext context) {
    return new Revision(
        uuid(context),
        arn,
        name,
        type,
        revisionId,
        definition,
        hash(definition),
        settings,
        context.nowMillis());
  }

  private static List<Write> writes(Machine machine, Map<String, String> tags) {
    Revision revision = machine.revision();
    List<Write> writes = new ArrayList<>();
    writes.add(
        new Write(
            Keys.definition(revision.definitionHash()),
            revision.definition().getBytes(StandardCharsets.UTF_8)));
    writes.add(new Write(Keys.revision(revision.key()), CatalogueCodec.write(revision)));
    writes.add(new Write(Keys.machine(machine.arn()), CatalogueCodec.write(machine, tags)));
    return writes;
  }

  private static CatalogueTurn create(
      CatalogueCommand.CreateActivity create, ShardContext context) {
    byte[] existing = context.catalogue().get(Keys.activity(create.arn()));
    if (existing != null) {
      return new CatalogueTurn(
          List.of(), new CatalogueReply.ActivityCreated(CatalogueCodec.readActivity(existing)));
    }
    Activity activity = new Activity(create.arn(), create.name(), context.nowMillis());
    return new CatalogueTurn(
        List.of(
            new Write(Keys.activity(create.arn()), CatalogueCodec.write(activity, create.tags()))),
        new CatalogueReply.ActivityCreated(activity));
  }

  private static UUID uuid(ShardContext context) {
    return new UUID(context.random().nextLong(), context.random().nextLong());
  }

  private static String hash(String definition) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(definition.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
