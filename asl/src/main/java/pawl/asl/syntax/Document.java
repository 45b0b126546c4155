package pawl.asl.syntax;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Diagnostic.Position;
import pawl.asl.Json;

/**
 * A JSON text that knows where each of its values stands.
 *
 * @param value the value
 * @param position where it begins; a member of an object begins at its key
 * @param members the members of an object, empty for anything else
 * @param elements the elements of an array, empty for anything else
 * @param duplicates members whose key stood in the same object before
 */
public record Document(
    JsonNode value,
    Position position,
    Map<String, Document> members,
    List<Document> elements,
    List<Duplicate> duplicates) {

  /** Reads one value out of the middle of a text. */
  private static final ObjectReader SCALARS =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A key that its object already had. */
  public record Duplicate(String key, Position position) {}

  /**
   * A text that is no JSON.
   *
   * @param message the parser's message with its place, as AWS shows it
   * @param place the parser's description of the place alone
   */
  public record SyntaxError(String message, String place, @Nullable Position position) {}

  /** What became of a text; exactly one of the two is there. */
  public record Parsed(@Nullable Document document, @Nullable SyntaxError error) {}

  /** Reads a text that may hold anything. The document is null without an error for no value. */
  public static Parsed parse(String text) {
    try (JsonParser parser = Json.MAPPER.createParser(text)) {
      return parse(parser);
    } catch (IOException e) {
      throw new IllegalStateException("Reading a string failed", e);
    }
  }

  private static Parsed parse(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() == null) {
        return new Parsed(null, null);
      }
      Document document = read(parser, position(parser.currentTokenLocation()));
      return parser.nextToken() == null
          ? new Parsed(document, null)
          : syntaxError("Unexpected text after the end of the JSON value", parser);
    } catch (JsonProcessingException e) {
      return syntaxError(e.getOriginalMessage(), parser);
    }
  }

  /** Names the place that the parser has come to, as the Jackson of AWS does. */
  private static Parsed syntaxError(String message, JsonParser parser) {
    JsonLocation location = parser.currentLocation();
    String place = place(location);
    return new Parsed(null, new SyntaxError(message + "\n at " + place, place, position(location)));
  }

  private static String place(JsonLocation location) {
    return "[Source: "
        + location.sourceDescription()
        + "; line: "
        + location.getLineNr()
        + ", column: "
        + location.getColumnNr()
        + "]";
  }

  private static Position position(JsonLocation location) {
    return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /**
   * Reads the value that the parser stands at. The depth is bounded by the parser's constraints.
   */
  private static Document read(JsonParser parser, Position position) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser, position);
      case START_ARRAY -> readArray(parser, position);
      default -> {
        JsonNode value = SCALARS.readTree(parser);
        yield new Document(value, position, Map.of(), List.of(), List.of());
      }
    };
  }

  private static Document readObject(JsonParser parser, Position position) throws IOException {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    Map<String, Document> members = new LinkedHashMap<>();
    List<Duplicate> duplicates = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Position start = position(parser.currentTokenLocation());
      parser.nextToken();
      Document member = read(parser, start);
      if (members.put(key, member) != null) {
        duplicates.add(new Duplicate(key, start));
      }
      value.set(key, member.value());
    }
    return new Document(value, position, members, List.of(), duplicates);
  }

  private static Document readArray(JsonParser parser, Position position) throws IOException {
    ArrayNode value = JsonNodeFactory.instance.arrayNode();
    List<Document> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Document element = read(parser, position(parser.currentTokenLocation()));
      elements.add(element);
      value.add(element.value());
    }
    return new Document(value, position, Map.of(), elements, List.of());
  }
}
