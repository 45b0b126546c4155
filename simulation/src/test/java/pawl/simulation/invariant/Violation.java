package pawl.simulation.invariant;

/** A law was broken: the simulation has found a bug. */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  public Violation(String law, String what) {
    super(law + ": " + what);
  }
}
