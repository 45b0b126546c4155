package pawl.engine.shard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.engine.ShardContext;
import pawl.engine.Write;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Publication;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;
import pawl.engine.shard.CatalogueShard.CatalogueTurn;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.CatalogueCodec.StoredMachine;
import pawl.engine.store.Keys;

/** Creates, updates and deletes machines. */
final class MachineChanges {
  private MachineChanges() {}

  static CatalogueTurn create(CatalogueCommand.CreateMachine create, ShardContext context) {
    Optional<Machine> existing = CatalogueCodec.machine(context.catalogue(), create.arn());
    if (existing.isPresent()) {
      return CatalogueTurn.only(exists(create, existing.get(), context));
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
    List<Write> writes = new ArrayList<>(writes(revision));
    StoredMachine stored = new StoredMachine(machine, create.tags(), 0);
    if (create.publication() == null) {
      writes.add(VersionChanges.write(stored));
      return new CatalogueTurn(writes, new CatalogueReply.MachineCreated(machine, null));
    }
    Version version = VersionChanges.next(stored, create.publication().description(), context);
    writes.addAll(VersionChanges.writes(stored, version));
    return new CatalogueTurn(writes, new CatalogueReply.MachineCreated(machine, version));
  }

  /**
   * Creating again is harmless only if nothing at all differs, not even the layout of the
   * definition.
   */
  private static CatalogueReply.OfCreateMachine exists(
      CatalogueCommand.CreateMachine create, Machine machine, ShardContext context) {
    Revision revision = machine.revision();
    Version version = VersionChanges.ofRevision(machine, context).orElse(null);
    Publication publication = create.publication();
    boolean isSame =
        create.type() == revision.type()
            && create.definition().equals(revision.definition())
            && create.settings().equals(revision.settings())
            && (publication == null || publication.isMetBy(version));
    return isSame
        ? new CatalogueReply.MachineCreated(machine, publication == null ? null : version)
        : new CatalogueReply.MachineExists(machine, version);
  }

  static CatalogueTurn update(CatalogueCommand.UpdateMachine update, ShardContext context) {
    return CatalogueCodec.stored(context.catalogue(), update.arn())
        .map(stored -> update(update, stored, context))
        .orElseGet(() -> CatalogueTurn.only(new CatalogueReply.NoSuchMachine()));
  }

  private static CatalogueTurn update(
      CatalogueCommand.UpdateMachine update, StoredMachine stored, ShardContext context) {
    Machine machine = stored.machine();
    Revision revision = changed(update, machine, context);
    boolean isChanged = revision != machine.revision();
    Machine updated = new Machine(machine.arn(), machine.name(), revision, machine.createdMillis());
    StoredMachine after = new StoredMachine(updated, stored.tags(), stored.lastVersion());
    List<Write> writes = new ArrayList<>();
    if (isChanged) {
      writes.addAll(writes(revision));
      writes.add(VersionChanges.write(after));
    }
    if (update.publication() == null) {
      return new CatalogueTurn(writes, new CatalogueReply.MachineUpdated(updated, isChanged, null));
    }
    Optional<Version> existing = VersionChanges.ofRevision(updated, context);
    if (existing.isPresent()) {
      return new CatalogueTurn(
          writes, new CatalogueReply.MachineUpdated(updated, isChanged, existing.get()));
    }
    if (VersionChanges.isFull(updated, context)) {
      return CatalogueTurn.only(new CatalogueReply.TooMany(VersionChanges.MOST_VERSIONS));
    }
    Version version = VersionChanges.next(after, update.publication().description(), context);
    writes.addAll(VersionChanges.writes(after, version));
    return new CatalogueTurn(
        writes, new CatalogueReply.MachineUpdated(updated, isChanged, version));
  }

  /** The machine's next revision, or the present one if nothing changes. */
  private static Revision changed(
      CatalogueCommand.UpdateMachine update, Machine machine, ShardContext context) {
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
      return before;
    }
    return revision(
        machine.arn(),
        machine.name(),
        before.type(),
        uuid(context).toString(),
        definition,
        wanted,
        context);
  }

  private static @Nullable String either(@Nullable String wanted, @Nullable String before) {
    return wanted != null ? wanted : before;
  }

  static CatalogueTurn delete(CatalogueCommand.DeleteMachine delete, ShardContext context) {
    List<Write> writes = new ArrayList<>();
    writes.add(new Write(Keys.machine(delete.arn()), null));
    writes.addAll(CatalogueShard.deleteAll(Keys.versionsOf(delete.arn()), context));
    writes.addAll(CatalogueShard.deleteAll(Keys.aliasesOf(delete.arn()), context));
    return new CatalogueTurn(writes, new CatalogueReply.Done());
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

  private static List<Write> writes(Revision revision) {
    return List.of(
        new Write(
            Keys.definition(revision.definitionHash()),
            revision.definition().getBytes(StandardCharsets.UTF_8)),
        new Write(Keys.revision(revision.key()), CatalogueCodec.write(revision)));
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
