package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaApiTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:";
  private static final String ECHO =
      "export const handler = async (e, c) => { console.log('seen'); if (e.fail) throw new"
          + " Error('asked to'); return { e, arn: c.invokedFunctionArn, client:"
          + " c.clientContext?.custom }; };";

  @TempDir Path folder;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Functions functions;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    functions =
        new Functions(
            folder,
            host ->
                host.withEventRetryDelays(List.of(Duration.ofMillis(10), Duration.ofMillis(20))));
    server = serve(new LambdaApi(functions.host));
  }

  /** Mounts the API the way a server does. */
  private static HttpServer serve(LambdaApi api) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(LambdaApi.PATH, exchange -> handle(api, exchange));
    server.start();
    return server;
  }

  private static void handle(LambdaApi api, HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new HashMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      URI uri = exchange.getRequestURI();
      LambdaApi.Response response =
          api.handle(
              new LambdaApi.Request(
                  exchange.getRequestMethod(),
                  uri.getRawPath(),
                  uri.getRawQuery(),
                  headers,
                  exchange.getRequestBody().readAllBytes()));
      response.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(
          response.status(), response.body().length == 0 ? -1 : response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
    functions.close();
    client.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + server.getAddress().getPort() + LambdaApi.PATH + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode tree(HttpResponse<String> response) throws IOException {
    return json.readTree(response.body());
  }

  private static String zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private ObjectNode creation(String name, String zip) {
    ObjectNode body = json.createObjectNode();
    body.put("FunctionName", name)
        .put("Runtime", "nodejs22.x")
        .put("Handler", "index.handler")
        .put("Role", ROLE);
    body.putObject("Code").put("ZipFile", zip);
    return body;
  }

  private HttpResponse<String> create(String name, String code) throws IOException {
    return send("POST", "", creation(name, zip("index.mjs", code)).toString());
  }

  private static void assertError(
      HttpResponse<String> response, int status, String code, String text) {
    assertThat(response.body()).contains(text);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains(code);
    assertThat(response.body()).contains("\"Type\":\"User\"");
  }

  @Test
  void shouldCreateDescribeInvokeChangeAndDelete() throws IOException {
    ObjectNode creation = creation("life", zip("index.mjs", ECHO));
    creation.put("Timeout", 5).put("MemorySize", 256).put("Description", "a function");
    creation.putObject("Environment").putObject("Variables").put("KEY", "value");

    HttpResponse<String> created = send("POST", "", creation.toString());
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(tree(created).path("FunctionArn").asText()).isEqualTo(ARN + "life");
    assertThat(tree(created).path("State").asText()).isEqualTo("Active");
    assertThat(tree(created).path("CodeSha256").asText()).hasSize(44);
    JsonNode got = tree(send("GET", "/life", ""));
    assertThat(got.path("Configuration")).isEqualTo(tree(created));
    assertThat(got.path("Code").path("Location").asText()).startsWith("file:///");

    HttpResponse<String> answer =
        send("POST", "/life/invocations", "{\"n\":1}", "X-Amz-Log-Type", "Tail");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(tree(answer).path("e").path("n").asInt()).isEqualTo(1);
    assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("$LATEST");
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
    String log =
        new String(
            Base64.getDecoder()
                .decode(answer.headers().firstValue("X-Amz-Log-Result").orElseThrow()),
            StandardCharsets.UTF_8);
    assertThat(log)
        .startsWith(
            "START RequestId: " + answer.headers().firstValue("x-amzn-RequestId").orElseThrow())
        .contains("\tINFO\tseen\nEND");

    HttpResponse<String> configured =
        send("PUT", "/life/configuration", "{\"Timeout\":9,\"Environment\":{\"Variables\":{}}}");
    assertThat(tree(configured).path("Timeout").asInt()).isEqualTo(9);
    assertThat(tree(configured).path("MemorySize").asInt()).isEqualTo(256);
    assertThat(tree(configured).has("Environment")).isFalse();
    String newCode = zip("index.mjs", "export const handler = async () => 'new';");
    assertThat(send("PUT", "/life/code", "{\"ZipFile\":\"" + newCode + "\"}").statusCode())
        .isEqualTo(200);
    assertThat(send("POST", "/life/invocations", "").body()).isEqualTo("\"new\"");
    assertThat(tree(send("GET", "/life/configuration", "")).path("Timeout").asInt()).isEqualTo(9);

    assertThat(send("DELETE", "/life", "").statusCode()).isEqualTo(204);
    assertError(
        send("GET", "/life", ""),
        404,
        "ResourceNotFoundException",
        "Function not found: " + ARN + "life");
    Functions.await(
        () -> {
          try (var left = Files.list(folder.resolve("data/functions/life"))) {
            return left.findAny().isEmpty();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void shouldTakeEveryFormOfTheName() throws IOException {
    create("forms", ECHO);
    for (String form :
        List.of(
            "forms",
            "forms:$LATEST",
            "forms%3A%24LATEST",
            "123456789012:function:forms",
            ARN + "forms",
            (ARN + "forms:$LATEST").replace(":", "%3A").replace("$", "%24"))) {
      assertThat(send("POST", "/" + form + "/invocations", "{}").statusCode())
          .as(form)
          .isEqualTo(200);
    }
    assertThat(
            tree(send("POST", "/forms/invocations?Qualifier=%24LATEST", "{}")).path("arn").asText())
        .isEqualTo(ARN + "forms:$LATEST");
    assertError(
        send("POST", "/forms:prod/invocations", "{}"),
        404,
        "ResourceNotFoundException",
        ARN + "forms:prod");
    assertError(
        send("POST", "/forms/invocations?Qualifier=7", "{}"),
        404,
        "ResourceNotFoundException",
        ARN + "forms:7");
    assertError(
        send("POST", "/" + ARN.replace("123456789012", "999999999999") + "forms/invocations", "{}"),
        404,
        "ResourceNotFoundException",
        "Function not found: arn:aws:lambda:us-east-1:999999999999:function:forms");
    assertError(
        send("POST", "/no%20name/invocations", "{}"), 400, "ValidationException", "functionName");
    assertError(
        send("POST", "/nobody/invocations", "{}"),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + ARN + "nobody\"}");
  }

  @Test
  void shouldInvokeInEveryWay() throws IOException {
    create("ways", ECHO);

    HttpResponse<String> failed = send("POST", "/ways/invocations", "{\"fail\":true}");
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(failed.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(tree(failed).path("errorMessage").asText()).isEqualTo("asked to");

    String context =
        Base64.getEncoder()
            .encodeToString("{\"custom\":{\"k\":1}}".getBytes(StandardCharsets.UTF_8));
    assertThat(
            tree(send("POST", "/ways/invocations", "{}", "X-Amz-Client-Context", context))
                .path("client")
                .toString())
        .isEqualTo("{\"k\":1}");
    assertThat(
            send("POST", "/ways/invocations", "{}", "X-Amz-Invocation-Type", "DryRun").statusCode())
        .isEqualTo(204);
    int before = functions.recent("ways").size();

    HttpResponse<String> event =
        send("POST", "/ways/invocations", "{}", "x-amz-invocation-type", "Event");
    assertThat(event.statusCode()).isEqualTo(202);
    assertThat(event.body()).isEmpty();
    Functions.await(() -> functions.recent("ways").size() == before + 1);

    send("POST", "/ways/invocations", "{\"fail\":1}", "X-Amz-Invocation-Type", "Event");
    Functions.await(() -> functions.recent("ways").size() == before + 4);
    assertThat(
            functions.recent("ways").stream().limit(3).map(InvocationRecord::requestId).distinct())
        .hasSize(1);
  }

  @Test
  void shouldRefuseBadInvocations() throws IOException {
    create("strict", ECHO);

    assertError(
        send("POST", "/strict/invocations", "{'a'}"),
        400,
        "InvalidRequestContentException",
        "{\"Type\":\"User\",\"message\":\"Could not parse request body into json: Could not parse"
            + " payload into json: Unexpected character (''' (code 39))");
    assertError(
        send("POST", "/strict/invocations", "1 2"),
        400,
        "InvalidRequestContentException",
        "Could not parse");
    assertError(
        send("POST", "/strict/invocations", "{}", "X-Amz-Invocation-Type", "Later"),
        400,
        "ValidationException",
        "'Later'");
    assertError(
        send("POST", "/strict/invocations", "{}", "X-Amz-Client-Context", "%%"),
        400,
        "InvalidRequestContentException",
        "Client context must be");
    assertError(
        send("POST", "/strict/invocations", "\"" + "x".repeat(6_291_456) + "\""),
        413,
        "RequestTooLargeException",
        "Request must be smaller than 6291456 bytes for the InvokeFunction operation");
    assertError(
        send(
            "POST",
            "/strict/invocations",
            "\"" + "x".repeat(1_048_576) + "\"",
            "X-Amz-Invocation-Type",
            "Event"),
        413,
        "RequestTooLargeException",
        "1048576");
    assertError(send("PATCH", "/strict", "{}"), 404, "UnknownOperationException", "PATCH");
    assertError(
        send("POST", "/strict/aliases", "{}"), 404, "UnknownOperationException", "/strict/aliases");
  }

  @Test
  void shouldRefuseBadCreations() throws IOException {
    String good = zip("index.mjs", ECHO);
    assertError(
        send("POST", "", "{not json"),
        400,
        "InvalidRequestContentException",
        "Could not parse request body into json");
    assertError(send("POST", "", "[]"), 400, "InvalidRequestContentException", "not an object");
    assertError(
        send("POST", "", creation("f", "***").toString()),
        400,
        "InvalidRequestContentException",
        "not base64");
    assertError(
        send("POST", "", creation("f", "bm8gemlw").toString()),
        400,
        "InvalidParameterValueException",
        "Could not unzip uploaded file. Please check your file, then try to upload again.");
    assertError(
        send("POST", "", creation("f", good.substring(0, 200)).toString()),
        400,
        "InvalidParameterValueException",
        "Could not unzip uploaded file.");
    assertError(
        send("POST", "", creation("f", zip("../evil.mjs", "x")).toString()),
        400,
        "InvalidParameterValueException",
        "Could not unzip uploaded file.");
    assertThat(folder.resolve("data/functions/f/evil.mjs")).doesNotExist();
    assertError(
        send("POST", "", creation("f", "").toString()),
        400,
        "InvalidParameterValueException",
        "Uploaded file must be a non-empty zip");
    assertError(
        send("POST", "", creation("bad name", good).toString()),
        400,
        "ValidationException",
        "'functionName'");
    assertError(
        send("POST", "", creation("n".repeat(65), good).toString()),
        400,
        "ValidationException",
        "less than or equal to 64");
    assertError(
        send("POST", "", creation("f", good).put("Timeout", 901).toString()),
        400,
        "ValidationException",
        "900");
    assertError(
        send("POST", "", creation("f", good).put("MemorySize", 64).toString()),
        400,
        "ValidationException",
        "128");
    assertError(
        send("POST", "", creation("f", good).put("Timeout", "x").toString()),
        400,
        "SerializationException",
        "Timeout");
    assertError(
        send("POST", "", creation("f", good).put("Runtime", "cobol").toString()),
        400,
        "InvalidParameterValueException",
        "cobol");
    assertError(
        send("POST", "", creation("f", good).put("Role", "me").toString()),
        400,
        "ValidationException",
        "'role'");
    ObjectNode layers = creation("f", good);
    layers.putArray("Layers").add("arn:aws:lambda:us-east-1:123456789012:layer:l:1");
    assertError(
        send("POST", "", layers.toString()),
        400,
        "InvalidParameterValueException",
        "Layers are not supported by Pawl");
    ObjectNode noHandler = creation("f", good);
    noHandler.remove("Handler");
    assertError(
        send("POST", "", noHandler.toString()),
        400,
        "InvalidParameterValueException",
        "mandatory parameters");
    ObjectNode noRole = creation("f", good);
    noRole.remove("Role");
    assertError(
        send("POST", "", noRole.toString()), 400, "ValidationException", "Value null at 'role'");

    assertThat(create("twice", ECHO).statusCode()).isEqualTo(201);
    assertError(
        create("twice", ECHO), 409, "ResourceConflictException", "Function already exist: twice");
    assertError(
        send("PUT", "/nobody/code", "{}"), 404, "ResourceNotFoundException", ARN + "nobody");
    assertError(
        send("PUT", "/twice/code", "{}"),
        400,
        "InvalidParameterValueException",
        "source for function code");
    assertError(
        send("PUT", "/twice/configuration", "{\"RevisionId\":\"other\"}"),
        412,
        "PreconditionFailedException",
        "Revision Id");
    assertThat(send("POST", "/twice/invocations", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldListInPages() throws IOException {
    for (int i = 0; i < 5; i++) {
      functions.deploy(functions.node("list" + i, ECHO));
    }

    JsonNode first = tree(send("GET", "/?MaxItems=2", ""));
    JsonNode second =
        tree(
            send(
                "GET",
                "?MaxItems=2&Marker=" + first.path("NextMarker").asText().replace("=", "%3D"),
                ""));
    JsonNode all = tree(send("GET", "/", ""));

    assertThat(first.path("Functions").findValuesAsText("FunctionName"))
        .containsExactly("list0", "list1");
    assertThat(second.path("Functions").findValuesAsText("FunctionName"))
        .containsExactly("list2", "list3");
    assertThat(all.path("Functions")).hasSize(5);
    assertThat(all.path("NextMarker").isNull()).isTrue();
    assertError(send("GET", "?MaxItems=0", ""), 400, "ValidationException", "maxItems");
    assertError(
        send("GET", "?Marker=***", ""), 400, "InvalidParameterValueException", "Invalid marker");
  }

  @Test
  void shouldKeepZipFunctionsOverARestart() throws IOException {
    ObjectNode creation =
        creation("kept", zip("bootstrap", "#!/bin/sh\nexit 5\n", "lib/", "", "lib/a.txt", "a"));
    creation.put("Runtime", "provided.al2023").put("Timeout", 11);
    creation.putObject("Environment").putObject("Variables").put("KEY", "väl");
    JsonNode created = tree(send("POST", "", creation.toString()));
    functions.deploy(functions.node("folder-only", ECHO));
    Files.createDirectories(folder.resolve("data/functions/broken"));
    Files.writeString(folder.resolve("data/functions/broken/function.json"), "{");
    functions.close();

    functions = new Functions(folder);
    server.stop(0);
    server = serve(new LambdaApi(functions.host));

    assertThat(tree(send("GET", "/kept/configuration", ""))).isEqualTo(created);
    assertThat(functions.host.list()).extracting(FunctionDescription::name).containsExactly("kept");
    assertThat(functions.error("kept", "{}")).contains("exit status 5");
    assertThat(folder.resolve("data/functions/broken/function.json")).exists();
  }
}
