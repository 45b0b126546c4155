package pawl.embedded;

/** The threads of the one-machine host, for who moves them by hand. */
public interface SteppedThreads extends Threads {
  @Override
  SteppedDoor door();
}
