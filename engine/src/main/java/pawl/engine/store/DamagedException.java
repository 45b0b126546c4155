package pawl.engine.store;

/**
 * What the store has is not what Pawl wrote, or a part of it is missing. Nothing is guessed:
 * whoever needs it stops there.
 */
public final class DamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedException(String message) {
    super(message);
  }

  public DamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
