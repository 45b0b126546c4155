package pawl.dev.queue;

import org.jspecify.annotations.Nullable;

/** The queue server can't do its work; the message says why. */
public final class QueueServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
