package pawl.embedded;

/** A door of the one-machine host's threads, for who moves them by hand. */
public interface SteppedDoor extends Door {}
