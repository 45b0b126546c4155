package pawl.dev.template;

import java.nio.file.Path;
import pawl.asl.Diagnostic;

/**
 * A state machine's definition, ready to be compiled, that knows where each part of it was written.
 *
 * @param json the definition as the machine gets it
 * @param source the file that it was written in, which may be the template
 */
public record Definition(String json, Path source, Places places) {

  /** Finds the place in the source that a diagnostic speaks of. */
  @FunctionalInterface
  interface Places {
    Problem place(Diagnostic diagnostic);
  }

  /** What the compiler says, at the place in the file where the cause stands. */
  public Problem problem(Diagnostic diagnostic) {
    return places.place(diagnostic);
  }

  /** The same text from the same file is the same definition. */
  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Definition that && json.equals(that.json) && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  static Problem.Severity severity(Diagnostic diagnostic) {
    return switch (diagnostic.severity()) {
      case ERROR -> Problem.Severity.ERROR;
      case WARNING -> Problem.Severity.WARNING;
    };
  }

  /** Code, message and JSON pointer in one line; a parser's excerpt of the source is left out. */
  static String message(Diagnostic diagnostic) {
    String location = diagnostic.location();
    String where = location != null && location.startsWith("/") ? " (at " + location + ")" : "";
    return diagnostic.code() + ": " + diagnostic.message().lines().findFirst().orElse("") + where;
  }
}
