package pawl.asl.program;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/**
 * An item of a Map's dataset.
 *
 * @param key of the member, if the dataset is an object; else null
 */
public record MapItem(Payload value, @Nullable String key) {
  /** An element of an array. */
  public static MapItem of(Payload value) {
    return new MapItem(value, null);
  }
}
