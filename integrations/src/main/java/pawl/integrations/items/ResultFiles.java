package pawl.integrations.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.ObjectUpload;

/**
 * The files of one outcome: {@code SUCCEEDED_0.json}, {@code SUCCEEDED_1.json} ... A file that has
 * reached its size is closed and the next begun; there is none without a result.
 */
final class ResultFiles implements AutoCloseable {
  private static final byte[] ARRAY_START = bytes("[");
  private static final byte[] ARRAY_END = bytes("]");
  private static final byte[] SEPARATOR = bytes(",");
  private static final byte[] LINE_END = bytes("\n");

  private final ObjectStore store;
  private final String bucket;
  private final String stem;
  private final boolean inLines;
  private final long fileBytes;
  private final ArrayNode written = JsonNodeFactory.instance.arrayNode();
  private @Nullable ObjectUpload current;

  /**
   * @param stem of the keys: {@code PREFIX/UUID/SUCCEEDED}
   * @param inLines JSON Lines instead of an array
   * @param fileBytes a file ends with the result that reaches this size
   */
  ResultFiles(ObjectStore store, String bucket, String stem, boolean inLines, long fileBytes) {
    this.store = store;
    this.bucket = bucket;
    this.stem = stem;
    this.inLines = inLines;
    this.fileBytes = fileBytes;
  }

  void add(JsonNode result) {
    ObjectUpload file = current;
    if (file == null) {
      String key = stem + "_" + written.size() + ".json";
      file = store.upload(bucket, key, "application/json");
      current = file;
      if (!inLines) {
        file.write(ARRAY_START);
      }
    } else if (!inLines) {
      file.write(SEPARATOR);
    }
    file.write(bytes(result));
    if (inLines) {
      file.write(LINE_END);
    }
    if (file.size() >= fileBytes) {
      endFile(file);
    }
  }

  /** Ends the last file and lists all: {@code [{"Key": ..., "Size": ...}]}. */
  ArrayNode finish() {
    if (current != null) {
      endFile(current);
    }
    return written;
  }

  private void endFile(ObjectUpload file) {
    if (!inLines) {
      file.write(ARRAY_END);
    }
    file.finish();
    written.addObject().put("Key", file.key()).put("Size", file.size());
    current = null;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(JsonNode result) {
    try {
      return Json.MAPPER.writeValueAsBytes(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree could not be written", e);
    }
  }

  /** Gives up a file that was not finished. */
  @Override
  public void close() {
    if (current != null) {
      current.close();
    }
  }
}
