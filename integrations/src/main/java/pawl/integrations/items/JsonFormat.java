package pawl.integrations.items;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.integrations.sdk.ObjectStore;

/**
 * A JSON document whose items are the elements of an array, the whole or, with a JSON Pointer, one
 * inside it. Read as a stream; an array is entered again after any of its elements.
 */
record JsonFormat(JsonPointer pointer) implements FileFormat {
  /** Stands for what was read before: the parser then takes the rest of an array as one. */
  private static final byte[] BEFORE = "[0".getBytes(StandardCharsets.UTF_8);

  static JsonFormat of(@Nullable String pointer) {
    try {
      return new JsonFormat(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException e) {
      throw new DatasetException("Invalid ItemsPointer: " + e.getMessage());
    }
  }

  @Override
  public ItemCursor open(ObjectStore store, ObjectStore.Place place, @Nullable ObjectNode position)
      throws IOException {
    Content content = Content.open(store, place, position);
    try {
      if (position == null) {
        Cursor cursor = new Cursor(content, parser(content.stream()), 0);
        if (!cursor.find(pointer)) {
          throw new DatasetException(DatasetException.NOT_ITERABLE);
        }
        return cursor;
      }
      InputStream rest =
          new SequenceInputStream(new ByteArrayInputStream(BEFORE), content.stream());
      Cursor cursor = new Cursor(content, parser(rest), content.start() - BEFORE.length);
      cursor.parser.nextToken();
      cursor.parser.nextToken();
      return cursor;
    } catch (JsonProcessingException e) {
      content.close();
      throw notJson(e);
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  private static JsonParser parser(InputStream stream) throws IOException {
    return Json.MAPPER.getFactory().createParser(stream);
  }

  private static DatasetException notJson(JsonProcessingException e) {
    return new DatasetException("The dataset is not JSON: " + e.getOriginalMessage());
  }

  /** {@code offset} is where the parser's first byte stands in the document. */
  private record Cursor(Content content, JsonParser parser, long offset) implements ItemCursor {
    private static final ObjectReader ELEMENTS =
        Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Goes into the array; false if there is none. */
    boolean find(JsonPointer pointer) throws IOException {
      JsonToken token = parser.nextToken();
      for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
        if (!(token == JsonToken.START_OBJECT && member(rest.getMatchingProperty()))
            && !(token == JsonToken.START_ARRAY && element(rest.getMatchingIndex()))) {
          return false;
        }
        token = parser.currentToken();
      }
      return token == JsonToken.START_ARRAY;
    }

    private boolean member(String name) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isIt = parser.currentName().equals(name);
        parser.nextToken();
        if (isIt) {
          return true;
        }
        parser.skipChildren();
      }
      return false;
    }

    private boolean element(int index) throws IOException {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        if (i == index) {
          return true;
        }
        parser.skipChildren();
      }
      return false;
    }

    @Override
    public @Nullable Payload next() throws IOException {
      try {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw new DatasetException("The dataset is not JSON: the array is not closed");
        }
        return token == JsonToken.END_ARRAY ? null : Payload.of(ELEMENTS.readTree(parser));
      } catch (JsonProcessingException e) {
        throw notJson(e);
      }
    }

    @Override
    public ObjectNode position() {
      long passed = parser.currentLocation().getByteOffset();
      if (passed < 0) {
        throw new DatasetException("The dataset is not in UTF-8.");
      }
      return content.mark(offset + passed);
    }

    @Override
    public void close() {
      content.close();
    }
  }
}
