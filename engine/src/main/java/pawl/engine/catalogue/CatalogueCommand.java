package pawl.engine.catalogue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;

/**
 * Changes of the catalogue. Names and definitions have been validated by whoever submits.
 *
 * @param <R> what it is answered with
 */
public sealed interface CatalogueCommand<R extends CatalogueReply> {
  /** Creates a machine; the same request again is answered like the first. */
  record CreateMachine(
      String arn,
      String name,
      MachineType type,
      String definition,
      MachineSettings settings,
      Map<String, String> tags)
      implements CatalogueCommand<CatalogueReply.OfCreateMachine> {}

  /** Changes what is not null. A new revision comes into being only if something differs. */
  record UpdateMachine(
      String arn,
      @Nullable String definition,
      @Nullable String roleArn,
      @Nullable String loggingConfiguration,
      @Nullable String tracingConfiguration,
      @Nullable String encryptionConfiguration)
      implements CatalogueCommand<CatalogueReply.OfUpdateMachine> {}

  /** Deletes a machine; running executions go on. Deleting what is not there succeeds. */
  record DeleteMachine(String arn) implements CatalogueCommand<CatalogueReply.Done> {}

  /** Creates an activity, or finds it. */
  record CreateActivity(String arn, String name, Map<String, String> tags)
      implements CatalogueCommand<CatalogueReply.ActivityCreated> {}

  record DeleteActivity(String arn) implements CatalogueCommand<CatalogueReply.Done> {}
}
