package pawl.engine.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pawl.engine.StoreView;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.store.VersionCodec;

/** {@link CatalogueReads} over the catalogue's store. */
class StoreCatalogueReads implements CatalogueReads {
  final StoreView catalogue;

  StoreCatalogueReads(StoreView catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Optional<Machine> machine(String arn) {
    return CatalogueCodec.machine(catalogue, arn);
  }

  @Override
  public Page<Machine> machines(int max, byte @Nullable [] position) {
    return rows(
        Keys.first(KeyKind.MACHINE),
        max,
        position,
        bytes -> CatalogueCodec.readMachine(catalogue, bytes),
        _ -> true);
  }

  @Override
  public Optional<Version> version(String machineArn, int number) {
    return VersionCodec.version(catalogue, machineArn, number);
  }

  @Override
  public Page<Version> versions(String machineArn, int max, byte @Nullable [] position) {
    return rows(Keys.versionsOf(machineArn), max, position, VersionCodec::readVersion, _ -> true);
  }

  @Override
  public Revision revision(Version version) {
    return CatalogueCodec.revision(catalogue, version.revision());
  }

  @Override
  public Optional<Revision> revision(UUID key) {
    return catalogue.get(Keys.revision(key)) == null
        ? Optional.empty()
        : Optional.of(CatalogueCodec.revision(catalogue, key));
  }

  @Override
  public Optional<Alias> alias(String machineArn, String name) {
    return VersionCodec.alias(catalogue, machineArn, name);
  }

  @Override
  public Page<Alias> aliases(String machineArn, int version, int max, byte @Nullable [] position) {
    return rows(
        Keys.aliasesOf(machineArn),
        max,
        position,
        VersionCodec::readAlias,
        alias -> version == 0 || alias.routesTo(version));
  }

  @Override
  public Optional<Activity> activity(String arn) {
    return Optional.ofNullable(catalogue.get(Keys.activity(arn))).map(CatalogueCodec::readActivity);
  }

  @Override
  public Page<Activity> activities(int max, byte @Nullable [] position) {
    return rows(
        Keys.first(KeyKind.ACTIVITY), max, position, CatalogueCodec::readActivity, _ -> true);
  }

  @Override
  public Optional<Map<String, String>> tags(String resourceArn) {
    return CatalogueCodec.tags(catalogue, resourceArn);
  }

  private <T> Page<T> rows(
      byte[] prefix,
      int max,
      byte @Nullable [] position,
      Function<byte[], T> reader,
      Predicate<T> wanted) {
    List<T> rows = new ArrayList<>();
    List<byte[]> keys = new ArrayList<>();
    catalogue.scan(
        position == null ? prefix : position,
        Keys.after(prefix),
        (key, value) -> {
          T row = reader.apply(value);
          if (wanted.test(row)) {
            keys.add(key);
            if (rows.size() < max) {
              rows.add(row);
            }
          }
          return keys.size() <= max;
        });
    return new Page<>(rows, keys.size() > max ? keys.getLast() : null);
  }
}
