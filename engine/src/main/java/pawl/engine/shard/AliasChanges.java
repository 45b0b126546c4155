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
import pawl.engine.catalogue.Version;
import pawl.engine.shard.CatalogueShard.CatalogueTurn;
import pawl.engine.store.Keys;
import pawl.engine.store.VersionCodec;

/** Creates and updates aliases of machines. */
final class AliasChanges {
  private static final int MOST_ALIASES = 100;

  private AliasChanges() {}

  static CatalogueTurn create(CatalogueCommand.CreateAlias create, ShardContext context) {
    String missing = missing(create.machineArn(), create.routes(), context);
    if (missing != null) {
      return CatalogueTurn.only(new CatalogueReply.NoSuchVersion(missing));
    }
    Optional<Alias> existing =
        VersionCodec.alias(context.catalogue(), create.machineArn(), create.name());
    if (existing.isPresent()) {
      Alias alias = existing.get();
      boolean isSame =
          alias.routes().equals(create.routes())
              && Objects.equals(alias.description(), create.description());
      return CatalogueTurn.only(
          isSame ? new CatalogueReply.AliasCreated(alias) : new CatalogueReply.AliasExists(alias));
    }
    if (CatalogueShard.count(Keys.aliasesOf(create.machineArn()), context) >= MOST_ALIASES) {
      return CatalogueTurn.only(new CatalogueReply.TooMany(MOST_ALIASES));
    }
    long now = context.nowMillis();
    Alias alias =
        new Alias(
            create.machineArn(), create.name(), create.description(), create.routes(), now, now);
    return new CatalogueTurn(List.of(write(alias)), new CatalogueReply.AliasCreated(alias));
  }

  static CatalogueTurn update(CatalogueCommand.UpdateAlias update, ShardContext context) {
    return VersionCodec.alias(context.catalogue(), update.machineArn(), update.name())
        .map(alias -> update(update, alias, context))
        .orElseGet(() -> CatalogueTurn.only(new CatalogueReply.NoSuchAlias()));
  }

  private static CatalogueTurn update(
      CatalogueCommand.UpdateAlias update, Alias alias, ShardContext context) {
    List<Alias.Route> routes = Objects.requireNonNullElse(update.routes(), alias.routes());
    String missing = missing(update.machineArn(), routes, context);
    if (missing != null) {
      return CatalogueTurn.only(new CatalogueReply.NoSuchVersion(missing));
    }
    String description = update.description() == null ? alias.description() : update.description();
    if (routes.equals(alias.routes()) && Objects.equals(description, alias.description())) {
      return CatalogueTurn.only(new CatalogueReply.AliasUpdated(alias));
    }
    Alias updated =
        new Alias(
            alias.machineArn(),
            alias.name(),
            description,
            routes,
            alias.createdMillis(),
            context.nowMillis());
    return new CatalogueTurn(List.of(write(updated)), new CatalogueReply.AliasUpdated(updated));
  }

  /** The first route that leads to no version of the machine; null if all do. */
  private static @Nullable String missing(
      String machineArn, List<Alias.Route> routes, ShardContext context) {
    for (Alias.Route route : routes) {
      if (VersionCodec.version(context.catalogue(), machineArn, route.version()).isEmpty()) {
        return Version.arn(machineArn, route.version());
      }
    }
    return null;
  }

  private static Write write(Alias alias) {
    return new Write(Keys.alias(alias.machineArn(), alias.name()), VersionCodec.write(alias));
  }
}
