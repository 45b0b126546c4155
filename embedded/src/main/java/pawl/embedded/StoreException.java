package pawl.embedded;

import org.jspecify.annotations.Nullable;

/** The data folder can't be used; the message says why and what to do. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the folder. */
  public enum Reason {
    /** Another process has it open. */
    IN_USE,
    /** A newer version of Pawl has written it. */
    NEWER_VERSION,
    /** A version of Pawl has written it whose format is no longer read. */
    OLDER_VERSION,
    /** It is not a store, can't be read, or is damaged. */
    UNUSABLE
  }

  private final Reason reason;

  StoreException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
