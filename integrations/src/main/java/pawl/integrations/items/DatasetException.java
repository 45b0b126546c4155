package pawl.integrations.items;

/** A dataset is not what its reader was told; the message is the cause that users see. */
final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** AWS's words for something else than an array. */
  static final String NOT_ITERABLE = "Attempting to map over non-iterable node.";

  DatasetException(String message) {
    super(message);
  }
}
