package pawl.asl.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a state that say what goes in and out. Null means that the field is not there; a
 * JSON null is a {@link com.fasterxml.jackson.databind.node.NullNode}. The last two belong to
 * JSONata states, {@code assign} to both, the others to JSONPath states.
 */
public record DataFields(
    @Nullable JsonNode inputPath,
    @Nullable JsonNode parameters,
    @Nullable JsonNode resultSelector,
    @Nullable JsonNode resultPath,
    @Nullable JsonNode outputPath,
    @Nullable JsonNode assign,
    @Nullable JsonNode arguments,
    @Nullable JsonNode output) {
  /** None of them is there. */
  public static final DataFields NONE =
      new DataFields(null, null, null, null, null, null, null, null);
}
