package pawl.engine.read;

import org.jspecify.annotations.Nullable;

/**
 * How often something was redriven.
 *
 * @param lastMillis when for the last time; null if never
 */
public record Redrives(int count, @Nullable Long lastMillis) {
  public static final Redrives NONE = new Redrives(0, null);

  static Redrives of(int count, long lastMillis) {
    return count == 0 ? NONE : new Redrives(count, lastMillis);
  }
}
