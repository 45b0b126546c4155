package pawl.engine.shard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pawl.engine.ShardContext;
import pawl.engine.Write;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.shard.CatalogueShard.CatalogueTurn;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.CatalogueCodec.StoredMachine;
import pawl.engine.store.Keys;

/** Changes the tags of machines and activities. */
final class TagChanges {
  private TagChanges() {}

  static CatalogueTurn tag(CatalogueCommand.Tag tag, ShardContext context) {
    Optional<Map<String, String>> before =
        CatalogueCodec.tags(context.catalogue(), tag.resourceArn());
    if (before.isEmpty()) {
      return CatalogueTurn.only(new CatalogueReply.NoSuchResource());
    }
    Map<String, String> after = new LinkedHashMap<>(before.get());
    after.putAll(tag.tags());
    if (after.size() > tag.most()) {
      return CatalogueTurn.only(new CatalogueReply.TooMany(tag.most()));
    }
    return change(tag.resourceArn(), after, context);
  }

  static CatalogueTurn untag(CatalogueCommand.Untag untag, ShardContext context) {
    Optional<Map<String, String>> before =
        CatalogueCodec.tags(context.catalogue(), untag.resourceArn());
    if (before.isEmpty()) {
      return CatalogueTurn.only(new CatalogueReply.NoSuchResource());
    }
    Map<String, String> after = new LinkedHashMap<>(before.get());
    after.keySet().removeAll(untag.keys());
    return change(untag.resourceArn(), after, context);
  }

  private static CatalogueTurn change(String arn, Map<String, String> tags, ShardContext context) {
    Optional<StoredMachine> machine = CatalogueCodec.stored(context.catalogue(), arn);
    if (machine.isPresent()) {
      StoredMachine stored = machine.get();
      return done(
          VersionChanges.write(new StoredMachine(stored.machine(), tags, stored.lastVersion())));
    }
    byte[] activity = context.catalogue().get(Keys.activity(arn));
    if (activity == null) {
      throw new IllegalStateException("Something with tags is neither a machine nor an activity");
    }
    return done(
        new Write(
            Keys.activity(arn), CatalogueCodec.write(CatalogueCodec.readActivity(activity), tags)));
  }

  private static CatalogueTurn done(Write write) {
    return new CatalogueTurn(List.of(write), new CatalogueReply.Done());
  }
}
