package pawl.engine.catalogue;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The wish to have a version published together with a change of its machine. */
public record Publication(@Nullable String description) {
  /** Whether a version is just what was wished for. */
  public boolean isMetBy(@Nullable Version version) {
    return version != null && Objects.equals(version.description(), description);
  }
}
