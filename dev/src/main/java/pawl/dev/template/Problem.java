package pawl.dev.template;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something to say about a template or a file that it names.
 *
 * @param line counts from 1; 0 if the problem has no place within the file
 * @param column counts from 1
 */
public record Problem(Severity severity, Path file, int line, int column, String message) {
  /** Errors stop the deployment; warnings and notes do not. */
  public enum Severity {
    ERROR,
    WARNING,
    NOTE
  }

  /**
   * {@code file:line:column: severity: message}, the form that editors and terminals can follow.
   */
  public String text(@Nullable Path relativeTo) {
    Path shown =
        relativeTo != null && file.startsWith(relativeTo) ? relativeTo.relativize(file) : file;
    String place = line > 0 ? ":" + line + ":" + column : "";
    return shown
        + place
        + ": "
        + severity.name().toLowerCase(java.util.Locale.ROOT)
        + ": "
        + message;
  }
}
