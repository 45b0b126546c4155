package pawl.observability.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.NewEvents;
import pawl.engine.id.ExecutionId;
import pawl.integrations.sdk.SdkBridge;
import pawl.observability.Happenings;
import pawl.observability.Receiver;
import pawl.observability.Receiver.Answer;

class StatusTest {
  private static final String PASS =
      "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"Result\": {\"Arg1\":"
          + " \"argument1\"}, \"End\": true}}}";
  private static final String FAIL =
      "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\", \"Error\": \"E\", \"Cause\":"
          + " \"C\"}}}";
  private static final String WAIT =
      "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 100, \"End\":"
          + " true}}}";

  private final Happenings happenings = new Happenings();
  private Receiver receiver;
  private Webhook webhook;
  private StatusListener listener;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
    webhook =
        new Webhook(receiver.url().resolve("/hook"), List.of(Duration.ofMillis(1), Duration.ZERO));
    listener = new StatusListener("webhook", happenings.coming, webhook);
  }

  @AfterEach
  void close() {
    webhook.close();
    receiver.close();
    happenings.close();
  }

  private NewEvents news(String definition, String input) {
    happenings.create("M", definition, null);
    return happenings.newsOf(happenings.start("M", "e", input));
  }

  /** As recorded of AWS, but for the ids and times. */
  @Test
  void shouldPostTheEventsThatAwsSends() throws Exception {
    listener.heard(List.of(news(PASS, "{}")));
    Receiver.Request started = receiver.next();
    JsonNode event = started.json();
    UUID.fromString(event.path("id").asText());
    assertThat(started.path()).isEqualTo("/hook");
    assertThat(started.headers()).containsEntry("x-pawl-event-id", event.path("id").asText());
    assertThat(event)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"version": "0", "id": %s, "detail-type": "Step Functions Execution Status Change",
                 "source": "aws.states", "account": "123456789012", "time": "2027-01-15T08:00:00Z",
                 "region": "us-east-1",
                 "resources": ["arn:aws:states:us-east-1:123456789012:execution:M:e"],
                 "detail": {"executionArn": "arn:aws:states:us-east-1:123456789012:execution:M:e",
                  "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:M",
                  "name": "e", "status": "RUNNING", "startDate": 1800000000000, "stopDate": null,
                  "input": "{}", "output": null, "stateMachineVersionArn": null,
                  "stateMachineAliasArn": null, "redriveCount": 0, "redriveDate": null,
                  "redriveStatus": "NOT_REDRIVABLE",
                  "redriveStatusReason": "Execution is RUNNING and cannot be redriven",
                  "inputDetails": {"included": true}, "outputDetails": null, "error": null,
                  "cause": null}}
                """
                    .formatted(event.path("id"))));
    JsonNode ended = receiver.next().json();
    assertThat(ended.path("id")).isNotEqualTo(event.path("id"));
    assertThat(ended.path("detail"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"executionArn": "arn:aws:states:us-east-1:123456789012:execution:M:e",
                  "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:M",
                  "name": "e", "status": "SUCCEEDED", "startDate": 1800000000000,
                  "stopDate": 1800000000000,
                  "input": "{}", "output": "{\\"Arg1\\":\\"argument1\\"}",
                  "stateMachineVersionArn": null,
                  "stateMachineAliasArn": null, "redriveCount": 0, "redriveDate": null,
                  "redriveStatus": "NOT_REDRIVABLE",
                  "redriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
                  "inputDetails": {"included": true}, "outputDetails": {"included": true},
                  "error": null, "cause": null}
                """));
  }

  @Test
  void shouldTellErrorAndInputOfAnExecutionThatBeganLongAgo() throws Exception {
    happenings.create("M", WAIT, null);
    ExecutionId id = happenings.start("M", "e", "{\"a\": 1}");
    happenings.host.submit(new Command.Stop(id, "Mine", "because"));
    listener.heard(List.of(happenings.newsOf(id, 3, 100)));
    JsonNode detail = receiver.next().json().path("detail");
    assertThat(detail.path("status").asText()).isEqualTo("ABORTED");
    assertThat(detail.path("input").asText()).isEqualTo("{\"a\": 1}");
    assertThat(detail.path("error").asText()).isEqualTo("Mine");
    assertThat(detail.path("cause").asText()).isEqualTo("because");
    assertThat(detail.path("redriveStatus").asText()).isEqualTo("REDRIVABLE");
    assertThat(receiver.hasMore()).isFalse();
  }

  @Test
  void shouldLeaveOutDataThatIsTooLarge() throws Exception {
    happenings.create(
        "M",
        "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}",
        null);
    String input = "\"" + "x".repeat(150_000) + "\"";
    listener.heard(List.of(happenings.newsOf(happenings.start("M", "e", input))));
    JsonNode started = receiver.next().json().path("detail");
    assertThat(started.path("input").asText()).isEqualTo(input);
    JsonNode ended = receiver.next().json().path("detail");
    assertThat(ended.path("input").isNull()).isTrue();
    assertThat(ended.path("inputDetails").path("included").asBoolean()).isFalse();
    assertThat(ended.path("output").asText()).isEqualTo(input);
    assertThat(ended.path("outputDetails").path("included").asBoolean()).isTrue();
  }

  @Test
  void shouldWantNothingButChangesOfStandardExecutions() {
    happenings.create("M", WAIT, null);
    ExecutionId id = happenings.start("M", "e", "1");
    assertThat(listener.wants(happenings.newsOf(id))).isTrue();
    assertThat(listener.wants(happenings.newsOf(id, 2, 2))).isFalse();
    NewEvents express =
        Happenings.express(
            new UUID(0, 0),
            Happenings.event(
                1,
                EventType.EXECUTION_SUCCEEDED,
                new EventDetails.ExecutionSucceeded(Payload.EMPTY_OBJECT)));
    assertThat(listener.wants(express)).isFalse();
  }

  @Test
  void shouldTryAgainAndThenGiveUp() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    receiver.answers(
        _ -> requests.incrementAndGet() == 2 ? new Answer(200, "") : new Answer(503, ""));
    listener.heard(List.of(news(FAIL, "1")));
    // the first event: refused, taken; the second: refused three times
    assertThat(requests).hasValue(5);
    assertThat(listener.losses().count()).isEqualTo(1);
  }

  @Test
  void shouldNotRepeatWhatWasRefusedForGood() throws Exception {
    receiver.answers(_ -> new Answer(404, ""));
    listener.heard(List.of(news(FAIL, "1")));
    receiver.next();
    receiver.next();
    assertThat(receiver.hasMore()).isFalse();
    assertThat(listener.losses().count()).isEqualTo(2);
  }

  @Test
  void shouldCountWhatNobodyTakes() throws Exception {
    try (Webhook nobody =
        new Webhook(URI.create("http://127.0.0.1:9/"), List.of(Duration.ofMillis(1)))) {
      StatusListener alone = new StatusListener("webhook", happenings.coming, nobody);
      alone.heard(List.of(news(FAIL, "1")));
      assertThat(alone.losses().count()).isEqualTo(2);
    }
  }

  @Test
  void shouldPutEventsOnABusTenAtATime() throws Exception {
    receiver.answers(_ -> new Answer(200, "{\"FailedEntryCount\": 0, \"Entries\": []}"));
    try (SdkBridge bridge = Happenings.bridge(receiver.url())) {
      StatusListener bus =
          new StatusListener(
              "eventbridge", happenings.coming, new EventBus("default", "aws.states", bridge));
      happenings.create("M", FAIL, null);
      List<NewEvents> news = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        news.add(happenings.newsOf(happenings.start("M", "e" + i, "1")));
      }
      bus.heard(news);
      JsonNode first = receiver.next("PutEvents").json().path("Entries");
      JsonNode second = receiver.next("PutEvents").json().path("Entries");
      assertThat(first).hasSize(10);
      assertThat(second).hasSize(2);
      assertThat(first.path(0).path("Source").asText()).isEqualTo("aws.states");
      assertThat(first.path(0).path("DetailType").asText())
          .isEqualTo("Step Functions Execution Status Change");
      assertThat(first.path(0).path("EventBusName").asText()).isEqualTo("default");
      assertThat(first.path(0).path("Time").asLong()).isEqualTo(1_800_000_000L);
      Set<String> names = new TreeSet<>();
      for (JsonNode entry : first) {
        names.add(Json.MAPPER.readTree(entry.path("Detail").asText()).path("name").asText());
      }
      assertThat(names).hasSize(5);
      assertThat(bus.losses().count()).isZero();
    }
  }

  @Test
  void shouldCountWhatTheBusDoesNotTake() throws Exception {
    receiver.answers(
        _ ->
            new Answer(
                200,
                "{\"FailedEntryCount\": 1, \"Entries\": [{\"EventId\": \"1\"}, {\"ErrorCode\":"
                    + " \"NotAuthorizedForSourceException\", \"ErrorMessage\": \"no\"}]}"));
    try (SdkBridge bridge = Happenings.bridge(receiver.url())) {
      StatusListener bus =
          new StatusListener(
              "eventbridge", happenings.coming, new EventBus("default", "aws.states", bridge));
      bus.heard(List.of(news(FAIL, "1")));
      assertThat(bus.losses().count()).isEqualTo(1);
    }
  }
}
