package pawl.integrations.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Payload;
import pawl.engine.ChildResult;
import pawl.engine.ResultRequest;
import pawl.engine.ResultSink;
import pawl.engine.TaskReport;
import pawl.integrations.FieldProblems;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.ObjectStoreException;
import pawl.integrations.sdk.ObjectUpload;

/**
 * Writes the results of a distributed Map to S3 as the developer guide describes it (ResultWriter):
 * files for those that succeeded, failed and never ended, and a manifest, all under {@code
 * PREFIX/UUID/}. Writing again writes the same objects again.
 *
 * <p>Without a bucket the results become the output of the state.
 */
public final class S3ResultSink implements ResultSink {
  private static final Logger LOG = LoggerFactory.getLogger(S3ResultSink.class);
  private static final String WRITER_FAILED = "States.ResultWriterFailed";
  private static final String PUT = "arn:aws:states:::s3:putObject";

  /** AWS's largest file. */
  private static final long FILE_BYTES = 5L << 30;

  /** No profile lets a state have more output than this. */
  private static final long MOST_OUTPUT_BYTES = 64 << 20;

  private final ObjectStore store;
  private final long fileBytes;

  public S3ResultSink(ObjectStore store) {
    this(store, FILE_BYTES);
  }

  S3ResultSink(ObjectStore store, long fileBytes) {
    this.store = store;
    this.fileBytes = fileBytes;
  }

  @Override
  public TaskReport write(ResultRequest request, Iterator<ChildResult> children) {
    try {
      if (request.resource() == null) {
        return formed(request, children);
      }
      return request.resource().equals(PUT)
          ? exported(request, children)
          : failed("Unsupported ResultWriter: " + request.resource());
    } catch (ObjectStoreException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failed("The results were given up.");
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The results of {} could not be written", request.mapRunArn(), e);
      return failed("Internal error of the result writer: " + e);
    }
  }

  private static TaskReport.Failed failed(String cause) {
    return new TaskReport.Failed(WRITER_FAILED, cause);
  }

  private static boolean isInLines(ResultRequest request) {
    return "JSONL".equals(request.outputType());
  }

  private TaskReport exported(ResultRequest request, Iterator<ChildResult> children)
      throws InterruptedException {
    JsonNode parameters = request.parameters().node();
    String bucket = parameters.path("Bucket").asText("");
    if (bucket.isEmpty()) {
      return failed(FieldProblems.missing("Bucket"));
    }
    String folder = folder(parameters.path("Prefix").asText(""), request.mapRunArn());
    boolean inLines = isInLines(request);
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("DestinationBucket", bucket);
    manifest.put("MapRunArn", request.mapRunArn());
    try (ResultFiles failed =
            new ResultFiles(store, bucket, folder + "FAILED", inLines, fileBytes);
        ResultFiles pending =
            new ResultFiles(store, bucket, folder + "PENDING", inLines, fileBytes);
        ResultFiles succeeded =
            new ResultFiles(store, bucket, folder + "SUCCEEDED", inLines, fileBytes);
        ReadAhead<ChildResult> ahead = new ReadAhead<>(children, S3ResultSink::bytes)) {
      for (List<ChildResult> some = ahead.take(); !some.isEmpty(); some = ahead.take()) {
        for (ChildResult child : some) {
          ResultFiles files =
              switch (child.status()) {
                case SUCCEEDED -> succeeded;
                case FAILED, TIMED_OUT, ABORTED -> failed;
                case RUNNING, PENDING_REDRIVE -> pending;
              };
          ChildDescription.transformed(child, request.transformation()).forEach(files::add);
        }
      }
      ObjectNode all = manifest.putObject("ResultFiles");
      all.set("FAILED", failed.finish());
      all.set("PENDING", pending.finish());
      all.set("SUCCEEDED", succeeded.finish());
    }
    return written(request, bucket, folder + "manifest.json", manifest);
  }

  private static String folder(String prefix, String mapRunArn) {
    String folder = mapRunArn.substring(mapRunArn.lastIndexOf(':') + 1) + "/";
    if (prefix.isEmpty()) {
      return folder;
    }
    return (prefix.endsWith("/") ? prefix : prefix + "/") + folder;
  }

  private static long bytes(ChildResult child) {
    Payload output = child.output();
    return child.input().size() + (output == null ? 0L : output.size());
  }

  /** The manifest comes last: where it stands, all files do. */
  private TaskReport written(
      ResultRequest request, String bucket, String key, ObjectNode manifest) {
    try (ObjectUpload upload = store.upload(bucket, key, "application/json")) {
      upload.write(Payload.of(manifest).bytes());
      upload.finish();
    }
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.put("MapRunArn", request.mapRunArn());
    output.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
    return new TaskReport.Succeeded(Payload.of(output));
  }

  /** An array, or for JSON Lines a text of lines. */
  private static TaskReport formed(ResultRequest request, Iterator<ChildResult> children) {
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    long bytes = 0;
    while (children.hasNext()) {
      for (JsonNode result :
          ChildDescription.transformed(children.next(), request.transformation())) {
        results.add(result);
        bytes += Payload.of(result).size();
        if (bytes > MOST_OUTPUT_BYTES) {
          return new TaskReport.Failed(
              "States.DataLimitExceeded",
              "The results of the map run exceed the maximum number of bytes service limit.");
        }
      }
    }
    if (!isInLines(request)) {
      return new TaskReport.Succeeded(Payload.of(results));
    }
    StringBuilder lines = new StringBuilder();
    results.forEach(result -> lines.append(Payload.of(result).text()).append('\n'));
    return new TaskReport.Succeeded(
        Payload.of(JsonNodeFactory.instance.textNode(lines.toString())));
  }
}
