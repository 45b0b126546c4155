package pawl.integrations.optimised;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.FakeService.Request;
import pawl.integrations.Integrations;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;

class ServiceTaskTest {
  private final FakeService aws = new FakeService();
  private final AwsAccess access = Calls.accessTo(aws.url());
  private final SdkBridge bridge = new SdkBridge(access);
  private final Integrations integrations =
      new Integrations(
          List.of(
              ServiceTask.sqs(bridge, new QueueAddress(access)),
              ServiceTask.sns(bridge),
              ServiceTask.dynamodb(bridge),
              new PutEvents(bridge)));

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
  }

  private TaskReport call(String resource, String parameters) {
    return integrations.call(Calls.service(resource, parameters));
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text);
  }

  private static JsonNode output(TaskReport report) {
    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    return ((TaskReport.Succeeded) report).output().node();
  }

  /** As SQS does, with the MD5 of the body, which the SDK checks. */
  private static Answer accepted(Request request, String messageId) {
    try {
      byte[] md5 =
          MessageDigest.getInstance("MD5")
              .digest(
                  json(request.body())
                      .path("MessageBody")
                      .textValue()
                      .getBytes(StandardCharsets.UTF_8));
      return Answer.json(
          200,
          "{\"MD5OfMessageBody\":\"%s\",\"MessageId\":\"%s\"}"
              .formatted(HexFormat.of().formatHex(md5), messageId));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldSendAnObjectAsTheJsonTextOfTheMessage() throws Exception {
    aws.answers(request -> accepted(request, "m1"));

    JsonNode output =
        output(
            call(
                "sqs:sendMessage",
                "{\"QueueUrl\":\"https://sqs.us-east-1.amazonaws.com/123456789012/q\","
                    + "\"MessageBody\":{\"a\":[1.0,null]}}"));

    assertThat(aws.onlyRequest().header("X-Amz-Target")).isEqualTo("AmazonSQS.SendMessage");
    assertThat(json(aws.onlyRequest().body()).path("MessageBody").textValue())
        .isEqualTo("{\"a\":[1.0,null]}");
    assertThat(output.fieldNames())
        .toIterable()
        .containsExactly("MD5OfMessageBody", "MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(output.path("MessageId").textValue()).isEqualTo("m1");
    assertThat(output.at("/SdkHttpMetadata/HttpStatusCode").intValue()).isEqualTo(200);
    assertThat(output.at("/SdkHttpMetadata/AllHttpHeaders/Content-type/0").textValue())
        .isEqualTo("application/x-amz-json-1.0");
    assertThat(output.at("/SdkHttpMetadata/HttpHeaders/Content-type").textValue())
        .isEqualTo("application/x-amz-json-1.0");
    assertThat(output.at("/SdkResponseMetadata/RequestId").textValue()).isEqualTo("request-1");
  }

  @Test
  void shouldReportSubmittedWhenACallbackIsAwaited() {
    aws.answers(request -> accepted(request, "m1"));

    TaskReport report =
        call(
            "sqs:sendMessage.waitForTaskToken",
            "{\"QueueUrl\":\"" + aws.url() + "/1/q\",\"MessageBody\":\"x\"}");

    assertThat(report).isInstanceOf(TaskReport.Submitted.class);
    TaskReport.Submitted submitted = (TaskReport.Submitted) report;
    assertThat(submitted.childExecutionArn()).isNull();
    assertThat(submitted.output().node().path("MessageId").textValue()).isEqualTo("m1");
  }

  @Test
  void shouldGiveErrorsThatTheModelDoesNotKnowTheServicesGeneralName() {
    aws.answers(
        Answer.json(
                400,
                "{\"__type\":\"com.amazonaws.sqs#MissingParameter\",\"message\":"
                    + "\"The request must contain the parameter MessageBody.\"}")
            .with("x-amzn-query-error", "MissingParameter;Sender"));

    assertThat(
            call(
                "sqs:sendMessage", "{\"QueueUrl\":\"" + aws.url() + "/1/q\",\"MessageBody\":null}"))
        .isEqualTo(
            new TaskReport.Failed(
                "SQS.AmazonSQSException",
                "The request must contain the parameter MessageBody. (Service: AmazonSQS; Status"
                    + " Code: 400; Error Code: MissingParameter; Request ID: request-1; Proxy:"
                    + " null)"));
    assertThat(aws.onlyRequest().body()).doesNotContain("MessageBody");
  }

  @Test
  void shouldSayThatTheHostOfAQueueUrlIsUnknown() {
    assertThat(
            call(
                "sqs:sendMessage",
                "{\"QueueUrl\":\"http://no-such-host.invalid/1/q\",\"MessageBody\":\"x\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                "SQS.SdkClientException",
                "Unable to execute HTTP request: no-such-host.invalid: Name or service not"
                    + " known"));
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void shouldSendToTheHostOfTheQueueUrl() {
    try (FakeService elsewhere = new FakeService()) {
      elsewhere.answers(request -> accepted(request, "m2"));
      JsonNode output =
          output(
              call(
                  "sqs:sendMessage",
                  "{\"QueueUrl\":\"" + elsewhere.url() + "/1/q\",\"MessageBody\":\"x\"}"));
      assertThat(output.path("MessageId").textValue()).isEqualTo("m2");
      assertThat(elsewhere.onlyRequest().header("Authorization")).contains("SignedHeaders=");
      assertThat(aws.requests()).isEmpty();
    }
  }

  @Test
  void shouldTryOnceOnly() {
    aws.answers(Answer.json(500, ""));
    TaskReport report =
        call("dynamodb:getItem", "{\"TableName\":\"t\",\"Key\":{\"id\":{\"S\":\"1\"}}}");
    assertThat(((TaskReport.Failed) report).error()).isEqualTo("DynamoDB.AmazonDynamoDBException");
    assertThat(((TaskReport.Failed) report).cause())
        .contains("(Service: AmazonDynamoDBv2; Status Code: 500; Error Code: ");
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void shouldReportARefusedConnection() {
    aws.close();
    TaskReport report =
        call("dynamodb:getItem", "{\"TableName\":\"t\",\"Key\":{\"id\":{\"S\":\"1\"}}}");
    assertThat(((TaskReport.Failed) report).error()).isEqualTo("DynamoDB.SdkClientException");
    assertThat(((TaskReport.Failed) report).cause())
        .startsWith("Unable to execute HTTP request: ")
        .contains("Connection refused")
        .doesNotContain("SDK Attempt");
  }

  @Test
  void shouldGiveModelledErrorsTheirName() {
    aws.answers(
        Answer.json(
            400,
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
                + "\"message\":\"The conditional request failed\"}"));
    assertThat(call("dynamodb:putItem", "{\"TableName\":\"t\",\"Item\":{\"id\":{\"S\":\"1\"}}}"))
        .isEqualTo(
            new TaskReport.Failed(
                "DynamoDB.ConditionalCheckFailedException",
                "The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400;"
                    + " Error Code: ConditionalCheckFailedException; Request ID: request-1; Proxy:"
                    + " null)"));
  }

  @Test
  void shouldAnswerPutItemWithMetadataOnly() {
    JsonNode output =
        output(call("dynamodb:putItem", "{\"TableName\":\"t\",\"Item\":{\"id\":{\"S\":\"1\"}}}"));
    assertThat(output.fieldNames())
        .toIterable()
        .containsExactly("SdkHttpMetadata", "SdkResponseMetadata");
  }

  @Test
  void shouldPublishToATopic() {
    aws.answers(
        Answer.xml(
            200,
            "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
                + "<MessageId>m3</MessageId></PublishResult><ResponseMetadata><RequestId>r3"
                + "</RequestId></ResponseMetadata></PublishResponse>"));
    JsonNode output =
        output(
            call(
                "sns:publish",
                "{\"TopicArn\":\"arn:aws:sns:us-east-1:1:t\",\"Message\":{\"a\":1},"
                    + "\"MessageAttributes\":{\"k\":{\"DataType\":\"String\","
                    + "\"StringValue\":\"v\"}}}"));
    assertThat(aws.onlyRequest().body())
        .contains("Action=Publish")
        .contains("Message=%7B%22a%22%3A1%7D")
        .contains("MessageAttributes.entry.1.Value.StringValue=v");
    assertThat(output.path("MessageId").textValue()).isEqualTo("m3");
    assertThat(output.at("/SdkResponseMetadata/RequestId").textValue()).isEqualTo("r3");
  }

  @Test
  void shouldReportWhatATopicRefuses() {
    aws.answers(
        Answer.xml(
            400,
            "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender"
                + "</Type><Code>InvalidParameter</Code><Message>Invalid parameter: no group"
                + "</Message></Error><RequestId>r4</RequestId></ErrorResponse>"));
    assertThat(
            call("sns:publish", "{\"TopicArn\":\"arn:aws:sns:us-east-1:1:t\",\"Message\":\"m\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                "SNS.InvalidParameterException",
                "Invalid parameter: no group (Service: AmazonSNS; Status Code: 400; Error Code:"
                    + " InvalidParameter; Request ID: r4; Proxy: null)"));
  }

  @Test
  void shouldRefuseParametersThatTheServiceDoesNotHave() {
    String parameters = "{\"QueueUrl\":\"u\",\"MessageBody\":1,\"Colour\":\"red\"}";
    assertThat(call("sqs:sendMessage", parameters))
        .isEqualTo(
            new TaskReport.Failed(
                "States.Runtime",
                "The Parameters '"
                    + parameters
                    + "' could not be used to start the Task: [The value for the field"
                    + " 'MessageBody' must be a STRING, The field \"Colour\" is not supported by"
                    + " Step Functions]"));
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void shouldSayWhichActionsThereAre() {
    assertThat(integrations.supports(Calls.resource("dynamodb:getItem"))).isTrue();
    assertThat(integrations.obstacle(Calls.resource("dynamodb:query")))
        .hasValue("dynamodb has the actions deleteItem, getItem, putItem, updateItem, not query.");
    assertThat(integrations.obstacle(Calls.resource("nowhere:doIt")))
        .hasValue("There is no integration for arn:aws:states:::nowhere:doIt.");
    assertThat(call("nowhere:doIt", "{}"))
        .isEqualTo(
            new TaskReport.Failed(
                "States.Runtime", "There is no integration for arn:aws:states:::nowhere:doIt."));
  }

  @Test
  void shouldAddTheExecutionToTheResourcesOfEvents() throws Exception {
    aws.answers(Answer.json(200, "{\"Entries\":[{\"EventId\":\"e1\"}],\"FailedEntryCount\":0}"));
    TaskReport report =
        call(
            "events:putEvents",
            "{\"Entries\":[{\"Source\":\"s\",\"DetailType\":\"t\",\"Detail\":{\"a\":1}}]}");
    assertThat(report)
        .isEqualTo(
            new TaskReport.Succeeded(
                Payload.ofText("{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"e1\"}]}")));
    JsonNode entry = json(aws.onlyRequest().body()).at("/Entries/0");
    assertThat(entry.path("Detail").textValue()).isEqualTo("{\"a\":1}");
    assertThat(entry.path("Resources"))
        .isEqualTo(
            json(
                "[\"arn:aws:states:us-east-1:123456789012:execution:Parent:run-1\","
                    + "\"arn:aws:states:us-east-1:123456789012:stateMachine:Parent\"]"));
  }

  @Test
  void shouldFailIfOneOfTheEventsDoes() {
    aws.answers(
        Answer.json(
            200,
            "{\"Entries\":[{\"EventId\":\"e1\"},{\"ErrorCode\":\"C\",\"ErrorMessage\":\"m\"}],"
                + "\"FailedEntryCount\":1}"));
    assertThat(call("events:putEvents", "{\"Entries\":[{\"Source\":\"s\"},{}]}"))
        .isEqualTo(
            new TaskReport.Failed(
                "EventBridge.FailedEntry",
                "{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"e1\"},"
                    + "{\"ErrorCode\":\"C\",\"ErrorMessage\":\"m\"}]}"));
  }
}
