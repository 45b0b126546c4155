package pawl.engine.shard;

import java.util.ArrayList;
import java.util.List;
import pawl.engine.ShardContext;
import pawl.engine.Write;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.Keys;

/** Handles the changes of the catalogue, one after another, in the manner of {@link Shard}. */
public final class CatalogueShard {
  /** What a catalogue command led to: commit all writes or none, then answer. */
  public record CatalogueTurn(List<Write> writes, CatalogueReply reply) {
    static CatalogueTurn only(CatalogueReply reply) {
      return new CatalogueTurn(List.of(), reply);
    }
  }

  /** Works a command out. Nothing has happened until the host has committed the turn. */
  public CatalogueTurn handle(CatalogueCommand<?> command, ShardContext context) {
    return switch (command) {
      case CatalogueCommand.CreateMachine create -> MachineChanges.create(create, context);
      case CatalogueCommand.UpdateMachine update -> MachineChanges.update(update, context);
      case CatalogueCommand.DeleteMachine delete -> MachineChanges.delete(delete, context);
      case CatalogueCommand.PublishVersion publish -> VersionChanges.publish(publish, context);
      case CatalogueCommand.DeleteVersion delete -> VersionChanges.delete(delete, context);
      case CatalogueCommand.CreateAlias create -> AliasChanges.create(create, context);
      case CatalogueCommand.UpdateAlias update -> AliasChanges.update(update, context);
      case CatalogueCommand.DeleteAlias delete ->
          deleted(Keys.alias(delete.machineArn(), delete.name()));
      case CatalogueCommand.Tag tag -> TagChanges.tag(tag, context);
      case CatalogueCommand.Untag untag -> TagChanges.untag(untag, context);
      case CatalogueCommand.CreateActivity create -> create(create, context);
      case CatalogueCommand.DeleteActivity delete -> deleted(Keys.activity(delete.arn()));
    };
  }

  private static CatalogueTurn deleted(byte[] key) {
    return new CatalogueTurn(List.of(new Write(key, null)), new CatalogueReply.Done());
  }

  private static CatalogueTurn create(
      CatalogueCommand.CreateActivity create, ShardContext context) {
    byte[] existing = context.catalogue().get(Keys.activity(create.arn()));
    if (existing != null) {
      return CatalogueTurn.only(
          new CatalogueReply.ActivityCreated(CatalogueCodec.readActivity(existing)));
    }
    Activity activity = new Activity(create.arn(), create.name(), context.nowMillis());
    return new CatalogueTurn(
        List.of(
            new Write(Keys.activity(create.arn()), CatalogueCodec.write(activity, create.tags()))),
        new CatalogueReply.ActivityCreated(activity));
  }

  /** Deletes all keys that begin with {@code prefix}. */
  static List<Write> deleteAll(byte[] prefix, ShardContext context) {
    List<Write> writes = new ArrayList<>();
    context
        .catalogue()
        .scan(
            prefix,
            Keys.after(prefix),
            (key, _) -> {
              writes.add(new Write(key, null));
              return true;
            });
    return writes;
  }

  /** How many keys begin with {@code prefix}. */
  static int count(byte[] prefix, ShardContext context) {
    int[] count = {0};
    context
        .catalogue()
        .scan(
            prefix,
            Keys.after(prefix),
            (_, _) -> {
              count[0]++;
              return true;
            });
    return count[0];
  }
}
