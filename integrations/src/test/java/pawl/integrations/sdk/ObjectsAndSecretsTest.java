package pawl.integrations.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Json;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.FakeService.Request;
import pawl.integrations.Integrations;

/** What the bridge makes of S3 (XML, bodies beside the fields) and Secrets Manager. */
class ObjectsAndSecretsTest {
  private final FakeService aws = new FakeService();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final Integrations integrations = new Integrations(List.of(new SdkIntegration(bridge)));

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
  }

  private TaskReport call(String resource, String parameters) {
    return integrations.call(Calls.service("aws-sdk:" + resource, parameters));
  }

  private static JsonNode output(TaskReport report) throws IOException {
    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    return Json.MAPPER.readTree(((TaskReport.Succeeded) report).output().text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "text data"      | "text data"
          false            | false
          1.50             | 1.50
          {"Dict": "Value"}| {"Dict":"Value"}
          ["List", "Data"] | ["List","Data"]
          """)
  void shouldPutBodiesAsJsonText(String body, String sent) throws Exception {
    aws.answers(new Answer(200, Map.of("ETag", "\"e1\"", "x-amz-checksum-crc32", "KUmHvQ=="), ""));

    JsonNode output =
        output(call("s3:putObject", "{\"Bucket\":\"b\",\"Key\":\"a/k 1\",\"Body\":" + body + "}"));

    Request request = aws.onlyRequest();
    assertThat(request.method() + " " + request.path()).isEqualTo("PUT /b/a/k%201");
    assertThat(request.body()).isEqualTo(sent);
    assertThat(request.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
    assertThat(output)
        .isEqualTo(
            Json.MAPPER.readTree("{\"ChecksumCRC32\":\"KUmHvQ==\",\"ETag\":\"\\\"e1\\\"\"}"));
  }

  @Test
  void shouldKeepTheContentTypeThatIsGiven() {
    aws.answers(new Answer(200, Map.of(), ""));
    call(
        "s3:putObject",
        "{\"Bucket\":\"b\",\"Key\":\"k\",\"Body\":{},\"ContentType\":\"application/json\"}");
    assertThat(aws.onlyRequest().header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void shouldGetBodiesAsText() throws Exception {
    aws.answers(
        new Answer(
            200,
            Map.of(
                "ETag", "\"e1\"",
                "Accept-Ranges", "bytes",
                "Content-Type", "binary/octet-stream",
                "Last-Modified", "Wed, 01 Jan 2025 00:00:00 GMT",
                "x-amz-meta-owner", "me"),
            "{\"naïve\": 1}"));
    assertThat(output(call("s3:getObject", "{\"Bucket\":\"b\",\"Key\":\"k\"}")))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"AcceptRanges":"bytes","LastModified":"2025-01-01T00:00:00Z","ContentLength":13,
                 "ETag":"\\"e1\\"","ContentType":"binary/octet-stream","Metadata":{"owner":"me"},
                 "Body":"{\\"naïve\\": 1}"}\
                """));
    assertThat(aws.onlyRequest().header("x-amz-checksum-mode")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NoSuchKey,404,S3.NoSuchKeyException",
    "NoSuchBucket,404,S3.NoSuchBucketException",
    "SlowDown,503,S3.S3Exception",
  })
  void shouldNameErrorsLikeTheSdk(String code, int status, String error) {
    aws.answers(
        Answer.xml(status, "<Error><Code>" + code + "</Code><Message>So it is.</Message></Error>")
            .with("x-amz-request-id", "R1")
            .with("x-amz-id-2", "X1"));
    assertThat(call("s3:getObject", "{\"Bucket\":\"b\",\"Key\":\"k\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                error,
                "So it is. (Service: S3, Status Code: %d, Request ID: R1, Extended Request ID: X1)"
                        .formatted(status)
                    + " (SDK Attempt Count: 1)"));
  }

  @Test
  void shouldShowListingsInPascalCase() throws Exception {
    aws.answers(
        Answer.xml(
            200,
            """
            <ListBucketResult><Name>b</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>
            <Contents><Key>a&amp;b</Key><Size>5</Size><ETag>&quot;e&quot;</ETag>
            <LastModified>2025-01-01T00:00:00.000Z</LastModified></Contents></ListBucketResult>\
            """));
    assertThat(output(call("s3:listObjectsV2", "{\"Bucket\":\"b\",\"Prefix\":\"a\"}")))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"Name":"b","KeyCount":1,"IsTruncated":false,"Contents":[{"Key":"a&b","Size":5,
                 "ETag":"\\"e\\"","LastModified":"2025-01-01T00:00:00Z"}]}\
                """));
    assertThat(aws.onlyRequest().path()).isEqualTo("/b?list-type=2&prefix=a");
  }

  @Test
  void shouldRefuseAnAnswerThatNoStateCouldUse() {
    aws.answers(new Answer(200, Map.of(), "x".repeat(65 << 20)));
    assertThat(call("s3:getObject", "{\"Bucket\":\"b\",\"Key\":\"k\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                "States.DataLimitExceeded",
                "The state/task 'aws-sdk:s3' returned a result with a size exceeding the maximum"
                    + " number of bytes service limit."));
  }

  @Test
  void shouldReadAndMakeSecrets() throws Exception {
    aws.answers(
        Answer.json(
            200,
            "{\"ARN\":\"arn:secret\",\"Name\":\"n\",\"SecretString\":\"s\","
                + "\"CreatedDate\":1704164645.25}"));
    assertThat(output(call("secretsmanager:getSecretValue", "{\"SecretId\":\"n\"}")))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"Arn\":\"arn:secret\",\"Name\":\"n\",\"SecretString\":\"s\","
                    + "\"CreatedDate\":\"2024-01-02T03:04:05.250Z\"}"));
    assertThat(aws.onlyRequest().header("X-Amz-Target")).isEqualTo("secretsmanager.GetSecretValue");

    aws.answers(
        Answer.json(400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"No secret.\"}"));
    assertThat(((TaskReport.Failed) call("secretsmanager:getSecretValue", "{\"SecretId\":\"n\"}")))
        .isEqualTo(
            new TaskReport.Failed(
                "SecretsManager.ResourceNotFoundException",
                "No secret. (Service: SecretsManager, Status Code: 400, Request ID: request-1)"
                    + " (SDK Attempt Count: 1)"));
  }
}
