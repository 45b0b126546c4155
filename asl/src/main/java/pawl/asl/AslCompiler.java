package pawl.asl;

/**
 * Turns the text of a state machine definition into a {@link pawl.asl.program.Program}, or says all
 * that is wrong with it.
 */
public final class AslCompiler {
  private AslCompiler() {}

  /** Compiles a definition (JSON). Never throws for anything that stands in the text. */
  public static Compilation compile(String definition, MachineType type) {
    throw new IllegalStateException("not built yet");
  }
}
