package pawl.engine.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing; {@code next} is where the following page begins, null at the end. Opaque to
 * everybody else.
 */
public record Page<T>(List<T> rows, byte @Nullable [] next) {
  public Page {
    rows = List.copyOf(rows);
  }
}
