package pawl.api.operation;

import pawl.asl.Compilation;
import pawl.asl.MachineType;

/** The language module's compiler, as the operations use it. */
@FunctionalInterface
public interface DefinitionCompiler {
  /** Compiles a definition; never throws for anything that stands in it. */
  Compilation compile(String definition, MachineType type);
}
