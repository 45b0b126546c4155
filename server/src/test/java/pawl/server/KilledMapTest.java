package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.dev.bucket.BucketServer;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * {@code kill -9} of the real server in the middle of a distributed Map: each line of the dataset
 * is among the results once, and the server needs no more than 1 GiB of heap. {@code
 * -Dpawl.map.items=1000000} makes it large.
 */
class KilledMapTest {
  private static final int ITEMS = Integer.getInteger("pawl.map.items", 3_000);
  private static final int PAUSE_MILLIS = 20;
  private static final String MAP =
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "Lines", "End": true,
        "MaxConcurrency": 1000,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
          "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
          "Parameters": {"Bucket": "data", "Key": "lines.csv"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
          "Parameters": {"Bucket": "data", "Prefix": "results"}}}}}
      """;

  @TempDir private Path folder;

  @Test
  void shouldHaveEachLineOnceAmongTheResults() throws Exception {
    Path objects = Files.createDirectories(folder.resolve("buckets/data"));
    writeLines(objects.resolve("lines.csv"));
    try (BucketServer s3 = BucketServer.start("127.0.0.1", 0, folder.resolve("buckets"))) {
      Map<String, String> environment =
          Map.of(
              "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + s3.port(),
              "AWS_ACCESS_KEY_ID", "test",
              "AWS_SECRET_ACCESS_KEY", "test",
              "JAVA_TOOL_OPTIONS", "-Xmx1g");
      String execution;
      long began = System.nanoTime();
      long killed;
      try (ServerProcess first = serve(environment)) {
        SfnClient client = Client.of(first.url());
        execution = Client.start(client, Client.create(client, "Lines", MAP), "{}");
        killed = awaitHalf(client, execution);
        first.kill();
      }
      assertThat(killed).as("killed in the middle").isBetween(1L, ITEMS - 1L);

      try (ServerProcess second = serve(environment)) {
        SfnClient client = Client.of(second.url());
        while (status(client, execution) == ExecutionStatus.RUNNING) {
          Thread.sleep(PAUSE_MILLIS);
        }
        assertThat(status(client, execution))
            .as(second::output)
            .isEqualTo(ExecutionStatus.SUCCEEDED);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
            "a Map of %d lines, killed at %d: %.1f s, %.0f lines/s, both starts included%n",
            ITEMS, killed, seconds, ITEMS / seconds);
        String output =
            client.describeExecution(describe -> describe.executionArn(execution)).output();
        String manifest =
            Json.MAPPER.readTree(output).path("ResultWriterDetails").path("Key").asText();
        assertThat(lines(objects, manifest)).isEqualTo(ITEMS);
      }
    }
  }

  private ServerProcess serve(Map<String, String> environment) throws IOException {
    return ServerProcess.start(
        environment, "serve", "--port", "0", "--data", folder.resolve("data").toString());
  }

  private static void writeLines(Path csv) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("n,text\n");
      for (int n = 0; n < ITEMS; n++) {
        out.write(n + ",\"line " + n + ", of many\"\n");
      }
    }
  }

  private static ExecutionStatus status(SfnClient client, String execution) {
    return client.describeExecution(describe -> describe.executionArn(execution)).status();
  }

  /** Waits until half of the lines are done; how many that were. */
  private static long awaitHalf(SfnClient client, String execution) throws InterruptedException {
    while (true) {
      var runs = client.listMapRuns(list -> list.executionArn(execution)).mapRuns();
      if (!runs.isEmpty()) {
        DescribeMapRunResponse run =
            client.describeMapRun(describe -> describe.mapRunArn(runs.getFirst().mapRunArn()));
        if (run.itemCounts().succeeded() >= ITEMS / 2) {
          return run.itemCounts().succeeded();
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** How many lines there are in the result files; fails if one is there twice or goes beyond. */
  private static int lines(Path bucket, String manifestKey) throws IOException {
    ObjectReader elements =
        Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    BitSet seen = new BitSet(ITEMS);
    JsonNode files = Json.MAPPER.readTree(bucket.resolve(manifestKey).toFile()).path("ResultFiles");
    assertThat(files.path("FAILED")).isEmpty();
    assertThat(files.path("PENDING")).isEmpty();
    for (JsonNode file : files.path("SUCCEEDED")) {
      try (JsonParser parser =
          Json.MAPPER
              .getFactory()
              .createParser(bucket.resolve(file.path("Key").asText()).toFile())) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          JsonNode child = elements.readTree(parser);
          int n = Json.MAPPER.readTree(child.path("Output").asText()).path("n").asInt();
          assertThat(seen.get(n)).as("line %d is there twice", n).isFalse();
          seen.set(n);
        }
      }
    }
    assertThat(seen.length()).isEqualTo(ITEMS);
    return seen.cardinality();
  }
}
