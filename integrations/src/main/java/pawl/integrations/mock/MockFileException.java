package pawl.integrations.mock;

import java.util.List;

/** A mock file can't be used; the message says all that is wrong with it, in one line. */
public final class MockFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MockFileException(String message) {
    super(message);
  }

  MockFileException(List<String> problems) {
    this(String.join("; ", problems));
  }
}
