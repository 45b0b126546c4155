package pawl.engine.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;

/**
 * Changes of the catalogue. Names and definitions have been validated by whoever submits.
 *
 * @param <R> what it is answered with
 */
public sealed interface CatalogueCommand<R extends CatalogueReply> {
  /**
   * Creates a machine; the same request again is answered like the first.
   *
   * @param publication null if no version is wanted
   */
  record CreateMachine(
      String arn,
      String name,
      MachineType type,
      String definition,
      MachineSettings settings,
      Map<String, String> tags,
      @Nullable Publication publication)
      implements CatalogueCommand<CatalogueReply.OfCreateMachine> {
    /** A machine without a version. */
    public CreateMachine(
        String arn,
        String name,
        MachineType type,
        String definition,
        MachineSettings settings,
        Map<String, String> tags) {
      this(arn, name, type, definition, settings, tags, null);
    }
  }

  /**
   * Changes what is not null. A new revision comes into being only if something differs.
   *
   * @param publication null if no version is wanted
   */
  record UpdateMachine(
      String arn,
      @Nullable String definition,
      @Nullable String roleArn,
      @Nullable String loggingConfiguration,
      @Nullable String tracingConfiguration,
      @Nullable String encryptionConfiguration,
      @Nullable Publication publication)
      implements CatalogueCommand<CatalogueReply.OfUpdateMachine> {
    /** A change without a version. */
    public UpdateMachine(
        String arn,
        @Nullable String definition,
        @Nullable String roleArn,
        @Nullable String loggingConfiguration,
        @Nullable String tracingConfiguration,
        @Nullable String encryptionConfiguration) {
      this(
          arn,
          definition,
          roleArn,
          loggingConfiguration,
          tracingConfiguration,
          encryptionConfiguration,
          null);
    }
  }

  /**
   * Deletes a machine with its versions and aliases; running executions go on. Deleting what is not
   * there succeeds.
   */
  record DeleteMachine(String arn) implements CatalogueCommand<CatalogueReply.Done> {}

  /**
   * Publishes the machine's revision as a version, or finds the version that keeps it already.
   *
   * @param revisionId what the revision has to be, {@code INITIAL} for the first; null if any will
   *     do
   */
  record PublishVersion(
      String machineArn, @Nullable String revisionId, @Nullable String description)
      implements CatalogueCommand<CatalogueReply.OfPublishVersion> {
    /** What a revision is called that has no id since its machine was never updated. */
    public static final String INITIAL = "INITIAL";
  }

  /** Deletes a version unless an alias routes to it. Deleting what is not there succeeds. */
  record DeleteVersion(String machineArn, int number)
      implements CatalogueCommand<CatalogueReply.OfDeleteVersion> {}

  /** Creates an alias; the same request again is answered like the first. */
  record CreateAlias(
      String machineArn, String name, @Nullable String description, List<Alias.Route> routes)
      implements CatalogueCommand<CatalogueReply.OfCreateAlias> {
    public CreateAlias {
      routes = List.copyOf(routes);
    }
  }

  /** Changes what is not null. */
  record UpdateAlias(
      String machineArn,
      String name,
      @Nullable String description,
      @Nullable List<Alias.Route> routes)
      implements CatalogueCommand<CatalogueReply.OfUpdateAlias> {}

  /** Deleting what is not there succeeds. */
  record DeleteAlias(String machineArn, String name)
      implements CatalogueCommand<CatalogueReply.Done> {}

  /**
   * Adds tags to a machine or an activity; a tag whose key it has gets the new value.
   *
   * @param most how many tags it may have afterwards
   */
  record Tag(String resourceArn, Map<String, String> tags, int most)
      implements CatalogueCommand<CatalogueReply.OfTag> {}

  /** Takes tags off a machine or an activity; keys that it has not are passed over. */
  record Untag(String resourceArn, Set<String> keys)
      implements CatalogueCommand<CatalogueReply.OfTag> {}

  /** Creates an activity, or finds it. */
  record CreateActivity(String arn, String name, Map<String, String> tags)
      implements CatalogueCommand<CatalogueReply.ActivityCreated> {}

  record DeleteActivity(String arn) implements CatalogueCommand<CatalogueReply.Done> {}
}
