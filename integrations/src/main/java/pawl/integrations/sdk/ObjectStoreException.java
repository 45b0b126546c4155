package pawl.integrations.sdk;

/**
 * An object store refused or could not be reached; the message is what AWS Step Functions gives as
 * cause. Thrown by {@link ObjectStore}, caught by whoever reports to the core.
 */
public final class ObjectStoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ObjectStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
