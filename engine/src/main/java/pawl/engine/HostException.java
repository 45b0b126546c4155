package pawl.engine;

/** The world got in the way: not the caller's fault and not a bug. */
public abstract sealed class HostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected HostException(String message) {
    super(message);
  }

  /** Too much work is queued; try again a little later (ThrottlingException). */
  public static final class Busy extends HostException {
    private static final long serialVersionUID = 1L;

    public Busy(String message) {
      super(message);
    }
  }

  /** The host is stopping or not ready. */
  public static final class Unavailable extends HostException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }
  }

  /** No space is left: only reads are served until there is. */
  public static final class Full extends HostException {
    private static final long serialVersionUID = 1L;

    public Full(String message) {
      super(message);
    }
  }
}
