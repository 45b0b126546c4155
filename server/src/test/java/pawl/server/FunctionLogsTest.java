package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Which log belongs to which attempt of a task. */
class FunctionLogsTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:Refuse";
  private static final int ATTEMPTS = 4;

  /** Throws what does not say which invocation it was, as Node.js does. */
  private static final String CODE =
      """
      exports.handler = async (event, context) => {
        console.log(`${event.who} for the ${event.retry}. time, knows ${Object.keys(event)} ${context.clientContext}`);
        await new Promise((done) => setTimeout(done, 50));
        throw new Error('no');
      };
      """;

  private static final String RETRY =
      """
      "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 1}]
      """;

  private static final String BY_ARN =
      """
      {"StartAt": "Call", "States": {"Call": {
        "Type": "Task", "Resource": "%s",
        "Parameters": {"who.$": "$$.Execution.Name", "retry.$": "$$.State.RetryCount"},
        %s, "End": true}}}
      """
          .formatted(FUNCTION, RETRY);

  private static final String BY_SERVICE =
      """
      {"StartAt": "Call", "States": {"Call": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "%s",
          "Payload": {"who.$": "$$.Execution.Name", "retry.$": "$$.State.RetryCount"}},
        %s, "End": true}}}
      """
          .formatted(FUNCTION, RETRY);

  @TempDir private Path data;

  @Test
  void shouldKnowTheLogOfEachAttempt() throws Exception {
    Programs.need("node");
    try (Server server =
            Server.start(
                new Config("127.0.0.1", 0, data, "us-east-1", "123456789012", Config.Profile.AWS));
        SfnClient client = Client.of(server.url());
        HttpClient http = HttpClient.newHttpClient()) {
      createFunction(http, server.url());
      List<String> executions = new ArrayList<>();
      for (Map.Entry<String, String> machine :
          Map.of("ByArn", BY_ARN, "ByService", BY_SERVICE).entrySet()) {
        String arn = Client.create(client, machine.getKey(), machine.getValue());
        executions.add(Client.start(client, arn, "{}"));
        executions.add(Client.start(client, arn, "{}"));
      }

      for (String execution : executions) {
        assertThat(Client.await(client, execution).status()).isEqualTo(ExecutionStatus.FAILED);
        String name = execution.substring(execution.lastIndexOf(':') + 1);
        JsonNode invocations = invocationsFor(http, server.url(), execution);
        assertThat(invocations).hasSize(ATTEMPTS);
        List<Long> started = startedEvents(Client.history(client, execution));
        assertThat(started).hasSize(ATTEMPTS);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
          JsonNode invocation = startedWith(invocations, started.get(attempt));
          assertThat(invocation.path("status").asText()).isEqualTo("FAILED");
          assertThat(invocation.path("log").asText())
              .contains("%s for the %d. time, knows who,retry undefined".formatted(name, attempt));
        }
      }
    }
  }

  private static List<Long> startedEvents(List<HistoryEvent> history) {
    return history.stream()
        .filter(
            event ->
                event.type() == HistoryEventType.TASK_STARTED
                    || event.type() == HistoryEventType.LAMBDA_FUNCTION_STARTED)
        .map(HistoryEvent::id)
        .toList();
  }

  private static JsonNode startedWith(JsonNode invocations, long event) {
    for (JsonNode invocation : invocations) {
      if (invocation.path("startedEventId").asLong() == event) {
        return invocation;
      }
    }
    throw new AssertionError("none was started with event " + event + ": " + invocations);
  }

  private static JsonNode invocationsFor(HttpClient http, String url, String execution)
      throws Exception {
    String question =
        "/api/functions/Refuse?execution=" + URLEncoder.encode(execution, StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + question)).build(),
            HttpResponse.BodyHandlers.ofString());
    return Json.MAPPER.readTree(answer.body()).path("invocations");
  }

  private static void createFunction(HttpClient http, String url) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("index.js"));
      zip.write(CODE.getBytes(StandardCharsets.UTF_8));
    }
    var body =
        Json.MAPPER
            .createObjectNode()
            .put("FunctionName", "Refuse")
            .put("Runtime", "nodejs22.x")
            .put("Handler", "index.handler")
            .put("Role", "arn:aws:iam::123456789012:role/any");
    body.putObject("Code").put("ZipFile", bytes.toByteArray());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/2015-03-31/functions"))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }
}
