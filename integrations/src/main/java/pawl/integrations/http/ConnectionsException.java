package pawl.integrations.http;

import java.util.List;

/** A file of connections can't be used; the message says all that is wrong with it, in one line. */
public final class ConnectionsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConnectionsException(String message) {
    super(message);
  }

  ConnectionsException(List<String> problems) {
    this(String.join("; ", problems));
  }
}
