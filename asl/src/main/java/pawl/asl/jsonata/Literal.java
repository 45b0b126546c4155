package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A string, number, boolean or null. */
record Literal(JsonNode constant) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    return constant;
  }
}
