package pawl.dev;

import java.util.List;
import pawl.dev.template.Problem;

/** An application can't be made as its template says; the message is for the user. */
public final class ApplicationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ApplicationException(String message, List<Problem> problems) {
    super(message);
    this.problems = List.copyOf(problems);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** What is wrong with the template; the console has been told already. */
  public List<Problem> problems() {
    return problems;
  }
}
