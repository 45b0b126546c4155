package pawl.integrations.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.ReaderConfig;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.ItemSource;
import pawl.integrations.FieldProblems;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.ObjectStoreException;

/**
 * Reads datasets from S3: the listing of a bucket ({@code s3:listObjectsV2}), the items in one
 * object ({@code s3:getObject}), or those in all objects of a listing or manifest.
 *
 * <p>Datasets are streams: memory holds a page, positions are bytes and keys. A broken connection
 * is made again where it broke. If the thread is interrupted it stays so, and the page says that
 * reading failed: somebody who interrupts because the host stops must not submit that page.
 */
public final class S3ItemSource implements ItemSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3ItemSource.class);
  private static final String READER_FAILED = "States.ItemReaderFailed";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final int ATTEMPTS = 3;

  private final ObjectStore store;
  private final OpenCursors cursors = new OpenCursors(Duration.ofMinutes(1));

  public S3ItemSource(ObjectStore store) {
    this.store = store;
  }

  @Override
  public ItemPage read(ItemRequest request) {
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return page(request);
        } catch (IOException e) {
          if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
            return new ItemPage.Failed(READER_FAILED, "The dataset could not be read: " + e);
          }
          LOG.warn("A dataset is read again from {}: {}", request.position(), e.toString());
        }
      }
    } catch (DatasetException | ObjectStoreException e) {
      return new ItemPage.Failed(READER_FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      LOG.error("A dataset could not be read, for a reason of ours: {}", request, e);
      return new ItemPage.Failed(READER_FAILED, "Internal error of the item reader: " + e);
    }
  }

  private ItemPage page(ItemRequest request) throws IOException {
    Optional<ItemCursor> known = cursors.take(request);
    ItemCursor cursor = known.isPresent() ? known.get() : open(request);
    boolean isKept = false;
    try {
      List<Payload> items = new ArrayList<>();
      for (int bytes = 0; items.size() < request.maxItems() && bytes < request.maxBytes(); ) {
        Payload item = cursor.next();
        if (item == null) {
          return new ItemPage.Items(items, null);
        }
        items.add(item);
        bytes += item.size();
      }
      String next = cursor.position().toString();
      cursors.keep(
          new ItemRequest(request.resource(), request.parameters(), request.config(), next, 0, 0),
          cursor);
      isKept = true;
      return new ItemPage.Items(items, next);
    } finally {
      if (!isKept) {
        cursor.close();
      }
    }
  }

  private ItemCursor open(ItemRequest request) throws IOException {
    JsonNode parameters = request.parameters().node();
    ReaderConfig config = request.config();
    ObjectNode position = position(request.position());
    return switch (request.resource()) {
      case LIST -> {
        ObjectStore.ListRequest wanted = listing(parameters);
        yield "LOAD_AND_FLATTEN".equals(config.transformation())
            ? FileChain.open(
                store,
                format(config),
                position,
                at -> new Listings.Files(Listings.open(store, wanted, at)))
            : new Listings.Cursor(Listings.open(store, wanted, position));
      }
      case GET -> {
        ObjectStore.Place place = place(parameters);
        yield config.manifestType() != null || "MANIFEST".equals(config.inputType())
            ? manifest(place, config, position)
            : format(config).open(store, place, position);
      }
      default -> throw new DatasetException("Unsupported ItemReader: " + request.resource());
    };
  }

  private ItemCursor manifest(
      ObjectStore.Place place, ReaderConfig config, @Nullable ObjectNode position)
      throws IOException {
    Manifest manifest =
        "ATHENA_DATA".equals(config.manifestType())
            ? Manifest.ofAthena(store, place, format(config))
            : Manifest.ofInventory(store, place);
    return FileChain.open(store, manifest.format(), position, manifest::from);
  }

  private static FileFormat format(ReaderConfig config) {
    return switch (config.inputType()) {
      case null -> throw new DatasetException("ReaderConfig does not say the InputType.");
      case "JSON" -> JsonFormat.of(config.itemsPointer());
      case "JSONL" -> new JsonLinesFormat();
      case "PARQUET" -> new ParquetFormat();
      case "CSV" ->
          new CsvFormat(
              CsvFormat.delimiter(config.csvDelimiter()),
              "FIRST_ROW".equals(config.csvHeaderLocation()) || config.csvHeaders().isEmpty()
                  ? null
                  : config.csvHeaders());
      default ->
          throw new DatasetException("InputType " + config.inputType() + " is not supported here.");
    };
  }

  private static @Nullable ObjectNode position(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalArgumentException("No position of this source: " + text, e);
    }
  }

  private static ObjectStore.Place place(JsonNode parameters) {
    return new ObjectStore.Place(
        required(parameters, "Bucket"),
        required(parameters, "Key"),
        parameters.path("VersionId").textValue(),
        parameters.path("ExpectedBucketOwner").textValue());
  }

  private static ObjectStore.ListRequest listing(JsonNode parameters) {
    return new ObjectStore.ListRequest(
        required(parameters, "Bucket"),
        parameters.path("Prefix").textValue(),
        parameters.path("Delimiter").textValue(),
        parameters.path("ExpectedBucketOwner").textValue(),
        parameters.path("StartAfter").textValue(),
        null);
  }

  private static String required(JsonNode parameters, String name) {
    String value = parameters.path(name).textValue();
    if (value == null || value.isEmpty()) {
      throw new DatasetException(FieldProblems.missing(name));
    }
    return value;
  }

  /** Lets go of what is open between two pages; reading may go on all the same. */
  @Override
  public void close() {
    cursors.close();
  }
}
