package pawl.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one way Pawl reads and writes JSON: numbers keep the form they were written in ({@code 1.0}
 * stays {@code 1.0}).
 */
public final class Json {
  /** Reads exactly one value, refuses what follows it, keeps decimals as written. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(new JsonParsers())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1000).build());
  }

  private Json() {}

  /** A tree as UTF-8 JSON. */
  static byte[] bytes(JsonNode tree) {
    byte[] plain = JsonBytes.write(tree);
    try {
      return plain != null ? plain : MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree could not be written", e);
    }
  }

  /** Whether arrays and objects stand more than so many levels inside each other. */
  public static boolean isDeeperThan(JsonNode value, int levels) {
    if (!value.isContainerNode()) {
      return false;
    }
    if (levels <= 0) {
      return true;
    }
    for (JsonNode element : value) {
      if (isDeeperThan(element, levels - 1)) {
        return true;
      }
    }
    return false;
  }
}
