package pawl.integrations.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.ReaderConfig;
import pawl.engine.ChildResult;
import pawl.engine.ExecutionStatus;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.ResultRequest;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.Integrations;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.ObjectUpload;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkIntegration;

/** Datasets, results and {@code aws-sdk:s3} with an S3 that others have written: S3Proxy. */
class ForeignS3Test {
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";

  private static ForeignS3 s3;
  private static SdkBridge bridge;
  private static Integrations integrations;

  private final String bucket = "b-" + UUID.randomUUID();
  private final ObjectStore store = new ObjectStore(bridge);

  @BeforeAll
  static void start() throws Exception {
    s3 = ForeignS3.start();
    bridge = new SdkBridge(Calls.accessTo(s3.url()));
    integrations = new Integrations(List.of(new SdkIntegration(bridge)));
  }

  @AfterAll
  static void stop() throws Exception {
    bridge.close();
    s3.close();
  }

  @BeforeEach
  void makeBucket() {
    succeeded("createBucket", "{}");
  }

  /** Calls {@code aws-sdk:s3} with the bucket and more parameters. */
  private TaskReport call(String action, String more) {
    try {
      JsonNode parameters = Json.MAPPER.readTree(more);
      ((com.fasterxml.jackson.databind.node.ObjectNode) parameters).put("Bucket", bucket);
      return integrations.call(Calls.service("aws-sdk:s3:" + action, parameters.toString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode succeeded(String action, String more) {
    TaskReport report = call(action, more);
    assertThat(report).as(action).isInstanceOf(TaskReport.Succeeded.class);
    return ((TaskReport.Succeeded) report).output().node();
  }

  private void put(String key, byte[] bytes) {
    try (ObjectUpload upload = store.upload(bucket, key, "application/octet-stream")) {
      upload.write(bytes);
      upload.finish();
    }
  }

  private void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private String text(String key) {
    return succeeded("getObject", "{\"Key\":\"" + key + "\"}").path("Body").textValue();
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static ReaderConfig input(String inputType) {
    return new ReaderConfig(inputType, null, null, null, null, null, List.of());
  }

  /** Reads in pages of so many items; nothing is kept between two, as after a restart. */
  private List<String> read(String resource, String more, ReaderConfig config, int pageItems) {
    List<String> all = new ArrayList<>();
    String position = null;
    do {
      try (S3ItemSource source = new S3ItemSource(store)) {
        ItemPage page =
            source.read(
                new ItemRequest(
                    resource,
                    Payload.ofText("{\"Bucket\":\"" + bucket + "\"" + more + "}"),
                    config,
                    position,
                    pageItems,
                    1 << 20));
        assertThat(page).isInstanceOf(ItemPage.Items.class);
        ((ItemPage.Items) page).items().forEach(item -> all.add(item.text()));
        position = ((ItemPage.Items) page).next();
      }
    } while (position != null);
    return all;
  }

  private List<String> items(String key, ReaderConfig config, int pageItems) {
    return read(GET, ",\"Key\":\"" + key + "\"", config, pageItems);
  }

  @Test
  void shouldKeepObjectsThatTasksPut() {
    succeeded(
        "putObject",
        "{\"Key\":\"a/k 1\",\"Body\":{\"x\":[1,\"ü\"]},\"Metadata\":{\"who\":\"me\"}}");

    JsonNode object = succeeded("getObject", "{\"Key\":\"a/k 1\"}");
    assertThat(object.path("Body").textValue()).isEqualTo("{\"x\":[1,\"ü\"]}");
    assertThat(object.path("ContentLength").intValue()).isEqualTo(14);
    assertThat(object.at("/Metadata/who").textValue()).isEqualTo("me");
    assertThat(object.path("ETag").textValue()).startsWith("\"").endsWith("\"");
    assertThat(object.path("LastModified").textValue()).endsWith("Z");
    JsonNode head = succeeded("headObject", "{\"Key\":\"a/k 1\"}");
    assertThat(head.path("ETag")).isEqualTo(object.path("ETag"));

    succeeded("copyObject", "{\"Key\":\"copy\",\"CopySource\":\"" + bucket + "/a/k%201\"}");
    assertThat(text("copy")).isEqualTo("{\"x\":[1,\"ü\"]}");
    assertThat(succeeded("listObjectsV2", "{\"Prefix\":\"a/\"}").at("/Contents/0/Key").textValue())
        .isEqualTo("a/k 1");
    succeeded("deleteObject", "{\"Key\":\"copy\"}");
    assertThat(call("getObject", "{\"Key\":\"copy\"}"))
        .asInstanceOf(type(TaskReport.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.error()).isEqualTo("S3.NoSuchKeyException");
              assertThat(failed.cause()).contains("(Service: S3, Status Code: 404, Request ID: ");
            });
    assertThat(
            integrations.call(
                Calls.service("aws-sdk:s3:listObjectsV2", "{\"Bucket\":\"no-such-bucket\"}")))
        .asInstanceOf(type(TaskReport.Failed.class))
        .extracting(TaskReport.Failed::error)
        .isEqualTo("S3.NoSuchBucketException");
  }

  @Test
  void shouldListObjects() throws IOException {
    for (int i = 0; i < 12; i++) {
      put("in/%02d".formatted(i), "x".repeat(i + 1));
    }
    put("other", "x");

    List<String> listed = read(LIST, ",\"Prefix\":\"in/\"", ReaderConfig.NONE, 5);

    assertThat(listed).hasSize(12);
    JsonNode last = Json.MAPPER.readTree(listed.getLast());
    assertThat(last.path("Key").textValue()).isEqualTo("in/11");
    assertThat(last.path("Size").intValue()).isEqualTo(12);
    assertThat(last.path("Etag").textValue()).isNotEmpty();
    assertThat(last.path("LastModified").doubleValue()).isGreaterThan(1.7E9);
  }

  @Test
  void shouldReadCsv() {
    put(
        "k.csv",
        "n,text\r\n"
            + IntStream.range(0, 500)
                .mapToObj(i -> i + ",\"line\n" + i + "\"\r\n")
                .collect(Collectors.joining()));
    ReaderConfig config = new ReaderConfig("CSV", null, null, null, null, "FIRST_ROW", List.of());

    List<String> items = items("k.csv", config, 1000);

    assertThat(items).hasSize(500);
    assertThat(items.get(499)).isEqualTo("{\"n\":\"499\",\"text\":\"line\\n499\"}");
    assertThat(items("k.csv", config, 90)).as("entered again").isEqualTo(items);
  }

  @Test
  void shouldReadJsonAndJsonLinesAlsoPacked() throws IOException {
    put("k.json", "{\"deep\":{\"items\":[1,{\"a\":2},\"3\"]}}");
    put("k.jsonl.gz", packed("{\"n\":1}\n{\"n\":2}\n\n{\"n\":3}\n"));
    ReaderConfig pointed =
        new ReaderConfig("JSON", null, null, "/deep/items", null, null, List.of());

    assertThat(items("k.json", pointed, 1)).containsExactly("1", "{\"a\":2}", "\"3\"");
    assertThat(items("k.jsonl.gz", input("JSONL"), 1))
        .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
  }

  @Test
  void shouldFlattenTheFilesOfAListing() throws IOException {
    put("d/1", "[1,2]");
    put("d/2.gz", packed("[]"));
    put("d/3", "[3]");
    ReaderConfig config =
        new ReaderConfig("JSON", "LOAD_AND_FLATTEN", null, null, null, null, List.of());

    assertThat(read(LIST, ",\"Prefix\":\"d/\"", config, 1)).containsExactly("1", "2", "3");
  }

  @Test
  void shouldReadParquetByRanges() throws IOException {
    for (String name : List.of("many", "plain")) {
      try (InputStream file =
          ForeignS3Test.class.getResourceAsStream("/parquet/" + name + ".parquet")) {
        put(name, file.readAllBytes());
      }
    }
    List<String> many = items("many", input("PARQUET"), 1100);
    assertThat(many).hasSize(2500);
    assertThat(many.get(2400)).isEqualTo("{\"n\":2400,\"text\":\"row 2400\"}");

    put(
        "manifest.json",
        "{\"destinationBucket\":\"arn:aws:s3:::%s\",\"fileFormat\":\"Parquet\",\"files\":[{\"key\":\"plain\"},{\"key\":\"plain\"}]}"
            .formatted(bucket));
    assertThat(items("manifest.json", input("MANIFEST"), 2)).hasSize(6);
  }

  @Test
  void shouldReadManifests() throws IOException {
    put("inv/1.csv.gz", packed("\"src\",\"a\",\"1\"\n"));
    put("inv/2.csv.gz", packed("\"src\",\"b\",\"2\"\n"));
    put(
        "manifest.json",
        "{\"destinationBucket\":\"arn:aws:s3:::%s\",\"fileFormat\":\"CSV\",\"fileSchema\":\"Bucket, Key, Size\",\"files\":[{\"key\":\"inv/1.csv.gz\"},{\"key\":\"inv/2.csv.gz\"}]}"
            .formatted(bucket));
    assertThat(items("manifest.json", input("MANIFEST"), 1))
        .containsExactly(
            "{\"Bucket\":\"src\",\"Key\":\"a\",\"Size\":\"1\"}",
            "{\"Bucket\":\"src\",\"Key\":\"b\",\"Size\":\"2\"}");

    put("out/1", "{\"a\":1}\n");
    put("m.csv", "s3://" + bucket + "/out/1\ns3://" + bucket + "/out/1\n");
    assertThat(
            items(
                "m.csv",
                new ReaderConfig("JSONL", null, "ATHENA_DATA", null, null, null, List.of()),
                1))
        .containsExactly("{\"a\":1}", "{\"a\":1}");
  }

  @Test
  void shouldFindThatADatasetHasChanged() {
    put("k", "1\n2\n3\n");
    ItemRequest first =
        new ItemRequest(
            GET,
            Payload.ofText("{\"Bucket\":\"" + bucket + "\",\"Key\":\"k\"}"),
            input("JSONL"),
            null,
            1,
            1 << 20);
    try (S3ItemSource source = new S3ItemSource(store)) {
      String next = ((ItemPage.Items) source.read(first)).next();
      source.close();
      put("k", "4\n5\n6\n");
      assertThat(
              source.read(
                  new ItemRequest(
                      GET, first.parameters(), first.config(), next, 1, first.maxBytes())))
          .asInstanceOf(type(ItemPage.Failed.class))
          .extracting(ItemPage.Failed::cause)
          .asString()
          .contains("Status Code: 412");
    }
  }

  @Test
  void shouldWriteResultsAlsoInParts() throws IOException {
    String run = "arn:aws:states:us-east-1:1:mapRun:M/Label:run-1";
    String large = "\"" + "x".repeat(1 << 20) + "\"";
    List<ChildResult> children = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      children.add(child("c" + i, ExecutionStatus.SUCCEEDED, large));
    }
    children.add(child("bad", ExecutionStatus.FAILED, null));
    ResultRequest request =
        new ResultRequest(
            run,
            "arn:aws:states:::s3:putObject",
            Payload.ofText("{\"Bucket\":\"" + bucket + "\",\"Prefix\":\"jobs\"}"),
            "JSONL",
            "COMPACT");

    TaskReport report = new S3ResultSink(store).write(request, children.iterator());

    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    JsonNode manifest = Json.MAPPER.readTree(text("jobs/run-1/manifest.json"));
    JsonNode file = manifest.at("/ResultFiles/SUCCEEDED/0");
    assertThat(file.path("Key").textValue()).isEqualTo("jobs/run-1/SUCCEEDED_0.json");
    assertThat(file.path("Size").longValue()).isEqualTo(10L * (large.length() + 1));
    List<String> written = items(file.path("Key").textValue(), input("JSONL"), 3);
    assertThat(written).hasSize(10).allMatch(large::equals);
    assertThat(text("jobs/run-1/FAILED_0.json")).contains("\"Error\":\"Broken\"");
  }

  private static ChildResult child(String name, ExecutionStatus status, String output) {
    boolean isFailed = status == ExecutionStatus.FAILED;
    return new ChildResult(
        "arn:aws:states:us-east-1:1:execution:M/Label:" + name,
        name,
        "arn:aws:states:us-east-1:1:stateMachine:M/Label",
        status,
        Payload.EMPTY_OBJECT,
        output == null ? null : Payload.ofText(output),
        isFailed ? "Broken" : null,
        isFailed ? "It broke." : null,
        1_700_000_000_123L,
        1_700_000_001_000L);
  }
}
