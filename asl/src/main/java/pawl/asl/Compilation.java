package pawl.asl;

import java.util.List;
import pawl.asl.program.Program;

/** What became of a definition: a program that can run, or everything that is wrong with it. */
public sealed interface Compilation {
  /** The definition is usable; {@code warnings} may still have something to say. */
  record Compiled(Program program, List<Diagnostic> warnings) implements Compilation {}

  /** The definition is not usable; at least one diagnostic is an error. */
  record Rejected(List<Diagnostic> diagnostics) implements Compilation {}
}
