package pawl.engine.catalogue;

/** Answers of the catalogue; sealed for each kind of command. */
public sealed interface CatalogueReply {
  record Done() implements CatalogueReply {}

  /** Answers to {@link CatalogueCommand.CreateMachine}. */
  sealed interface OfCreateMachine extends CatalogueReply {}

  /** Created now, or before by an identical request. */
  record MachineCreated(Machine machine) implements OfCreateMachine {}

  /** The name is taken by a machine that differs. */
  record MachineExists(Machine machine) implements OfCreateMachine {}

  /** Answers to {@link CatalogueCommand.UpdateMachine}. */
  sealed interface OfUpdateMachine extends CatalogueReply {}

  /** {@code changed} is false if nothing differed and the machine is as it was. */
  record MachineUpdated(Machine machine, boolean changed) implements OfUpdateMachine {}

  record NoSuchMachine() implements OfUpdateMachine {}

  record ActivityCreated(Activity activity) implements CatalogueReply {}
}
