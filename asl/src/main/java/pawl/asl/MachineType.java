package pawl.asl;

/** The two kinds of state machine; Express refuses callbacks, {@code .sync} and activities. */
public enum MachineType {
  STANDARD,
  EXPRESS
}
