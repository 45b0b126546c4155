package pawl.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private HttpServer server;
  private HttpClient client;

  /** Says what it was asked. */
  private static Answer echo(Request request) {
    if (request.path().equals("/broken")) {
      throw new IllegalStateException("on purpose");
    }
    return new Answer(
        200,
        Map.of(
            "X-Path", request.rawPath(), "X-Query", request.query(), "X-Method", request.method()),
        request.body());
  }

  @BeforeEach
  void start() {
    server = HttpServer.start("127.0.0.1", 0, HttpServerTest::echo);
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void shouldHandOverPathQueryAndBody() throws Exception {
    HttpResponse<String> response =
        send(request("/a%20b/c?x=1&y=%2F").POST(BodyPublishers.ofString("hällo")).build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("hällo");
    assertThat(response.headers().firstValue("X-Path")).hasValue("/a%20b/c");
    assertThat(response.headers().firstValue("X-Query")).hasValue("x=1&y=%2F");
  }

  @Test
  void shouldSpeakBothVersionsOfHttp() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      if (version.name().equals("HTTP_3")) {
        continue;
      }
      HttpResponse<String> response =
          send(request("/").version(version).POST(BodyPublishers.ofString("{}")).build());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("{}");
    }
  }

  @Test
  void shouldUnzipRequests() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write("{\"a\":1}".getBytes(UTF_8));
    }

    HttpResponse<String> response =
        send(
            request("/")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray()))
                .build());

    assertThat(response.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void shouldRefuseWhatIsNotGzipAfterAll() throws Exception {
    HttpResponse<String> response =
        send(
            request("/")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("plain"))
                .build());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("SerializationException");
  }

  @Test
  void shouldRefuseBodiesThatAreTooLarge() throws Exception {
    byte[] large = new byte[Endpoint.USUAL_BODY_BYTES + 1];

    HttpResponse<String> announced =
        send(request("/").POST(BodyPublishers.ofByteArray(large)).build());

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.body()).contains("RequestEntityTooLargeException");
  }

  @Test
  void shouldRefuseBodiesThatBecomeTooLargeWhenUnzipped() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(new byte[Endpoint.USUAL_BODY_BYTES + 1]);
    }

    HttpResponse<String> response =
        send(
            request("/")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray()))
                .build());

    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void shouldAnswerUnderAnyHostNameAndHangUpWhenAsked() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /x HTTP/1.1\r\nHost: sync-states.local:1\r\nConnection: close\r\n\r\n"
                  .getBytes(UTF_8));
      try (InputStream in = socket.getInputStream()) {
        assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void shouldAnswerAnInternalFailureAndGoOn() throws Exception {
    HttpResponse<String> response = send(request("/broken").build());

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("InternalFailure").doesNotContain("on purpose");
    assertThat(send(request("/fine").build()).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayWhatToDoWhenThePortIsTaken() {
    assertThatThrownBy(() -> HttpServer.start("127.0.0.1", server.port(), HttpServerTest::echo))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("port " + server.port())
        .hasMessageContaining("--port");
  }
}
