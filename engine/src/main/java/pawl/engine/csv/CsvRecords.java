package pawl.engine.csv;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/**
 * Splits delimited text into records, by the rules of the developer guide (ItemReader, CSV): RFC
 * 4180 and the backslash, which escapes itself, the quotation mark and the delimiter and vanishes
 * before anything else.
 *
 * <p>It works on bytes, since a dataset must be left and entered again at a byte: in UTF-8 none of
 * the characters that mean something is part of another.
 *
 * @param <E> what goes wrong with where the bytes come from
 */
public final class CsvRecords<E extends Exception> {
  /** AWS's words for headers of which two are the same. */
  public static final String DUPLICATES = "CSV headers cannot contain duplicates.";

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final ByteSource<E> bytes;
  private final int delimiter;

  /** The field that is being read byte by byte. */
  private byte[] field = new byte[256];

  private int length;

  public CsvRecords(ByteSource<E> bytes, char delimiter) {
    this.bytes = bytes;
    this.delimiter = delimiter;
  }

  /** The first record as headers: without a byte order mark; empty if there is none. */
  public List<String> headers() throws E {
    List<String> headers = next();
    if (headers == null) {
      return List.of();
    }
    if (headers.getFirst().indexOf(BYTE_ORDER_MARK) == 0) {
      headers.set(0, headers.getFirst().substring(1));
    }
    return headers;
  }

  /** Whether two headers are the same. */
  public static boolean hasDuplicates(List<String> headers) {
    return new LinkedHashSet<>(headers).size() < headers.size();
  }

  /**
   * The item that a record is: its fields as strings under the headers. Fields beyond the headers
   * are dropped, missing ones empty.
   */
  public static Payload item(List<String> headers, List<String> fields) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < headers.size(); i++) {
      item.put(headers.get(i), i < fields.size() ? fields.get(i) : "");
    }
    return Payload.of(item);
  }

  /** The fields of the next record; null after the last. Empty lines are no records. */
  public @Nullable List<String> next() throws E {
    while (bytes.peek() == '\n' || bytes.peek() == '\r') {
      bytes.read();
    }
    if (bytes.peek() < 0) {
      return null;
    }
    bytes.beginRecord();
    List<String> fields = new ArrayList<>();
    while (true) {
      String plain = bytes.plainField(delimiter);
      fields.add(plain != null ? plain : field());
      if (bytes.peek() != delimiter) {
        endOfLine();
        return fields;
      }
      bytes.read();
    }
  }

  /** Reads up to a delimiter, the end of the line or of all. */
  private String field() throws E {
    length = 0;
    boolean isBlank = true;
    while (true) {
      int next = bytes.peek();
      if (next < 0 || next == delimiter || next == '\n' || next == '\r') {
        return new String(field, 0, length, StandardCharsets.UTF_8);
      }
      bytes.read();
      if (next == '"' && isBlank) {
        length = 0;
        quoted();
        isBlank = false;
      } else if (next == '\\') {
        escaped();
        isBlank = false;
      } else {
        isBlank = isBlank && (next == ' ' || next == '\t');
        append(next);
      }
    }
  }

  /** Reads up to the closing quotation mark. */
  private void quoted() throws E {
    while (true) {
      int next = bytes.read();
      if (next < 0) {
        return;
      }
      if (next == '"') {
        if (bytes.peek() != '"') {
          return;
        }
        append(bytes.read());
      } else if (next == '\\') {
        escaped();
      } else {
        append(next);
      }
    }
  }

  private void escaped() throws E {
    int next = bytes.peek();
    if (next == '\\' || next == '"' || next == delimiter) {
      append(bytes.read());
    }
  }

  private void append(int next) {
    if (length == field.length) {
      field = Arrays.copyOf(field, 2 * length);
    }
    field[length++] = (byte) next;
  }

  private void endOfLine() throws E {
    if (bytes.read() == '\r' && bytes.peek() == '\n') {
      bytes.read();
    }
  }
}
