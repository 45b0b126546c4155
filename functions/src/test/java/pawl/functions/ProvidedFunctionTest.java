package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A runtime of somebody else: speaks HTTP in its own way, with a new connection for each request.
 */
class ProvidedFunctionTest {
  private static final String CLIENT =
      """
      #!/usr/bin/env python3
      import base64, http.client, os, sys
      def call(method, path, body=None, **options):
          connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
          connection.request(method, "/2018-06-01/runtime" + path, body, **options)
          response = connection.getresponse()
          return response.status, response.headers, response.read()
      def chunk(data):
          return b"%x\\r\\n%s\\r\\n" % (len(data), data)
      def stream(id, trailers):
          connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
          connection.putrequest("POST", "/2018-06-01/runtime/invocation/%s/response" % id)
          connection.putheader("Lambda-Runtime-Function-Response-Mode", "streaming")
          connection.putheader("Transfer-Encoding", "chunked")
          connection.putheader("Trailer", "Lambda-Runtime-Function-Error-Type")
          connection.putheader("Trailer", "Lambda-Runtime-Function-Error-Body")
          connection.endheaders()
          connection.send(chunk(b"in ") + chunk(b"pieces") + b"0\\r\\n" + trailers + b"\\r\\n")
          return connection.getresponse().read()
      """;

  @TempDir Path folder;
  private Functions functions;

  @BeforeEach
  void start() {
    functions = new Functions(folder);
  }

  @AfterEach
  void stop() {
    functions.close();
  }

  private void deploy(String name, String loop) throws Exception {
    Path code = functions.write(name, "bootstrap", CLIENT + loop);
    Files.setPosixFilePermissions(
        code.resolve("bootstrap"), PosixFilePermissions.fromString("rwxr-xr-x"));
    functions.deploy(
        FunctionConfiguration.of(name, "provided.al2023", "any", code).withTimeoutSeconds(10));
  }

  @Test
  void shouldServeAnExecutableBootstrap() throws Exception {
    deploy(
        "own",
        """
        while True:
            status, headers, event = call("GET", "/invocation/next")
            id = headers["lambda-runtime-aws-request-id"]
            print("handling", event.decode(), flush=True)
            if event == b'"fail"':
                call("POST", "/invocation/%s/error" % id, b'{"errorType":"Mine","errorMessage":"own"}')
            else:
                call("POST", "/invocation/%s/response" % id, b"[" + event + b"]", headers={"Expect": "100-continue"})
        """);

    assertThat(functions.answer("own", "1")).isEqualTo("[1]");
    assertThat(functions.error("own", "\"fail\""))
        .isEqualTo("{\"errorType\":\"Mine\",\"errorMessage\":\"own\"}");
    assertThat(functions.answer("own", "{\"a\":2}")).isEqualTo("[{\"a\":2}]");
    assertThat(functions.recent("own").getFirst().log()).contains("handling {\"a\":2}\nEND");
  }

  @Test
  void shouldBufferStreamedAnswersAndReadTrailers() throws Exception {
    deploy(
        "stream",
        """
        while True:
            status, headers, event = call("GET", "/invocation/next")
            error = base64.b64encode(b'{"errorType":"Midway"}')
            stream(headers["lambda-runtime-aws-request-id"], b"" if event == b"1" else
                b"Lambda-Runtime-Function-Error-Type: Midway\\r\\nLambda-Runtime-Function-Error-Body: " + error + b"\\r\\n")
        """);

    assertThat(functions.answer("stream", "1")).isEqualTo("in pieces");
    assertThat(functions.error("stream", "2")).isEqualTo("{\"errorType\":\"Midway\"}");
  }

  @Test
  void shouldAnswerCallsThatAreOutOfPlace() throws Exception {
    deploy(
        "wrong",
        """
        status, headers, event = call("GET", "/invocation/next")
        seen = [call("POST", "/invocation/other/response", b"1")[0], call("GET", "/invocation/next")[0],
                call("GET", "/nowhere")[0], call("POST", "/invocation/other/nothing", b"")[0]]
        call("POST", "/invocation/%s/response" % headers["lambda-runtime-aws-request-id"], str(seen).encode())
        call("GET", "/invocation/next")
        """);

    assertThat(functions.answer("wrong", "1")).isEqualTo("[400, 403, 404, 404]");
  }

  @Test
  void shouldReportAnInitErrorThatTheRuntimePosts() throws Exception {
    deploy(
        "init",
        """
        call("POST", "/init/error", b'{"errorType":"Own.Init","errorMessage":"bad start"}')
        sys.exit(1)
        """);

    assertThat(functions.error("init", "1"))
        .isEqualTo("{\"errorType\":\"Own.Init\",\"errorMessage\":\"bad start\"}");
    assertThat(functions.error("init", "1")).contains("Own.Init");
  }
}
