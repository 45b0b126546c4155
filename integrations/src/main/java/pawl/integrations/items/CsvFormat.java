package pawl.integrations.items;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.csv.CsvDelimiter;
import pawl.engine.csv.CsvRecords;
import pawl.integrations.sdk.ObjectStore;

/**
 * Delimited text: each record is an object of strings under the headers.
 *
 * @param headers null if they stand in the first row
 */
record CsvFormat(char delimiter, @Nullable List<String> headers) implements FileFormat {
  CsvFormat {
    headers = headers == null ? null : List.copyOf(headers);
  }

  static char delimiter(@Nullable String name) {
    return CsvDelimiter.named(name)
        .orElseThrow(() -> new DatasetException("Unsupported CSVDelimiter: " + name))
        .character();
  }

  @Override
  public ItemCursor open(ObjectStore store, ObjectStore.Place place, @Nullable ObjectNode position)
      throws IOException {
    List<String> known = headers;
    if (known == null && position != null) {
      try (Content start = Content.again(store, place, position)) {
        known = new CsvRecords<>(start.counted(), delimiter).headers();
      }
    }
    Content content = Content.open(store, place, position);
    try {
      CountingStream bytes = content.counted();
      CsvRecords<IOException> records = new CsvRecords<>(bytes, delimiter);
      return new Cursor(content, bytes, records, unique(known == null ? records.headers() : known));
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  private static List<String> unique(List<String> headers) {
    if (CsvRecords.hasDuplicates(headers)) {
      throw new DatasetException(CsvRecords.DUPLICATES);
    }
    return headers;
  }

  private record Cursor(
      Content content, CountingStream bytes, CsvRecords<IOException> records, List<String> headers)
      implements ItemCursor {
    @Override
    public @Nullable Payload next() throws IOException {
      List<String> fields = records.next();
      return fields == null ? null : CsvRecords.item(headers, fields);
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
