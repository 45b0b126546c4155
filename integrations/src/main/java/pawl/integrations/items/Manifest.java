package pawl.integrations.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.integrations.sdk.ObjectStore;

/**
 * The list of the files that make up a dataset.
 *
 * @param format of the files
 */
record Manifest(List<ObjectStore.Place> files, FileFormat format) {
  private static final int MOST_BYTES = 64 << 20;
  private static final String BUCKET_ARN = ":s3:::";
  private static final String INDEX = "index";

  Manifest {
    files = List.copyOf(files);
  }

  /**
   * The manifest of an S3 inventory: JSON that names files and their format. Those in CSV are
   * packed and have no headers, the manifest has them.
   */
  static Manifest ofInventory(ObjectStore store, ObjectStore.Place place) throws IOException {
    JsonNode manifest = json(content(store, place));
    String schema = manifest.path("fileSchema").asText();
    FileFormat format =
        switch (manifest.path("fileFormat").asText()) {
          case "CSV" -> new CsvFormat(',', List.of(schema.strip().split(" *, *")));
          case "Parquet" -> new ParquetFormat();
          case String other ->
              throw new DatasetException(
                  "The files of the S3 inventory are in the format '%s'; CSV and Parquet can be read."
                      .formatted(other));
        };
    String arn = manifest.path("destinationBucket").asText();
    int resource = arn.indexOf(BUCKET_ARN);
    String bucket = resource < 0 ? arn : arn.substring(resource + BUCKET_ARN.length());
    List<ObjectStore.Place> files = new ArrayList<>();
    for (JsonNode file : manifest.path("files")) {
      files.add(new ObjectStore.Place(bucket, file.path("key").asText()));
    }
    return new Manifest(files, format);
  }

  /** The manifest that Athena's UNLOAD writes: a line {@code s3://BUCKET/KEY} for each file. */
  static Manifest ofAthena(ObjectStore store, ObjectStore.Place place, FileFormat format)
      throws IOException {
    List<ObjectStore.Place> files = new ArrayList<>();
    for (String line : content(store, place).lines().filter(it -> !it.isBlank()).toList()) {
      String uri = line.strip().replaceAll("^\"|\"$", "");
      int slash = uri.indexOf('/', "s3://".length());
      if (!uri.startsWith("s3://") || slash < 0) {
        throw new DatasetException("No S3 URI in the manifest: " + line);
      }
      files.add(
          new ObjectStore.Place(uri.substring("s3://".length(), slash), uri.substring(slash + 1)));
    }
    return new Manifest(files, format);
  }

  private static String content(ObjectStore store, ObjectStore.Place place) throws IOException {
    try (Content content = Content.open(store, place, null)) {
      byte[] bytes = content.stream().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new DatasetException("The manifest is larger than %d bytes.".formatted(MOST_BYTES));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new DatasetException("The manifest is not JSON: " + e.getOriginalMessage());
    }
  }

  /** The files from a position on; null for the first. */
  FileChain.Files from(@Nullable ObjectNode position) {
    return new Walk(files, position == null ? 0 : position.path(INDEX).intValue());
  }

  private static final class Walk implements FileChain.Files {
    private final List<ObjectStore.Place> files;
    private int next;

    Walk(List<ObjectStore.Place> files, int next) {
      this.files = files;
      this.next = next;
    }

    @Override
    public ObjectStore.@Nullable Place next() {
      return next < files.size() ? files.get(next++) : null;
    }

    @Override
    public ObjectNode position() {
      return JsonNodeFactory.instance.objectNode().put(INDEX, next - 1);
    }
  }
}
