package pawl.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.engine.HostException;
import pawl.engine.Reply;

class AwsJsonEndpointTest {
  private static final String CORAL = "com.amazon.coral.service#";
  private final FakeHost host = new FakeHost();
  private final Api api = new Api(host);

  private Api.Answer raw(String method, String path, Map<String, String> headers) {
    return api.send(
        new Request(
            method, path, Request.Headers.of(headers), "{}".getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> headers(String target, String contentType) {
    Map<String, String> headers = new HashMap<>();
    if (target != null) {
      headers.put("X-Amz-Target", target);
    }
    if (contentType != null) {
      headers.put("Content-Type", contentType);
    }
    return headers;
  }

  @Test
  void shouldAnswerWithARequestIdAndTheProtocolsContentType() {
    Api.Answer answer = api.send("ListStateMachines", "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Api.json("{\"stateMachines\": []}"));
    assertThat(answer.headers().get("Content-Type")).isEqualTo("application/x-amz-json-1.0");
    assertThat(answer.headers().get("x-amzn-RequestId")).matches("[0-9a-f-]{36}");
  }

  @Test
  void shouldTakeAnEmptyBodyForAnEmptyObject() {
    assertThat(api.send("ListStateMachines", "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-amz-json-1.0; charset=UTF-8",
        "Application/X-Amz-JSON-1.0",
        "application/x-amz-json-1.0"
      })
  void shouldAcceptTheContentTypeHoweverItIsWritten(String contentType) {
    assertThat(raw("POST", "/", headers("AWSStepFunctions.ListActivities", contentType)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "400, AWSStepFunctions.Nothing, application/x-amz-json-1.0",
        "400, AWSStepFunctions.listActivities, application/x-amz-json-1.0",
        "400, DynamoDB_20120810.ListTables, application/x-amz-json-1.0",
        "400, ListActivities, application/x-amz-json-1.0",
        "400, '', application/x-amz-json-1.0",
        "400, -, application/x-amz-json-1.0",
        "404, AWSStepFunctions.ListActivities, application/json",
        "404, AWSStepFunctions.ListActivities, application/x-www-form-urlencoded",
        "404, AWSStepFunctions.ListActivities, -",
      })
  void shouldKnowNoOtherOperations(int status, String target, String contentType) {
    Api.Answer answer = raw("POST", "/", headers(target, contentType));

    assertThat(answer.body().path("__type").asText())
        .isEqualTo(CORAL + "UnknownOperationException");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.message()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET, /", "POST, /other", "PUT, /"})
  void shouldServeNothingButPostToTheRoot(String method, String path) {
    Api.Answer answer =
        raw(method, path, headers("AWSStepFunctions.ListActivities", "application/x-amz-json-1.0"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("UnknownOperationException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "nonsense",
        "null",
        "\"x\"",
        "7",
        "[]",
        "{} {}",
        "{\"a\":1,}",
        " ",
        "{'a':1}"
      })
  void shouldRefuseABodyThatIsNoJsonObject(String body) {
    Api.Answer answer = api.send("ListActivities", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("__type").asText()).isEqualTo(CORAL + "SerializationException");
  }

  @Test
  void shouldRefuseBytesThatAreNoUtf8() {
    byte[] latin1 = "{\"nextToken\": \"\u00e9\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = "{\"maxResults\": 1}".getBytes(StandardCharsets.UTF_16LE);
    byte[] marked = "{\"maxResults\": 1}".getBytes(StandardCharsets.UTF_16);

    assertThat(api.send("ListActivities", latin1).code()).isEqualTo("SerializationException");
    assertThat(api.send("ListActivities", utf16).code()).isEqualTo("SerializationException");
    assertThat(api.send("ListActivities", marked).code()).isEqualTo("SerializationException");
  }

  @Test
  void shouldSurviveHalfASurrogatePair() {
    Api.Answer answer = api.send("CreateActivity", "{\"name\": \"a\\ud800b\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("InvalidName");
  }

  @Test
  void shouldRefuseDeepNesting() {
    String deep = "{\"unknown\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(api.send("ListActivities", deep).code()).isEqualTo("SerializationException");
  }

  @Test
  void shouldRefuseBodiesThatAreTooLarge() {
    String large = "{\"unknown\": \"" + "x".repeat(10_000_000) + "\"}";
    Api.Answer answer = api.send("ListActivities", large);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("RequestEntityTooLargeException");
  }

  @Test
  void shouldTellClientsToTryAgainWhenTheHostIsBusy() {
    host.trouble = FakeHost.busy();
    Api.Answer answer = api.send("ListActivities", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("ThrottlingException");
    assertThat(answer.message()).isEqualTo("queue of shard 3 is full");
  }

  @Test
  void shouldAnswer503WhenTheHostCannotServe() {
    host.trouble = new HostException.Unavailable("stopping");
    Api.Answer stopping = api.send("ListActivities", "{}");
    assertThat(stopping.status()).isEqualTo(503);
    assertThat(stopping.code()).isEqualTo("ServiceUnavailable");

    host.trouble = new HostException.Full("no space left in the data folder");
    Api.Answer full = api.send("ListActivities", "{}");
    assertThat(full.status()).isEqualTo(503);
    assertThat(full.message()).isEqualTo("no space left in the data folder");
  }

  @Test
  void shouldAnswer500ForABugAndGiveNothingAway() {
    host.trouble = new IllegalStateException("secret detail");
    Api.Answer answer = api.send("ListActivities", "{}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("InternalFailure");
    assertThat(answer.message())
        .contains(answer.headers().get("x-amzn-RequestId"))
        .doesNotContain("secret");
  }

  @Test
  void shouldNameWhatIsDamaged() {
    host.trouble = new pawl.engine.store.DamagedException("block 7 of 000009.sst");
    Api.Answer answer = api.send("ListActivities", "{}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("InternalFailure");
    assertThat(answer.message()).contains("block 7 of 000009.sst").contains("pawl doctor");
  }

  @Test
  void shouldAnswer500WhenAnExecutionIsQuarantined() {
    host.reportReply = new Reply.Quarantined("two final events");
    String token =
        host.tokens()
            .write(new pawl.engine.id.TaskRef(pawl.engine.id.ExecutionId.of("arn:aws:x"), 1, 1));

    Api.Answer answer = api.send("SendTaskHeartbeat", "taskToken", token);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.message()).contains("two final events").contains("pawl release");
  }

  @Test
  void shouldIgnoreAMalformedSignature() {
    Map<String, String> headers =
        headers("AWSStepFunctions.ListActivities", "application/x-amz-json-1.0");
    headers.put("Authorization", "AWS4-HMAC-SHA256 Credential=/,,,Signature");

    assertThat(raw("POST", "/", headers).status()).isEqualTo(200);
  }
}
