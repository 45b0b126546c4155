package pawl.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pawl.engine.StoreView;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.Version;
import pawl.engine.store.proto.AliasRecord;
import pawl.engine.store.proto.RouteRecord;
import pawl.engine.store.proto.VersionRecord;

/** Versions and aliases of machines as bytes, and back. */
public final class VersionCodec {
  private VersionCodec() {}

  public static byte[] write(Version version) {
    var record =
        VersionRecord.newBuilder()
            .setMachineArn(version.machineArn())
            .setNumber(version.number())
            .setRevision(RecordCodec.bytes(version.revision()))
            .setCreatedMillis(version.createdMillis());
    if (version.description() != null) {
      record.setDescription(version.description());
    }
    return record.build().toByteArray();
  }

  public static Version readVersion(byte[] bytes) {
    VersionRecord record = RecordCodec.parse(bytes, VersionRecord::parseFrom);
    return new Version(
        record.getMachineArn(),
        record.getNumber(),
        RecordCodec.uuid(record.getRevision()),
        record.hasDescription() ? record.getDescription() : null,
        record.getCreatedMillis());
  }

  public static Optional<Version> version(StoreView catalogue, String machineArn, int number) {
    return Optional.ofNullable(catalogue.get(Keys.version(machineArn, number)))
        .map(VersionCodec::readVersion);
  }

  /** The version with the highest number. */
  public static Optional<Version> latest(StoreView catalogue, String machineArn) {
    byte[] prefix = Keys.versionsOf(machineArn);
    List<Version> found = new ArrayList<>();
    catalogue.scan(
        prefix,
        Keys.after(prefix),
        (_, value) -> {
          found.add(readVersion(value));
          return false;
        });
    return found.stream().findFirst();
  }

  public static byte[] write(Alias alias) {
    var record =
        AliasRecord.newBuilder()
            .setMachineArn(alias.machineArn())
            .setName(alias.name())
            .setCreatedMillis(alias.createdMillis())
            .setUpdatedMillis(alias.updatedMillis());
    if (alias.description() != null) {
      record.setDescription(alias.description());
    }
    for (Alias.Route route : alias.routes()) {
      record.addRoutes(
          RouteRecord.newBuilder().setVersion(route.version()).setWeight(route.weight()));
    }
    return record.build().toByteArray();
  }

  public static Alias readAlias(byte[] bytes) {
    AliasRecord record = RecordCodec.parse(bytes, AliasRecord::parseFrom);
    return new Alias(
        record.getMachineArn(),
        record.getName(),
        record.hasDescription() ? record.getDescription() : null,
        record.getRoutesList().stream()
            .map(route -> new Alias.Route(route.getVersion(), route.getWeight()))
            .toList(),
        record.getCreatedMillis(),
        record.getUpdatedMillis());
  }

  public static Optional<Alias> alias(StoreView catalogue, String machineArn, String name) {
    return Optional.ofNullable(catalogue.get(Keys.alias(machineArn, name)))
        .map(VersionCodec::readAlias);
  }

  /** All aliases of a machine by name. */
  public static List<Alias> aliases(StoreView catalogue, String machineArn) {
    byte[] prefix = Keys.aliasesOf(machineArn);
    List<Alias> found = new ArrayList<>();
    catalogue.scan(
        prefix,
        Keys.after(prefix),
        (_, value) -> {
          found.add(readAlias(value));
          return true;
        });
    return found;
  }
}
