package pawl.engine.turn;

/**
 * The history has room for no more than the event that ends it; the execution fails, whatever it
 * was doing.
 */
public final class HistoryFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HistoryFullException() {
    super("The history is full", null, false, false);
  }
}
