package pawl.observability.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.engine.history.EventType;
import pawl.engine.history.NewEvents;
import pawl.integrations.sdk.SdkBridge;
import pawl.observability.Happenings;
import pawl.observability.Receiver;
import pawl.observability.Receiver.Answer;

class LogTest {
  private static final String FAIL =
      """
      {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "SomeFailure", "Cause": "why"}}}
      """;

  private final Happenings happenings = new Happenings();
  private Receiver receiver;
  private SdkBridge bridge;
  private CloudWatchLog log;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
    bridge = Happenings.bridge(receiver.url());
    log = new CloudWatchLog(happenings.coming, bridge);
  }

  @AfterEach
  void close() {
    bridge.close();
    receiver.close();
    happenings.close();
  }

  private static String configuration(String level, boolean withData) {
    return """
    {"level": "%s", "includeExecutionData": %s, "destinations": [{"cloudWatchLogsLogGroup":
      {"logGroupArn": "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/g:*"}}]}
    """
        .formatted(level, withData);
  }

  private NewEvents failed(String level, boolean withData) {
    happenings.create("M", FAIL, configuration(level, withData));
    return happenings.newsOf(happenings.start("M", "e", "{\"a\": 1}"));
  }

  private static List<JsonNode> entries(Receiver.Request request) throws Exception {
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode event : request.json().path("logEvents")) {
      entries.add(Json.MAPPER.readTree(event.path("message").asText()));
    }
    return entries;
  }

  @Test
  void shouldWriteEntriesInTheFormThatAwsWritesThem() throws Exception {
    // given
    NewEvents news = failed("ALL", true);
    // when
    log.heard(List.of(news));
    // then
    JsonNode created = receiver.next("CreateLogStream").json();
    assertThat(created.path("logGroupName").asText()).isEqualTo("/aws/vendedlogs/states/g");
    assertThat(created.path("logStreamName").asText())
        .matches("states/M/\\d{4}-\\d\\d-\\d\\d-\\d\\d-\\d\\d/[0-9a-f]{8}");
    Receiver.Request put = receiver.next("PutLogEvents");
    assertThat(put.json().path("logStreamName")).isEqualTo(created.path("logStreamName"));
    assertThat(put.json().path("logEvents").path(0).path("timestamp").asLong())
        .isEqualTo(Happenings.NOW);
    assertThat(entries(put))
        .isEqualTo(
            List.of(
                Json.MAPPER.readTree(
                    """
                    {"id": "1", "type": "ExecutionStarted", "details": {"input": "{\\"a\\": 1}",
                      "inputDetails": {"truncated": false}, "roleArn": "arn:aws:iam::123456789012:role/r"},
                     "previous_event_id": "0", "event_timestamp": "1800000000000",
                     "execution_arn": "arn:aws:states:us-east-1:123456789012:execution:M:e",
                     "redrive_count": "0"}\
                    """),
                Json.MAPPER.readTree(
                    """
                    {"id": "2", "type": "FailStateEntered", "details": {"input": "{\\"a\\": 1}",
                      "inputDetails": {"truncated": false}, "name": "F"},
                     "previous_event_id": "0", "event_timestamp": "1800000000000",
                     "execution_arn": "arn:aws:states:us-east-1:123456789012:execution:M:e",
                     "redrive_count": "0"}\
                    """),
                Json.MAPPER.readTree(
                    """
                    {"id": "3", "type": "ExecutionFailed",
                     "details": {"error": "SomeFailure", "cause": "why"},
                     "previous_event_id": "2", "event_timestamp": "1800000000000",
                     "execution_arn": "arn:aws:states:us-east-1:123456789012:execution:M:e",
                     "redrive_count": "0"}\
                    """)));
  }

  @Test
  void shouldLeaveDataOutUnlessAskedFor() throws Exception {
    log.heard(List.of(failed("ALL", false)));
    List<JsonNode> entries = entries(receiver.next("PutLogEvents"));
    assertThat(entries.get(0).path("details").toString())
        .isEqualTo("{\"roleArn\":\"arn:aws:iam::123456789012:role/r\"}");
    assertThat(entries.get(1).path("details").toString()).isEqualTo("{\"name\":\"F\"}");
    assertThat(entries.get(2).path("details").path("error").asText()).isEqualTo("SomeFailure");
  }

  @Test
  void shouldCarryWhatTheLevelCarries() throws Exception {
    log.heard(List.of(failed("ERROR", true)));
    assertThat(entries(receiver.next("PutLogEvents")))
        .extracting(entry -> entry.path("type").asText())
        .containsExactly("FailStateEntered", "ExecutionFailed");
  }

  @Test
  void shouldNotWantWhatIsNotLogged() {
    assertThat(log.wants(failed("OFF", true))).isFalse();
    happenings.create("N", FAIL, null);
    assertThat(log.wants(happenings.newsOf(happenings.start("N", "e", "1")))).isFalse();
    happenings.create(
        "P",
        "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}",
        configuration("FATAL", true));
    assertThat(log.wants(happenings.newsOf(happenings.start("P", "e", "1")))).isFalse();
  }

  @Test
  void shouldGiveFatalOnlyTheBadEnds() {
    List<EventType> fatal =
        Arrays.stream(EventType.values()).filter(LogLevel.FATAL::carries).toList();
    assertThat(fatal)
        .containsExactly(
            EventType.EXECUTION_ABORTED, EventType.EXECUTION_FAILED, EventType.EXECUTION_TIMED_OUT);
    assertThat(EventType.values()).allMatch(LogLevel.ALL::carries);
    assertThat(EventType.values()).noneMatch(LogLevel.OFF::carries);
  }

  @Test
  void shouldTryAgainAfterAFailureThatPasses() throws Exception {
    AtomicInteger puts = new AtomicInteger();
    receiver.answers(
        request ->
            request.operation().equals("PutLogEvents") && puts.incrementAndGet() < 3
                ? new Answer(503, "{\"__type\": \"ServiceUnavailableException\"}")
                : new Answer(200, "{}"));
    log.heard(List.of(failed("ALL", true)));
    assertThat(puts).hasValue(3);
    assertThat(log.losses().count()).isZero();
  }

  @Test
  void shouldLoseAndCountWhatHasNoGroup() throws Exception {
    receiver.answers(
        _ -> new Answer(400, "{\"__type\": \"ResourceNotFoundException\", \"message\": \"gone\"}"));
    NewEvents news = failed("ALL", true);
    log.heard(List.of(news));
    log.heard(List.of(news));
    assertThat(log.losses().count()).isEqualTo(6);
    // twice for the first, then the group is left alone
    receiver.next("CreateLogStream");
    receiver.next("CreateLogStream");
    assertThat(receiver.hasMore()).isFalse();
  }

  @Test
  void shouldSplitWhatIsTooMuchForOneCall() throws Exception {
    happenings.create("M", FAIL, configuration("ALL", true));
    List<NewEvents> news = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String input = "\"" + "x".repeat(200_000) + "\"";
      news.add(happenings.newsOf(happenings.start("M", "e" + i, input)));
    }
    log.heard(news);
    assertThat(entries(receiver.next("PutLogEvents"))).hasSizeBetween(5, 11);
    assertThat(entries(receiver.next("PutLogEvents"))).isNotEmpty();
  }

  @Test
  void shouldCutPayloadsThatCloudWatchWouldRefuse() throws Exception {
    happenings.create("M", FAIL, configuration("ALL", true));
    String input = "\"" + "\\\\".repeat(125_000) + "\"";
    log.heard(List.of(happenings.newsOf(happenings.start("M", "e", input))));
    Receiver.Request put = receiver.next("PutLogEvents");
    JsonNode details = entries(put).getFirst().path("details");
    assertThat(details.path("inputDetails").path("truncated").asBoolean()).isTrue();
    assertThat(details.path("input").asText())
        .hasSizeBetween(
            LogEntry.CLOUDWATCH_PAYLOAD_BYTES / 2 - 10, LogEntry.CLOUDWATCH_PAYLOAD_BYTES / 2);
  }

  @Test
  void shouldKnowWhichLogGroupsThereAre() throws Exception {
    LogGroups groups = new LogGroups(bridge);
    receiver.answers(
        _ ->
            new Answer(
                200, "{\"logGroups\": [{\"logGroupName\": \"g\"}, {\"logGroupName\": \"g2\"}]}"));

    assertThat(groups.isMissing("arn:aws:logs:us-east-1:123456789012:log-group:g:*")).isFalse();
    assertThat(groups.isMissing("arn:aws:logs:us-east-1:123456789012:log-group:gone:*")).isTrue();

    Receiver.Request asked = receiver.next("DescribeLogGroups");
    assertThat(asked.json().path("logGroupNamePrefix").asText()).isEqualTo("g");
  }

  @Test
  void shouldTakeALogGroupThatNobodyCanTellOf() {
    receiver.answers(_ -> new Answer(400, "{\"__type\": \"AccessDeniedException\"}"));

    assertThat(new LogGroups(bridge).isMissing("arn:aws:logs:us-east-1:123456789012:log-group:g:*"))
        .isFalse();
  }

  @Test
  void shouldWriteLinesWhateverTheMachineSays(@TempDir Path folder) throws Exception {
    happenings.create("M", FAIL, null);
    NewEvents news = happenings.newsOf(happenings.start("M", "e", "{\"a\": 1}"));
    Path file = folder.resolve("executions.log");
    LineLog lines = LineLog.to(file, LogLevel.ALL, false);
    assertThat(lines.wants(news)).isTrue();
    lines.heard(List.of(news));
    lines.heard(List.of(news));
    List<String> written = Files.readAllLines(file);
    assertThat(written).hasSize(6).first().asString().startsWith("{\"id\":\"1\"");
    assertThat(Json.MAPPER.readTree(written.get(5)).path("type").asText())
        .isEqualTo("ExecutionFailed");
    assertThat(written).noneMatch(line -> line.contains("input"));
  }

  @Test
  void shouldLeaveTheStreamOpen() {
    happenings.create("M", FAIL, null);
    NewEvents news = happenings.newsOf(happenings.start("M", "e", "{\"a\": 1}"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineLog lines = LineLog.to(out, LogLevel.FATAL, true);
    lines.heard(List.of(news));
    assertThat(out.toString(UTF_8).lines()).hasSize(1);
  }

  @Test
  void shouldCountLinesThatCanNotBeWritten(@TempDir Path folder) {
    happenings.create("M", FAIL, null);
    LineLog lines = LineLog.to(folder, LogLevel.ALL, true);
    lines.heard(List.of(happenings.newsOf(happenings.start("M", "e", "1"))));
    assertThat(lines.losses().count()).isEqualTo(3);
  }
}
