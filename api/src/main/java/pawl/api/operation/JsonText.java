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
      if (parser.nextToken() == null) {
        return "No content to map due to end-of-input\n"
            + " at [Source: (String)\"\"; line: 1, column: 0]";
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        return "Trailing token (of type "
            + parser.currentToken()
            + ") found after value\n at "
            + parser.currentTokenLocation();
      }
      return null;
    } catch (JsonProcessingException e) {
      return e.getMessage();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
  }
}
