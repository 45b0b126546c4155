package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Payload;
import pawl.asl.program.ReaderConfig;
import pawl.dev.bucket.BucketServer;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.integrations.items.S3ItemSource;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.SdkBridge;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The buckets of {@code pawl dev}, asked by AWS's own SDK and read by the ItemReader. */
class BucketsTest {
  private static final int PART_BYTES = 5 << 20;

  @TempDir private Path folder;
  private BucketServer server;
  private S3Client s3;

  @BeforeEach
  void start() {
    server = BucketServer.start("127.0.0.1", 0, folder);
    server.provide("data");
    s3 =
        S3Client.builder()
            .endpointOverride(url())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    s3.close();
    server.close();
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private void put(String key, String text) {
    s3.putObject(it -> it.bucket("data").key(key), RequestBody.fromString(text));
  }

  private String get(String key) {
    return s3.getObjectAsBytes(it -> it.bucket("data").key(key)).asUtf8String();
  }

  @Test
  void shouldKeepAnObjectWithItsHeaders() {
    s3.putObject(
        it ->
            it.bucket("data")
                .key("in/a b+c.txt")
                .contentType("text/x")
                .contentEncoding("gzip")
                .metadata(Map.of("who", "me")),
        RequestBody.fromString("hello"));

    HeadObjectResponse head = s3.headObject(it -> it.bucket("data").key("in/a b+c.txt"));
    assertThat(head.contentLength()).isEqualTo(5);
    assertThat(head.contentType()).isEqualTo("text/x");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.metadata()).containsEntry("who", "me");
    assertThat(head.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(get("in/a b+c.txt")).isEqualTo("hello");
    assertThat(folder.resolve("data/in/a b+c.txt")).hasContent("hello");
  }

  @Test
  void shouldGiveRangesAndHeedConditions() {
    put("k", "0123456789");
    String etag = s3.headObject(it -> it.bucket("data").key("k")).eTag();

    assertThat(
            s3.getObjectAsBytes(it -> it.bucket("data").key("k").range("bytes=3-").ifMatch(etag))
                .asUtf8String())
        .isEqualTo("3456789");
    assertThat(
            s3.getObjectAsBytes(it -> it.bucket("data").key("k").range("bytes=-2")).asUtf8String())
        .isEqualTo("89");
    assertThatThrownBy(
            () -> s3.getObjectAsBytes(it -> it.bucket("data").key("k").range("bytes=10-")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
    assertThatThrownBy(
            () -> s3.getObjectAsBytes(it -> it.bucket("data").key("k").ifMatch("\"other\"")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    it -> it.bucket("data").key("k").ifNoneMatch("*"), RequestBody.fromString("x")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
  }

  @Test
  void shouldSayWhatIsNotThere() {
    assertThatThrownBy(() -> get("absent")).isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.headObject(it -> it.bucket("data").key("absent")))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.listObjectsV2(it -> it.bucket("absent")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void shouldListPageByPageAndByFolder() {
    for (String key : List.of("a/1", "a/2", "b/1", "c", "d/e/f")) {
      put(key, key);
    }
    List<String> keys = new ArrayList<>();
    for (S3Object object :
        s3.listObjectsV2Paginator(it -> it.bucket("data").maxKeys(2)).contents()) {
      keys.add(object.key());
    }
    assertThat(keys).containsExactly("a/1", "a/2", "b/1", "c", "d/e/f");

    ListObjectsV2Response top = s3.listObjectsV2(it -> it.bucket("data").delimiter("/"));
    assertThat(top.commonPrefixes()).extracting("prefix").containsExactly("a/", "b/", "d/");
    assertThat(top.contents()).extracting(S3Object::key).containsExactly("c");
    List<String> prefixes = new ArrayList<>();
    s3.listObjectsV2Paginator(it -> it.bucket("data").delimiter("/").maxKeys(1))
        .commonPrefixes()
        .forEach(common -> prefixes.add(common.prefix()));
    assertThat(prefixes).containsExactly("a/", "b/", "d/");
    assertThat(s3.listObjectsV2(it -> it.bucket("data").prefix("a/").startAfter("a/1")).contents())
        .extracting(S3Object::key)
        .containsExactly("a/2");
  }

  @Test
  void shouldPutPartsTogether() throws Exception {
    String id = s3.createMultipartUpload(it -> it.bucket("data").key("big")).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      int part = number;
      byte[] bytes = new byte[number == 1 ? PART_BYTES : 3];
      java.util.Arrays.fill(bytes, (byte) ('0' + number));
      String etag =
          s3.uploadPart(
                  it -> it.bucket("data").key("big").uploadId(id).partNumber(part),
                  RequestBody.fromBytes(bytes))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }
    s3.completeMultipartUpload(
        it -> it.bucket("data").key("big").uploadId(id).multipartUpload(all -> all.parts(parts)));

    assertThat(s3.headObject(it -> it.bucket("data").key("big")).contentLength())
        .isEqualTo(PART_BYTES + 3);
    assertThat(
            s3.getObjectAsBytes(it -> it.bucket("data").key("big").range("bytes=-4"))
                .asUtf8String())
        .isEqualTo("1222");
    try (var uploads = Files.list(folder.resolve(".uploads"))) {
      assertThat(uploads).isEmpty();
    }
  }

  @Test
  void shouldCopyAndRemove() {
    put("a", "text");
    s3.copyObject(
        it ->
            it.sourceBucket("data").sourceKey("a").destinationBucket("data").destinationKey("b/c"));
    assertThat(get("b/c")).isEqualTo("text");

    s3.deleteObject(it -> it.bucket("data").key("a"));
    s3.deleteObjects(it -> it.bucket("data").delete(all -> all.objects(key -> key.key("b/c"))));

    assertThat(s3.listObjectsV2(it -> it.bucket("data")).contents()).isEmpty();
  }

  // Datasets

  private List<String> read(String key, ReaderConfig config, int pageItems) {
    AwsAccess access =
        new AwsAccess(
            "us-east-1", null, Map.of("s3", url()), new AwsAccess.Credentials("a", "b", null));
    List<String> items = new ArrayList<>();
    String position = null;
    do {
      // As a server that is restarted after each page: nothing is open from before.
      try (SdkBridge bridge = new SdkBridge(access);
          S3ItemSource source = new S3ItemSource(new ObjectStore(bridge))) {
        ItemPage page =
            source.read(
                new ItemRequest(
                    "arn:aws:states:::s3:getObject",
                    Payload.ofText("{\"Bucket\":\"data\",\"Key\":\"" + key + "\"}"),
                    config,
                    position,
                    pageItems,
                    1 << 20));
        assertThat(page).isInstanceOf(ItemPage.Items.class);
        ((ItemPage.Items) page).items().forEach(item -> items.add(item.text()));
        position = ((ItemPage.Items) page).next();
      }
    } while (position != null);
    return items;
  }

  @Test
  void shouldReadCsvFromWhereItStopped() {
    put("lines.csv", "\ufeffid;text\r\n1;\"two\r\nlines\"\r\n2;\"a \"\"word\"\"\"\r\n3;x\\;y\r\n4");

    assertThat(
            read(
                "lines.csv",
                new ReaderConfig("CSV", null, null, null, "SEMICOLON", "FIRST_ROW", List.of()),
                1))
        .containsExactly(
            "{\"id\":\"1\",\"text\":\"two\\r\\nlines\"}",
            "{\"id\":\"2\",\"text\":\"a \\\"word\\\"\"}",
            "{\"id\":\"3\",\"text\":\"x;y\"}",
            "{\"id\":\"4\",\"text\":\"\"}");
  }

  @Test
  void shouldReadJsonAndJsonLinesFromWhereTheyStopped() {
    put("a.json", "{\"of\":{\"it\":[1, {\"a\":[2]}, \"three\"]}}");
    put("a.jsonl", "{\"a\":1}\n\n{\"a\":2}\n");

    assertThat(
            read(
                "a.json", new ReaderConfig("JSON", null, null, "/of/it", null, null, List.of()), 1))
        .containsExactly("1", "{\"a\":[2]}", "\"three\"");
    assertThat(
            read("a.jsonl", new ReaderConfig("JSONL", null, null, null, null, null, List.of()), 1))
        .containsExactly("{\"a\":1}", "{\"a\":2}");
  }
}
