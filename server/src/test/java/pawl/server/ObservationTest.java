package pawl.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.engine.retention.Retention;
import pawl.observability.log.LogLevel;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A whole server that tells the world what its executions do. */
class ObservationTest {
  private static final String FAIL =
      """
      {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E", "Cause": "C"}}}
      """;

  @TempDir private Path folder;

  private Config config(Observation observation) {
    return new Config(
        "127.0.0.1",
        0,
        folder.resolve("data"),
        "us-east-1",
        "123456789012",
        Config.Profile.AWS,
        Config.Durability.SYNC,
        Retention.AWS.usualDays(),
        Origins.OWN,
        null,
        null,
        observation);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void shouldLogPostAndCount() throws Exception {
    BlockingQueue<JsonNode> posted = new LinkedBlockingQueue<>();
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    hook.createContext(
        "/",
        exchange -> {
          posted.add(Json.MAPPER.readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    hook.start();
    Path log = folder.resolve("executions.log");
    Observation observation =
        new Observation(
            log.toString(),
            LogLevel.ERROR,
            false,
            null,
            "aws.states",
            "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook",
            false);
    String machine;
    try (Server server = Server.start(config(observation));
        SfnClient client = Client.of(server.url())) {
      // when
      machine = Client.create(client, "Failing", FAIL);
      Client.await(client, Client.start(client, machine, "{\"a\": 1}"));
      // then
      assertThat(posted.poll(20, TimeUnit.SECONDS).path("detail").path("status").asText())
          .isEqualTo("RUNNING");
      JsonNode failed = posted.poll(20, TimeUnit.SECONDS).path("detail");
      assertThat(failed.path("status").asText()).isEqualTo("FAILED");
      assertThat(failed.path("input").asText()).isEqualTo("{\"a\": 1}");

      String started = "states_executions_started_total{state_machine_arn=\"" + machine + "\"} 1.0";
      HttpResponse<String> metrics = get(server.url() + "/metrics");
      for (int i = 0; i < 200 && !metrics.body().contains(started); i++) {
        Thread.sleep(50);
        metrics = get(server.url() + "/metrics");
      }
      assertThat(metrics.headers().firstValue("content-type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      assertThat(metrics.body().lines())
          .contains(started, "pawl_writable 1.0", "pawl_executions_quarantined 0.0")
          .contains("pawl_untold_turns_total{listener=\"webhook\"} 0.0")
          .contains("pawl_undelivered_total{listener=\"webhook\"} 0.0")
          .anyMatch(line -> line.matches("pawl_commits_total [1-9].*"))
          .anyMatch(line -> line.startsWith("pawl_queued_commands{shard=\"0\"}"));
    } finally {
      hook.stop(0);
    }
    // what was told before the end is written by then
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).hasSize(2);
    assertThat(Json.MAPPER.readTree(lines.get(1)).path("details").path("error").asText())
        .isEqualTo("E");
  }

  /** The ids of traces and spans follow from the execution, so a restart leaves no seam. */
  @Test
  void shouldTraceAnExecutionThatOutlivesItsServer() throws Exception {
    BlockingQueue<byte[]> exported = new LinkedBlockingQueue<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          exported.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    Map<String, String> variables =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.getAddress().getPort());
    String[] serve = {
      "serve", "--port", "0", "--trace-all", "--data", folder.resolve("data").toString()
    };
    try {
      // given
      try (ServerProcess server = ServerProcess.start(variables, serve);
          SfnClient client = Client.of(server.url())) {
        String machine =
            Client.create(
                client,
                "Waiting",
                "{\"StartAt\": \"Pause\", \"States\": {\"Pause\": {\"Type\": \"Wait\", \"Seconds\":"
                    + " 2, \"End\": true}}}");
        client.startExecution(
            start ->
                start
                    .stateMachineArn(machine)
                    .overrideConfiguration(
                        with ->
                            with.putHeader(
                                "traceparent",
                                "00-0123abcd0123456789abcdef01234567-89abcdef01234567-01")));
        server.kill();
      }
      // when
      try (ServerProcess server = ServerProcess.start(variables, serve)) {
        server.url();
        byte[] spans = exported.poll(60, TimeUnit.SECONDS);
        // then
        assertThat(spans).as(server.output()).isNotNull();
        assertThat(HexFormat.of().formatHex(spans))
            .contains("0123abcd0123456789abcdef01234567", "89abcdef01234567")
            .contains(HexFormat.of().formatHex("Pause".getBytes(UTF_8)))
            .contains(HexFormat.of().formatHex("Waiting".getBytes(UTF_8)));
      }
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithWhatIsAskedFor() {
    assertThatThrownBy(
            () ->
                new Observation(
                    folder.resolve("none/x.log").toString(),
                    LogLevel.ALL,
                    false,
                    null,
                    "s",
                    null,
                    false))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(
            () -> new Observation(null, LogLevel.ALL, false, null, "s", "localhost:80", false))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("localhost:80");
  }
}
