package pawl.integrations.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.integrations.sdk.ObjectStore;

/** JSON Lines: every line that is not blank is an item. */
record JsonLinesFormat() implements FileFormat {
  /** A file that is something else must not be read into memory. */
  private static final int MOST_LINE_BYTES = 8 << 20;

  @Override
  public ItemCursor open(ObjectStore store, ObjectStore.Place place, @Nullable ObjectNode position)
      throws IOException {
    Content content = Content.open(store, place, position);
    return new Cursor(content, content.counted());
  }

  private record Cursor(Content content, CountingStream bytes) implements ItemCursor {
    @Override
    public @Nullable Payload next() throws IOException {
      while (bytes.peek() >= 0) {
        long start = bytes.position();
        String line = line(start);
        if (!line.isBlank()) {
          return item(line, start);
        }
      }
      return null;
    }

    private String line(long start) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = bytes.read(); next >= 0 && next != '\n'; next = bytes.read()) {
        line.write(next);
        if (line.size() > MOST_LINE_BYTES) {
          throw new DatasetException(
              "The line at byte %d of the dataset is larger than %d bytes."
                  .formatted(start, MOST_LINE_BYTES));
        }
      }
      return line.toString(StandardCharsets.UTF_8);
    }

    private static Payload item(String line, long start) {
      try {
        return Payload.of(Json.MAPPER.readTree(line));
      } catch (JsonProcessingException e) {
        throw new DatasetException(
            "The line at byte %d of the dataset is not JSON: %s"
                .formatted(start, e.getOriginalMessage()));
      }
    }

    @Override
    public ObjectNode position() {
      return content.mark(bytes.position());
    }

    @Override
    public void close() {
      content.close();
    }
  }
}
