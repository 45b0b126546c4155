package pawl.engine.shard;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.engine.ShardContext;
import pawl.engine.Write;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Version;
import pawl.engine.shard.CatalogueShard.CatalogueTurn;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.CatalogueCodec.StoredMachine;
import pawl.engine.store.Keys;
import pawl.engine.store.VersionCodec;

/** Publishes and deletes versions of machines. */
final class VersionChanges {
  static final int MOST_VERSIONS = 1_000;

  private VersionChanges() {}

  static CatalogueTurn publish(CatalogueCommand.PublishVersion publish, ShardContext context) {
    return CatalogueCodec.stored(context.catalogue(), publish.machineArn())
        .map(stored -> publish(publish, stored, context))
        .orElseGet(() -> CatalogueTurn.only(new CatalogueReply.NoSuchMachine()));
  }

  private static CatalogueTurn publish(
      CatalogueCommand.PublishVersion publish, StoredMachine stored, ShardContext context) {
    Machine machine = stored.machine();
    String current =
        Objects.requireNonNullElse(
            machine.revision().revisionId(), CatalogueCommand.PublishVersion.INITIAL);
    if (publish.revisionId() != null && !publish.revisionId().equals(current)) {
      return CatalogueTurn.only(new CatalogueReply.RevisionDiffers(current));
    }
    Optional<Version> existing = ofRevision(machine, context);
    if (existing.isPresent()) {
      return CatalogueTurn.only(new CatalogueReply.VersionPublished(existing.get()));
    }
    if (isFull(machine, context)) {
      return CatalogueTurn.only(new CatalogueReply.TooMany(MOST_VERSIONS));
    }
    Version version = next(stored, publish.description(), context);
    return new CatalogueTurn(writes(stored, version), new CatalogueReply.VersionPublished(version));
  }

  /**
   * The version that keeps a machine's present revision. Only the latest can: those before it keep
   * earlier revisions.
   */
  static Optional<Version> ofRevision(Machine machine, ShardContext context) {
    return VersionCodec.latest(context.catalogue(), machine.arn())
        .filter(version -> version.revision().equals(machine.revision().key()));
  }

  static boolean isFull(Machine machine, ShardContext context) {
    return CatalogueShard.count(Keys.versionsOf(machine.arn()), context) >= MOST_VERSIONS;
  }

  /** The next version, which keeps the machine's present revision. */
  static Version next(StoredMachine stored, @Nullable String description, ShardContext context) {
    Machine machine = stored.machine();
    return new Version(
        machine.arn(),
        stored.lastVersion() + 1,
        machine.revision().key(),
        description,
        context.nowMillis());
  }

  /** Writes a machine with a version that is new. */
  static List<Write> writes(StoredMachine stored, Version version) {
    return List.of(
        write(new StoredMachine(stored.machine(), stored.tags(), version.number())),
        new Write(
            Keys.version(version.machineArn(), version.number()), VersionCodec.write(version)));
  }

  static Write write(StoredMachine stored) {
    return new Write(Keys.machine(stored.machine().arn()), CatalogueCodec.write(stored));
  }

  static CatalogueTurn delete(CatalogueCommand.DeleteVersion delete, ShardContext context) {
    List<String> aliases =
        VersionCodec.aliases(context.catalogue(), delete.machineArn()).stream()
            .filter(alias -> alias.routesTo(delete.number()))
            .map(Alias::name)
            .toList();
    if (!aliases.isEmpty()) {
      return CatalogueTurn.only(new CatalogueReply.VersionInUse(aliases));
    }
    return new CatalogueTurn(
        List.of(new Write(Keys.version(delete.machineArn(), delete.number()), null)),
        new CatalogueReply.Done());
  }
}
