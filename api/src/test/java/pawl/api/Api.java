package pawl.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import pawl.api.contract.AnswerCheck;
import pawl.api.operation.DefinitionCompiler;
import pawl.api.operation.Surroundings;
import pawl.api.operation.TestCases;
import pawl.asl.Compilation;
import pawl.asl.Diagnostic;
import pawl.asl.Json;
import pawl.asl.QueryLanguage;
import pawl.asl.program.Program;
import pawl.engine.host.Host;

/** A client of the endpoint without a network; holds every answer against the contract. */
public final class Api {
  /** What was answered. */
  public record Answer(int status, JsonNode body, Map<String, String> headers) {
    public String code() {
      String type = body.path("__type").asText();
      return type.substring(type.indexOf('#') + 1);
    }

    public String message() {
      return body.path("message").asText();
    }
  }

  public static final String DEFINITION =
      "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Pass\", \"End\": true}}}";
  public static final String ROLE = "arn:aws:iam::123456789012:role/r";

  /** Where the clock of page tokens stands. */
  public Instant now = Instant.ofEpochMilli(FakeHost.NOW);

  private final AwsJsonEndpoint endpoint;

  public Api(Host host) {
    this(host, Api::compile);
  }

  public Api(Host host, DefinitionCompiler compiler) {
    this(host, compiler, TestCases.NONE);
  }

  public Api(Host host, DefinitionCompiler compiler, TestCases testCases) {
    this(host, Surroundings.NONE.with(compiler).with(testCases));
  }

  /** All but the clock is taken from the surroundings. */
  public Api(Host host, Surroundings surroundings) {
    this.endpoint = new AwsJsonEndpoint(host, surroundings.with((InstantSource) () -> now));
  }

  /** A compiler that finds fault with definitions which have no States. */
  private static Compilation compile(String definition, Object type) {
    if (definition.contains("States")) {
      Map<String, List<String>> references =
          definition.contains("$x") ? Map.of("S", List.of("x")) : Map.of();
      return new Compilation.Compiled(
          new Program(QueryLanguage.JSON_PATH, List.of(), OptionalLong.empty(), references),
          List.of(diagnostic(Diagnostic.Severity.WARNING, "W", "Careful", "/States/S")));
    }
    return new Compilation.Rejected(
        List.of(
            diagnostic(
                Diagnostic.Severity.ERROR,
                "SCHEMA_VALIDATION_FAILED",
                "These fields are required: [States]",
                "/"),
            diagnostic(Diagnostic.Severity.WARNING, "W", "Careful", "/"),
            diagnostic(Diagnostic.Severity.ERROR, "INVALID_JSON_DESCRIPTION", "Odd", null)));
  }

  private static Diagnostic diagnostic(
      Diagnostic.Severity severity, String code, String message, String location) {
    return new Diagnostic(severity, code, message, location, null);
  }

  public Answer send(Request request) {
    Response response = endpoint.handle(request);
    try {
      return new Answer(
          response.status(), Json.MAPPER.readTree(response.body()), response.headers());
    } catch (IOException e) {
      throw new IllegalStateException("The answer is no JSON", e);
    }
  }

  public Answer send(String operation, byte[] body) {
    return send(
        new Request(
            "POST",
            "/",
            Request.Headers.of(
                Map.of(
                    "x-amz-target",
                    "AWSStepFunctions." + operation,
                    "content-type",
                    "application/x-amz-json-1.0")),
            body));
  }

  public Answer send(String operation, String body) {
    return send(operation, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends members given as name, value, name, value ...; a null value leaves its member out. */
  public Answer send(String operation, Object... members) {
    var body = Json.MAPPER.createObjectNode();
    for (int i = 0; i < members.length; i += 2) {
      if (members[i + 1] != null) {
        body.set((String) members[i], Json.MAPPER.valueToTree(members[i + 1]));
      }
    }
    return send(operation, body.toString());
  }

  /** The same for a request that has to succeed. */
  public JsonNode call(String operation, Object... members) {
    Answer answer = send(operation, members);
    assertThat(answer.status()).as("%s: %s", operation, answer.body()).isEqualTo(200);
    assertThat(AnswerCheck.problems(operation, answer.body())).isEmpty();
    return answer.body();
  }

  /** The same for one that has to fail with an error of the service's model. */
  public String error(String code, String operation, Object... members) {
    Answer answer = send(operation, members);
    assertThat(answer.body().path("__type").asText())
        .as(answer.body().toString())
        .isEqualTo("com.amazonaws.swf.service.v2.model#" + code);
    assertThat(answer.status()).isEqualTo(400);
    return answer.message();
  }

  public String createMachine(String name) {
    return call("CreateStateMachine", "name", name, "definition", DEFINITION, "roleArn", ROLE)
        .path("stateMachineArn")
        .asText();
  }

  public static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
