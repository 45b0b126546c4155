package pawl.dev.bucket;

/** The buckets can't be served; the message says why. */
public final class BucketServerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BucketServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
