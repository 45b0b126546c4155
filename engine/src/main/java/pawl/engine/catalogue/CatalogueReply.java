package pawl.engine.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of the catalogue; sealed for each kind of command. */
public sealed interface CatalogueReply {
  record Done() implements OfDeleteVersion, OfTag {}

  /** Answers to {@link CatalogueCommand.CreateMachine}. */
  sealed interface OfCreateMachine extends CatalogueReply {}

  /**
   * Created now, or before by an identical request.
   *
   * @param version null if none was to be published
   */
  record MachineCreated(Machine machine, @Nullable Version version) implements OfCreateMachine {}

  /**
   * The name is taken by a machine that differs.
   *
   * @param version the version that keeps its revision, null if there is none
   */
  record MachineExists(Machine machine, @Nullable Version version) implements OfCreateMachine {}

  /** Answers to {@link CatalogueCommand.UpdateMachine}. */
  sealed interface OfUpdateMachine extends CatalogueReply {}

  /**
   * {@code changed} is false if nothing differed and the machine is as it was.
   *
   * @param version null if none was to be published
   */
  record MachineUpdated(Machine machine, boolean changed, @Nullable Version version)
      implements OfUpdateMachine {}

  record NoSuchMachine() implements OfUpdateMachine, OfPublishVersion {}

  /** There are as many as there may be; nothing has changed. */
  record TooMany(int most) implements OfUpdateMachine, OfPublishVersion, OfCreateAlias, OfTag {}

  /** Answers to {@link CatalogueCommand.PublishVersion}. */
  sealed interface OfPublishVersion extends CatalogueReply {}

  /** Published now or before. */
  record VersionPublished(Version version) implements OfPublishVersion {}

  /** The machine has another revision than the one to be published. */
  record RevisionDiffers(String current) implements OfPublishVersion {}

  /** Answers to {@link CatalogueCommand.DeleteVersion}. */
  sealed interface OfDeleteVersion extends CatalogueReply {}

  /** These aliases route to the version. */
  record VersionInUse(List<String> aliases) implements OfDeleteVersion {}

  /** Answers to {@link CatalogueCommand.CreateAlias}. */
  sealed interface OfCreateAlias extends CatalogueReply {}

  /** Created now, or before by an identical request. */
  record AliasCreated(Alias alias) implements OfCreateAlias {}

  /** The name is taken by an alias that differs. */
  record AliasExists(Alias alias) implements OfCreateAlias {}

  /** A route leads nowhere. */
  record NoSuchVersion(String arn) implements OfCreateAlias, OfUpdateAlias {}

  /** Answers to {@link CatalogueCommand.UpdateAlias}. */
  sealed interface OfUpdateAlias extends CatalogueReply {}

  record AliasUpdated(Alias alias) implements OfUpdateAlias {}

  record NoSuchAlias() implements OfUpdateAlias {}

  /** Answers to {@link CatalogueCommand.Tag} and {@link CatalogueCommand.Untag}. */
  sealed interface OfTag extends CatalogueReply {}

  record NoSuchResource() implements OfTag {}

  record ActivityCreated(Activity activity) implements CatalogueReply {}
}
