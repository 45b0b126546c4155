package pawl.api.operation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;

/** JSON that travels as text within a request: inputs and outputs. */
final class JsonText {
  private JsonText() {}

  /**
   * Says what keeps a text from being one JSON value, in the words of the parser, which are AWS's;
   * null if nothing does. Builds no tree.
   */
  static @Nullable String fault(String text) {
    try (JsonParser parser = Json.MAPPER.getFactory().createParser(text)) {
      return fault(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
  }

  private static @Nullable String fault(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() == null) {
        return at(parser, "No content to map due to end-of-input");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        return at(parser, "Trailing token (of type " + parser.currentToken() + ") found");
      }
      return null;
    } catch (JsonProcessingException e) {
      return at(parser, e.getOriginalMessage());
    }
  }

  /** AWS's parser is an older one, which names the place that it has read up to. */
  private static String at(JsonParser parser, String message) {
    return message + "\n at " + parser.currentLocation();
  }
}
