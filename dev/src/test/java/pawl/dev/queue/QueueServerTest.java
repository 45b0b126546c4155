package pawl.dev.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.dev.template.Plan;

class QueueServerTest {
  @TempDir Path folder;
  private int port;

  @BeforeEach
  void findPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  @Test
  void shouldKeepMessagesOverARestart() throws Exception {
    Plan.Queue queue = queue("work", Duration.ofSeconds(30), null);
    try (QueueServer server = start()) {
      server.provide(queue);
      call("SendMessage", "{\"QueueUrl\":\"" + queue.url() + "\",\"MessageBody\":\"hello\"}");
    }
    try (QueueServer server = start()) {
      server.provide(queue);
      JsonNode received = call("ReceiveMessage", "{\"QueueUrl\":\"" + queue.url() + "\"}");
      assertThat(received.path("Messages").path(0).path("Body").asText()).isEqualTo("hello");
      String handle = received.path("Messages").path(0).path("ReceiptHandle").asText();
      call(
          "DeleteMessage",
          "{\"QueueUrl\":\"" + queue.url() + "\",\"ReceiptHandle\":\"" + handle + "\"}");
    }
    try (QueueServer server = start()) {
      server.provide(queue);
      assertThat(attributes(queue).path("ApproximateNumberOfMessages").asText()).isEqualTo("0");
      assertThat(attributes(queue).path("ApproximateNumberOfMessagesNotVisible").asText())
          .isEqualTo("0");
    }
  }

  @Test
  void shouldGiveQueuesTheAttributesOfTheTemplate() throws Exception {
    try (QueueServer server = start()) {
      server.provide(queue("dead", null, null));
      Plan.Queue queue = queue("work", Duration.ofSeconds(12), new Plan.Redrive("dead", 3));
      server.provide(queue);
      assertThat(attributes(queue).path("VisibilityTimeout").asText()).isEqualTo("12");
      assertThat(attributes(queue).path("RedrivePolicy").asText()).contains("dead").contains("3");
      assertThat(attributes(queue).path("QueueArn").asText())
          .isEqualTo("arn:aws:sqs:us-east-1:123456789012:work");

      server.provide(queue("work", Duration.ofSeconds(25), new Plan.Redrive("dead", 5)));
      assertThat(attributes(queue).path("VisibilityTimeout").asText()).isEqualTo("25");
      assertThat(attributes(queue).path("RedrivePolicy").asText()).contains("5");
    }
  }

  private QueueServer start() {
    return QueueServer.start("127.0.0.1", port, "us-east-1", "123456789012", folder);
  }

  private Plan.Queue queue(String name, Duration visibility, Plan.Redrive redrive) {
    return new Plan.Queue(
        name,
        name,
        "arn:aws:sqs:us-east-1:123456789012:" + name,
        "http://127.0.0.1:" + port + "/123456789012/" + name,
        false,
        false,
        visibility,
        null,
        null,
        redrive);
  }

  private JsonNode attributes(Plan.Queue queue) throws Exception {
    return call(
            "GetQueueAttributes",
            "{\"QueueUrl\":\"" + queue.url() + "\",\"AttributeNames\":[\"All\"]}")
        .path("Attributes");
  }

  private JsonNode call(String action, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + action)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return response.body().isEmpty()
          ? Json.MAPPER.createObjectNode()
          : Json.MAPPER.readTree(response.body());
    }
  }
}
