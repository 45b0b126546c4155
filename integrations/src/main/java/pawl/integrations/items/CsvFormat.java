package pawl.integrations.items;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.integrations.sdk.ObjectStore;

/**
 * Delimited text: each record is an object of strings under the headers. Fields beyond the headers
 * are dropped, missing ones empty.
 *
 * @param headers null if they stand in the first row
 */
record CsvFormat(char delimiter, @Nullable List<String> headers) implements FileFormat {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  CsvFormat {
    headers = headers == null ? null : List.copyOf(headers);
  }

  static char delimiter(@Nullable String name) {
    return switch (name) {
      case null -> ',';
      case "COMMA" -> ',';
      case "PIPE" -> '|';
      case "SEMICOLON" -> ';';
      case "SPACE" -> ' ';
      case "TAB" -> '\t';
      default -> throw new DatasetException("Unsupported CSVDelimiter: " + name);
    };
  }

  @Override
  public ItemCursor open(ObjectStore store, ObjectStore.Place place, @Nullable ObjectNode position)
      throws IOException {
    List<String> known = headers;
    if (known == null && position != null) {
      try (Content start = Content.again(store, place, position)) {
        known = first(new CsvReader(start.counted(), delimiter));
      }
    }
    Content content = Content.open(store, place, position);
    try {
      CsvReader reader = new CsvReader(content.counted(), delimiter);
      return new Cursor(content, reader, unique(known == null ? first(reader) : known));
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  private static List<String> first(CsvReader reader) throws IOException {
    List<String> first = Optional.ofNullable(reader.next()).orElse(List.of());
    if (!first.isEmpty() && first.getFirst().indexOf(BYTE_ORDER_MARK) == 0) {
      first.set(0, first.getFirst().substring(1));
    }
    return first;
  }

  private static List<String> unique(List<String> headers) {
    if (new HashSet<>(headers).size() < headers.size()) {
      throw new DatasetException("CSV headers cannot contain duplicates.");
    }
    return headers;
  }

  private record Cursor(Content content, CsvReader reader, List<String> headers)
      implements ItemCursor {
    @Override
    public @Nullable Payload next() throws IOException {
      List<String> fields = reader.next();
      if (fields == null) {
        return null;
      }
      ObjectNode item = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < headers.size(); i++) {
        item.put(headers.get(i), i < fields.size() ? fields.get(i) : "");
      }
      return Payload.of(item);
    }

    @Override
    public ObjectNode position() {
      return content.mark(reader.position());
    }

    @Override
    public void close() {
      content.close();
    }
  }
}
