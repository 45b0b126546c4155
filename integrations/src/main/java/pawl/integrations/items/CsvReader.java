package pawl.integrations.items;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits delimited text into records, by the rules of the developer guide (ItemReader, CSV): RFC
 * 4180 and the backslash, which escapes itself, the quotation mark and the delimiter and vanishes
 * before anything else.
 *
 * <p>It works on bytes, since a dataset must be left and entered again at a byte: in UTF-8 none of
 * the characters that mean something is part of another.
 */
final class CsvReader {
  /** A quotation mark that is never closed must not swallow the dataset. */
  private static final int MOST_RECORD_BYTES = 8 << 20;

  private final CountingStream bytes;
  private final int delimiter;

  CsvReader(CountingStream bytes, char delimiter) {
    this.bytes = bytes;
    this.delimiter = delimiter;
  }

  long position() {
    return bytes.position();
  }

  /** The fields of the next record; null after the last. Empty lines are no records. */
  @Nullable List<String> next() throws IOException {
    while (bytes.peek() == '\n' || bytes.peek() == '\r') {
      bytes.read();
    }
    if (bytes.peek() < 0) {
      return null;
    }
    long start = bytes.position();
    List<String> fields = new ArrayList<>();
    while (true) {
      fields.add(field(start));
      if (bytes.peek() != delimiter) {
        endOfLine();
        return fields;
      }
      bytes.read();
    }
  }

  /** Reads up to a delimiter, the end of the line or of all. */
  private String field(long start) throws IOException {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    boolean isBlank = true;
    while (true) {
      int next = bytes.peek();
      if (next < 0 || next == delimiter || next == '\n' || next == '\r') {
        return field.toString(StandardCharsets.UTF_8);
      }
      bytes.read();
      if (next == '"' && isBlank) {
        field.reset();
        quoted(field, start);
        isBlank = false;
      } else if (next == '\\') {
        escaped(field);
        isBlank = false;
      } else {
        isBlank = isBlank && (next == ' ' || next == '\t');
        field.write(next);
      }
      bounded(start);
    }
  }

  /** Reads up to the closing quotation mark. */
  private void quoted(ByteArrayOutputStream field, long start) throws IOException {
    while (true) {
      int next = bytes.read();
      if (next < 0) {
        return;
      }
      if (next == '"') {
        if (bytes.peek() != '"') {
          return;
        }
        field.write(bytes.read());
      } else if (next == '\\') {
        escaped(field);
      } else {
        field.write(next);
      }
      bounded(start);
    }
  }

  private void escaped(ByteArrayOutputStream field) throws IOException {
    int next = bytes.peek();
    if (next == '\\' || next == '"' || next == delimiter) {
      field.write(bytes.read());
    }
  }

  private void endOfLine() throws IOException {
    if (bytes.read() == '\r' && bytes.peek() == '\n') {
      bytes.read();
    }
  }

  private void bounded(long start) {
    if (bytes.position() - start > MOST_RECORD_BYTES) {
      throw new DatasetException(
          "The record at byte %d of the dataset is larger than %d bytes."
              .formatted(start, MOST_RECORD_BYTES));
    }
  }
}
