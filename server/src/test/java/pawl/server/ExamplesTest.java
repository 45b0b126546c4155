package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.TestStateResponse;

/** {@code pawl dev} of the smaller examples, as processes with real functions and workers. */
class ExamplesTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:";
  private static final String KEY = "not-a-secret-but-an-example";

  @TempDir private Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Starts an example with the service of its Procfile on a port of its own. */
  private ServerProcess dev(String variable, String parameter, int port) throws IOException {
    return ServerProcess.start(
        Map.of(variable, String.valueOf(port)),
        "dev",
        folder.toString(),
        "--port",
        "0",
        "--parameter",
        parameter + "=http://127.0.0.1:" + port);
  }

  private static SfnClient client(ServerProcess dev) throws Exception {
    return Client.builder(dev.url())
        .overrideConfiguration(
            it -> it.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
        .build();
  }

  private String start(SfnClient client, String machine, String input) throws IOException {
    return Client.start(
        client, MACHINE + machine, Files.readString(folder.resolve("inputs").resolve(input)));
  }

  private static JsonNode output(SfnClient client, String execution) throws Exception {
    DescribeExecutionResponse description = Client.await(client, execution);
    assertThat(description.output())
        .as("%s %s", description.error(), description.cause())
        .isNotNull();
    return Json.MAPPER.readTree(description.output());
  }

  private static List<String> statesOf(SfnClient client, String execution) {
    return Client.history(client, execution).stream()
        .filter(event -> event.stateEnteredEventDetails() != null)
        .map(event -> event.stateEnteredEventDetails().name())
        .toList();
  }

  @Test
  void shouldUndoAnOrderFromWhereItFailed() throws Exception {
    Programs.need("node");
    Example.copyTo(folder, "order-saga");
    int port = freePort();
    try (ServerProcess dev = dev("PAYMENTS_PORT", "PaymentsUrl", port)) {
      SfnClient client = client(dev);
      String good = start(client, "OrderSaga", "good.json");
      String declined = start(client, "OrderSaga", "declined.json");
      String undeliverable = start(client, "OrderSaga", "undeliverable.json");
      String soldOut = start(client, "OrderSaga", "sold-out.json");

      JsonNode shipped = output(client, good);
      assertThat(shipped.path("status").textValue()).isEqualTo("SHIPPED");
      assertThat(shipped.path("payment").textValue()).startsWith("pay-");
      assertThat(output(client, declined).toString())
          .isEqualTo(
              "{\"status\":\"CANCELLED\",\"order\":\"1002\",\"reason\":\"the card was declined\"}");
      assertThat(statesOf(client, declined))
          .containsExactly("Reserve goods", "Take payment", "Release goods", "Cancelled");
      assertThat(output(client, undeliverable).path("reason").textValue())
          .isEqualTo("nobody finds Nowhere");
      assertThat(statesOf(client, undeliverable))
          .containsExactly(
              "Reserve goods",
              "Take payment",
              "Ship parcel",
              "Refund payment",
              "Release goods",
              "Cancelled");
      assertThat(output(client, soldOut).path("status").textValue()).isEqualTo("CANCELLED");

      for (String execution : List.of(good, declined, undeliverable)) {
        assertThat(rawHistory(dev.url(), execution)).contains("/payments").doesNotContain(KEY);
      }
      assertThat(headersSent(client, port, false)).startsWith("[X-Api-Key: ******, ");
      assertThat(headersSent(client, port, true)).startsWith("[X-Api-Key: " + KEY + ", ");
      assertThat(dev.output()).doesNotContain(KEY);
    }
  }

  /** The SDK's classes would not print what might be secret. */
  private static String rawHistory(String url, String execution) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return text(
          http,
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/x-amz-json-1.0")
              .header("X-Amz-Target", "AWSStepFunctions.GetExecutionHistory")
              .POST(
                  HttpRequest.BodyPublishers.ofString("{\"executionArn\": \"" + execution + "\"}"))
              .build());
    }
  }

  /** Tries a call of the payment service by itself; returns the headers of the request. */
  private static String headersSent(SfnClient client, int port, boolean reveals) {
    TestStateResponse tried =
        client.testState(
            it ->
                it.definition(
                        """
                        {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
                         "Parameters": {"ApiEndpoint": "http://127.0.0.1:%d/nothing", "Method": "GET",
                           "InvocationConfig": {"ConnectionArn":
                             "arn:aws:events:us-east-1:123456789012:connection/Payments"}}}
                        """
                            .formatted(port))
                    .roleArn("arn:aws:iam::123456789012:role/any")
                    .inspectionLevel(InspectionLevel.TRACE)
                    .revealSecrets(reveals));
    assertThat(tried.error()).isEqualTo("States.Http.StatusCode.404");
    assertThat(tried.inspectionData().response().statusCode()).isEqualTo("404");
    assertThat(tried.inspectionData().request().url())
        .isEqualTo("http://127.0.0.1:" + port + "/nothing");
    return tried.inspectionData().request().headers();
  }

  @Test
  void shouldWaitForSomebodyToFollowALink() throws Exception {
    Programs.need("node");
    Example.copyTo(folder, "approval");
    int port = freePort();
    try (ServerProcess dev = dev("DESK_PORT", "DeskUrl", port);
        HttpClient browser = HttpClient.newHttpClient()) {
      SfnClient client = client(dev);
      for (String verdict : List.of("approve", "reject")) {
        String execution = start(client, "Approval", "request.json");
        String link = link(browser, port, verdict);
        // Looking at the link does not decide.
        assertThat(text(browser, HttpRequest.newBuilder(URI.create(link)).build()))
            .contains("Please decide.");
        assertThat(
                text(
                    browser,
                    HttpRequest.newBuilder(URI.create(link))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build()))
            .contains(verdict.equals("approve") ? "Approved." : "Rejected.");
        assertThat(output(client, execution).path("status").textValue())
            .isEqualTo(verdict.equals("approve") ? "APPROVED" : "REJECTED");
      }
    }
  }

  /** The link that the desk shows once the question has come. */
  private static String link(HttpClient browser, int port, String verdict) throws Exception {
    Pattern shown = Pattern.compile("action=\"(http://[^\"]+/" + verdict + ")\"");
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      try {
        Matcher link =
            shown.matcher(
                text(
                    browser,
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build()));
        if (link.find()) {
          return link.group(1);
        }
      } catch (IOException _) {
        // the desk is still on its way
      }
      Thread.sleep(50);
    }
    throw new AssertionError("No question came");
  }

  private static String text(HttpClient browser, HttpRequest request) throws Exception {
    return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
