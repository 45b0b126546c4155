package pawl.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value that travels through a workflow: an input, an output, a result, a variable.
 *
 * <p>It is kept in the form it came in (UTF-8 bytes or a tree) and turned into the other only when
 * somebody looks: a payload that merely passes through a state is never parsed. Payloads are
 * immutable; a tree got from {@link #node()} must not be changed, whoever wants to change it copies
 * it first.
 */
public final class Payload {
  /** The empty JSON object, what an execution gets that was started without input. */
  public static final Payload EMPTY_OBJECT =
      new Payload("{}".getBytes(StandardCharsets.UTF_8), null);

  /** JSON null. */
  public static final Payload NULL = new Payload("null".getBytes(StandardCharsets.UTF_8), null);

  private byte @Nullable [] bytes;
  private @Nullable JsonNode node;

  private Payload(byte @Nullable [] bytes, @Nullable JsonNode node) {
    this.bytes = bytes;
    this.node = node;
  }

  /**
   * A payload of JSON text that is known to be valid, such as text that was stored or validated
   * before.
   */
  public static Payload ofBytes(byte[] utf8Json) {
    return new Payload(utf8Json, null);
  }

  /** Like {@link #ofBytes}, from a string. */
  public static Payload ofText(String json) {
    return new Payload(json.getBytes(StandardCharsets.UTF_8), null);
  }

  /** A payload of a tree, which the caller gives away. */
  public static Payload of(JsonNode node) {
    return new Payload(null, node);
  }

  /** The value as UTF-8 JSON. Not to be changed. */
  public byte[] bytes() {
    byte[] result = bytes;
    if (result == null) {
      result = Json.bytes(node());
      bytes = result;
    }
    return result;
  }

  /** The value as a tree. Not to be changed. */
  public JsonNode node() {
    JsonNode result = node;
    if (result == null) {
      try {
        result = Json.MAPPER.readTree(bytes);
      } catch (IOException e) {
        throw new IllegalStateException("A payload that was taken for JSON is none", e);
      }
      node = result;
    }
    return result;
  }

  /** The value as JSON text. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Length of the UTF-8 JSON in bytes, which is what the payload quota counts. */
  public int size() {
    return bytes().length;
  }

  /**
   * Equal if the JSON text is equal: {@code 1} and {@code 1.0} differ, so does other white space.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Payload that && Arrays.equals(bytes(), that.bytes()));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes());
  }

  @Override
  public String toString() {
    return text();
  }
}
