package pawl.engine.store;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import pawl.asl.MachineType;
import pawl.engine.StoreView;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Revision;
import pawl.engine.store.proto.ActivityRecord;
import pawl.engine.store.proto.MachineRecord;
import pawl.engine.store.proto.RevisionRecord;

/**
 * Machines, revisions and activities as bytes, and back. A revision's definition is a value of its
 * own.
 */
public final class CatalogueCodec {
  private CatalogueCodec() {}

  /**
   * Everything that is kept with a machine.
   *
   * @param lastVersion the highest number that a version of it ever had, 0 for none
   */
  public record StoredMachine(Machine machine, Map<String, String> tags, int lastVersion) {}

  public static byte[] write(StoredMachine stored) {
    Machine machine = stored.machine();
    return MachineRecord.newBuilder()
        .setArn(machine.arn())
        .setName(machine.name())
        .setRevision(RecordCodec.bytes(machine.revision().key()))
        .setCreatedMillis(machine.createdMillis())
        .putAllTags(stored.tags())
        .setLastVersion(stored.lastVersion())
        .build()
        .toByteArray();
  }

  public static Optional<Machine> machine(StoreView catalogue, String arn) {
    return stored(catalogue, arn).map(StoredMachine::machine);
  }

  public static Optional<StoredMachine> stored(StoreView catalogue, String arn) {
    return Optional.ofNullable(catalogue.get(Keys.machine(arn)))
        .map(bytes -> readStored(catalogue, bytes));
  }

  static StoredMachine readStored(StoreView catalogue, byte[] bytes) {
    MachineRecord record = RecordCodec.parse(bytes, MachineRecord::parseFrom);
    return new StoredMachine(
        fromRecord(record, key -> revision(catalogue, key)),
        record.getTagsMap(),
        record.getLastVersion());
  }

  public static Machine readMachine(StoreView catalogue, byte[] bytes) {
    return readMachine(bytes, key -> revision(catalogue, key));
  }

  /** The same for who knows revisions already. */
  public static Machine readMachine(byte[] bytes, Function<UUID, Revision> revisions) {
    return fromRecord(RecordCodec.parse(bytes, MachineRecord::parseFrom), revisions);
  }

  private static Machine fromRecord(MachineRecord record, Function<UUID, Revision> revisions) {
    return new Machine(
        record.getArn(),
        record.getName(),
        revisions.apply(RecordCodec.uuid(record.getRevision())),
        record.getCreatedMillis());
  }

  public static byte[] write(Revision revision) {
    MachineSettings settings = revision.settings();
    var record =
        RevisionRecord.newBuilder()
            .setMachineArn(revision.machineArn())
            .setName(revision.name())
            .setType(revision.type().ordinal())
            .setDefinitionHash(revision.definitionHash())
            .setRoleArn(settings.roleArn())
            .setUpdatedMillis(revision.updatedMillis());
    if (revision.revisionId() != null) {
      record.setRevisionId(revision.revisionId());
    }
    if (settings.loggingConfiguration() != null) {
      record.setLogging(settings.loggingConfiguration());
    }
    if (settings.tracingConfiguration() != null) {
      record.setTracing(settings.tracingConfiguration());
    }
    if (settings.encryptionConfiguration() != null) {
      record.setEncryption(settings.encryptionConfiguration());
    }
    return record.build().toByteArray();
  }

  public static Revision revision(StoreView catalogue, UUID key) {
    byte[] bytes = catalogue.get(Keys.revision(key));
    if (bytes == null) {
      throw new DamagedException("The store has no revision " + key);
    }
    RevisionRecord record = RecordCodec.parse(bytes, RevisionRecord::parseFrom);
    byte[] definition = catalogue.get(Keys.definition(record.getDefinitionHash()));
    if (definition == null) {
      throw new DamagedException("The store has no definition " + record.getDefinitionHash());
    }
    return new Revision(
        key,
        record.getMachineArn(),
        record.getName(),
        MachineType.values()[record.getType()],
        record.hasRevisionId() ? record.getRevisionId() : null,
        new String(definition, StandardCharsets.UTF_8),
        record.getDefinitionHash(),
        new MachineSettings(
            record.getRoleArn(),
            record.hasLogging() ? record.getLogging() : null,
            record.hasTracing() ? record.getTracing() : null,
            record.hasEncryption() ? record.getEncryption() : null),
        record.getUpdatedMillis());
  }

  public static byte[] write(Activity activity, Map<String, String> tags) {
    return ActivityRecord.newBuilder()
        .setArn(activity.arn())
        .setName(activity.name())
        .setCreatedMillis(activity.createdMillis())
        .putAllTags(tags)
        .build()
        .toByteArray();
  }

  public static Activity readActivity(byte[] bytes) {
    ActivityRecord record = RecordCodec.parse(bytes, ActivityRecord::parseFrom);
    return new Activity(record.getArn(), record.getName(), record.getCreatedMillis());
  }

  public static Map<String, String> activityTags(byte[] bytes) {
    return RecordCodec.parse(bytes, ActivityRecord::parseFrom).getTagsMap();
  }

  /** The tags of a machine or an activity; empty if there is no such thing. */
  public static Optional<Map<String, String>> tags(StoreView catalogue, String arn) {
    byte[] machine = catalogue.get(Keys.machine(arn));
    if (machine != null) {
      return Optional.of(RecordCodec.parse(machine, MachineRecord::parseFrom).getTagsMap());
    }
    return Optional.ofNullable(catalogue.get(Keys.activity(arn))).map(CatalogueCodec::activityTags);
  }
}
