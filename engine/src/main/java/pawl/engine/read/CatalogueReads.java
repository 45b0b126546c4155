package pawl.engine.read;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;

/**
 * Questions about the catalogue. {@code position} is the {@link Page#next()} of the page before,
 * null for the first page.
 */
public interface CatalogueReads {
  Optional<Machine> machine(String arn);

  /** Machines by name. */
  Page<Machine> machines(int max, byte @Nullable [] position);

  Optional<Version> version(String machineArn, int number);

  /** Versions of a machine, the highest first. */
  Page<Version> versions(String machineArn, int max, byte @Nullable [] position);

  /** What a version keeps. */
  Revision revision(Version version);

  /** The revision with this key; empty if nothing refers to it any more. */
  Optional<Revision> revision(UUID key);

  Optional<Alias> alias(String machineArn, String name);

  /**
   * Aliases of a machine by name.
   *
   * @param version only those that route to this version; 0 for all
   */
  Page<Alias> aliases(String machineArn, int version, int max, byte @Nullable [] position);

  Optional<Activity> activity(String arn);

  /** Activities by name. */
  Page<Activity> activities(int max, byte @Nullable [] position);

  /** The tags of a machine or an activity; empty if there is no such thing. */
  Optional<Map<String, String>> tags(String resourceArn);
}
