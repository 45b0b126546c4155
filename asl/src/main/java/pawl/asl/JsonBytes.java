package pawl.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes small JSON trees as Jackson does, without what Jackson sets up for each: a state with a
 * payload template writes one, a few hundred bytes long, and that was a quarter of what it cost.
 * Everything that is not plain (very large numbers, characters beyond ASCII, control characters,
 * deep trees) is left to Jackson.
 */
final class JsonBytes {
  private static final int EXPECTED_BYTES = 256;
  private static final int MOST_LEVELS = 64;
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int FIRST_BEYOND_ASCII = 0x80;

  private byte[] buffer = new byte[EXPECTED_BYTES];
  private int size;

  private JsonBytes() {}

  /** The tree as UTF-8 JSON; null if it holds something that is not plain. */
  static byte @Nullable [] write(JsonNode tree) {
    var bytes = new JsonBytes();
    return bytes.value(tree, MOST_LEVELS) ? Arrays.copyOf(bytes.buffer, bytes.size) : null;
  }

  private boolean value(JsonNode node, int levels) {
    return switch (node) {
      case TextNode text -> text(text.textValue());
      case IntNode number -> number(number.intValue());
      case LongNode number -> number(number.longValue());
      case DecimalNode number -> ascii(number.decimalValue().toString());
      case ObjectNode object -> object(object, levels);
      case ArrayNode array -> array(array, levels);
      case BooleanNode truth -> ascii(truth.booleanValue() ? "true" : "false");
      case NullNode _ -> ascii("null");
      default -> false;
    };
  }

  private boolean object(ObjectNode object, int levels) {
    if (levels == 0) {
      return false;
    }
    put('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!first) {
        put(',');
      }
      first = false;
      if (!text(member.getKey())) {
        return false;
      }
      put(':');
      if (!value(member.getValue(), levels - 1)) {
        return false;
      }
    }
    put('}');
    return true;
  }

  private boolean array(ArrayNode array, int levels) {
    if (levels == 0) {
      return false;
    }
    put('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        put(',');
      }
      if (!value(array.get(i), levels - 1)) {
        return false;
      }
    }
    put(']');
    return true;
  }

  private boolean number(long value) {
    return ascii(Long.toString(value));
  }

  private boolean text(String text) {
    int length = text.length();
    reserve(2 * length + 2);
    byte[] to = buffer;
    int at = size;
    to[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < FIRST_PRINTABLE || c >= FIRST_BEYOND_ASCII) {
        return false;
      }
      if (c == '"' || c == '\\') {
        to[at++] = '\\';
      }
      to[at++] = (byte) c;
    }
    to[at++] = '"';
    size = at;
    return true;
  }

  private boolean ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
    return true;
  }

  private void put(char c) {
    reserve(1);
    buffer[size++] = (byte) c;
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes));
    }
  }
}
