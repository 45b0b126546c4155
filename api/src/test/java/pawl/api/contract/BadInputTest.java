package pawl.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.api.LogLines;
import pawl.api.Request;
import pawl.api.contract.BadInputs.BadInput;
import pawl.asl.AslCompiler;
import pawl.asl.Json;
import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;

/**
 * Every operation with every kind of bad request, made from AWS's model: always AWS's answer, never
 * a 500, and a line in the log that says what was wrong with which request.
 */
class BadInputTest {
  private static final String SERVICE = "com.amazon.coral.service#";
  private static final Pattern VALUES = Pattern.compile("enum value set: \\[([^]]*)]");
  private static final byte[] TEN_MEGABYTES = new byte[10_000_000];

  static {
    Arrays.fill(TEN_MEGABYTES, (byte) ' ');
    TEN_MEGABYTES[0] = '{';
    TEN_MEGABYTES[TEN_MEGABYTES.length - 1] = '}';
  }

  private final Api api = new Api(core(), AslCompiler::compile);
  private final LogLines log = new LogLines();

  private static MemoryHost core() {
    return new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  static List<String> operations() {
    return BadInputs.operations();
  }

  /**
   * What is wrong with an answer to a bad request, and with the line about it; empty if nothing.
   */
  private List<String> faults(
      String operation, Api.Answer answer, int status, String type, String message) {
    List<String> faults = new ArrayList<>();
    if (answer.status() != status
        || !answer.body().path("__type").asText().equals(type)
        || !normal(answer.message()).equals(normal(message))) {
      faults.add("expected " + status + " " + type + ": " + cut(message));
      faults.add("but got  " + answer.status() + " " + cut(answer.body().toString()));
    }
    List<String> lines = log.take();
    String line = lines.isEmpty() ? "" : lines.getFirst();
    if (lines.size() != 1
        || line.length() > 1000
        || !line.startsWith("INFO " + operation + " refused: " + answer.code() + ": ")
        || !line.endsWith("(request " + answer.headers().get("x-amzn-RequestId") + ")")) {
      faults.add("log: " + lines.stream().map(BadInputTest::cut).toList());
    }
    return faults;
  }

  /** The values of an enumeration come in an order of AWS's own, which ContractTest looks at. */
  private static String normal(String message) {
    Matcher values = VALUES.matcher(message);
    return values.replaceAll(
        found ->
            Matcher.quoteReplacement(
                Stream.of(found.group(1).split(", "))
                    .sorted()
                    .collect(Collectors.joining(", ", "enum value set: [", "]"))));
  }

  private static String cut(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "...";
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldNeverFailItselfOnInputThatKeepsTheContract(String operation) {
    ObjectNode body = BadInputs.required(BadInputs.input(operation));
    assertThat(api.send(operation, body.toString()).status()).isIn(200, 400);

    body.put("unknownMember", "x").putObject("another").putArray("deep").add(1);
    String type = api.send(operation, body.toString()).body().path("__type").asText();
    assertThat(type)
        .doesNotStartWith("com.amazon.coral.validate#")
        .isNotEqualTo(SERVICE + "SerializationException");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldRefuseEveryBadMemberAsTheModelSays(String operation) {
    Map<String, List<String>> failures = new LinkedHashMap<>();
    for (BadInput bad : BadInputs.of(operation)) {
      Api.Answer answer = api.send(operation, bad.body().toString());
      List<String> faults = faults(operation, answer, 400, bad.type(), bad.message());
      if (!faults.isEmpty()) {
        failures.put(bad.toString(), faults);
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldMakeBadRequestsOfEveryKind() {
    assertThat(operations()).hasSize(37);
    List<BadInput> all =
        operations().stream().flatMap(operation -> BadInputs.of(operation).stream()).toList();
    assertThat(all).hasSizeGreaterThan(800);
    assertThat(all.stream().map(bad -> bad.what().replaceAll(" at .*", "")).distinct())
        .contains(
            "missing",
            "null",
            "too long",
            "too long in UTF-8",
            "empty",
            "badly formed",
            "no value of the set",
            "too large",
            "too small",
            "too many",
            "too few",
            "\"s\"",
            "[]",
            "{}",
            "1",
            "true");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldRefuseEveryBodyThatIsNoJsonObject(String operation) {
    String deep = "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    String deepObjects = "{\"x\":".repeat(10_000) + "1" + "}".repeat(10_000);
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (String text :
        List.of("nonsense", "{", "{\"a\"", "{} {}", "{\"a\":1,}", "null", "7", " ", "[", "\"x")) {
      bodies.put(text, text.getBytes(StandardCharsets.UTF_8));
    }
    bodies.put("nested arrays", deep.getBytes(StandardCharsets.UTF_8));
    bodies.put("nested objects", deepObjects.getBytes(StandardCharsets.UTF_8));
    bodies.put("nested, never closed", "[".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    for (Charset charset :
        List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, Charset.forName("UTF-32"))) {
      bodies.put(charset.name(), "{\"unknown\": \"\u00e9\"}".getBytes(charset));
    }
    bodies.put(
        "half a character", new byte[] {'{', '"', (byte) 0xe2, (byte) 0x82, '"', ':', '1', '}'});
    bodies.put("overlong", new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'});
    bodies.put("zeros", new byte[100]);

    Map<String, List<String>> failures = new LinkedHashMap<>();
    bodies.forEach(
        (what, body) -> {
          Api.Answer answer = api.send(operation, body);
          List<String> faults =
              faults(operation, answer, 400, SERVICE + "SerializationException", answer.message());
          if (!faults.isEmpty() || answer.message().isEmpty() || answer.message().length() > 500) {
            failures.put(what, faults);
          }
        });
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldRefuseABodyOfTenMegabytes(String operation) {
    Api.Answer answer = api.send(operation, TEN_MEGABYTES);

    assertThat(
            faults(
                operation,
                answer,
                413,
                SERVICE + "RequestEntityTooLargeException",
                "The request is larger than 8388608 bytes"))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldKnowNoOtherTarget(String operation) {
    String json = "application/x-amz-json-1.0";
    String right = "AWSStepFunctions." + operation;
    Map<String, List<String>> failures = new LinkedHashMap<>();
    for (String target :
        List.of(
            operation,
            "AWSStepFunctions." + operation.toLowerCase(Locale.ROOT),
            "AWSStepFunctions.." + operation,
            right + "s",
            right + " ",
            "AWSStepFunctions_20161123." + operation,
            "DynamoDB_20120810." + operation)) {
      failures.put(target, unknown("POST", "/", target, json, 400));
    }
    for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "HEAD", "BREW")) {
      failures.put(method, unknown(method, "/", right, json, 404));
    }
    for (String path : List.of("/" + operation, "//", "/index.html")) {
      failures.put(path, unknown("POST", path, right, json, 404));
    }
    for (String type :
        List.of("application/json", "text/plain", "application/x-amz-json-1.1", "")) {
      failures.put("content type " + type, unknown("POST", "/", right, type, 404));
    }
    failures.values().removeIf(List::isEmpty);
    assertThat(failures).isEmpty();
  }

  private List<String> unknown(
      String method, String path, String target, String contentType, int status) {
    Map<String, String> headers = Map.of("X-Amz-Target", target, "Content-Type", contentType);
    Api.Answer answer =
        api.send(
            new Request(
                method, path, Request.Headers.of(headers), "{}".getBytes(StandardCharsets.UTF_8)));
    String name =
        target.startsWith("AWSStepFunctions.")
            ? target.substring("AWSStepFunctions.".length())
            : target;
    return faults(name, answer, status, SERVICE + "UnknownOperationException", answer.message());
  }

  /** Tried on the real core and compiler, which such bodies reach more often than one thinks. */
  @Test
  void shouldSurviveRandomBodies() {
    var host = core();
    var api = new Api(host, AslCompiler::compile);
    String machine = api.createMachine("m");
    api.call("PublishStateMachineVersion", "stateMachineArn", machine);
    api.call("CreateActivity", "name", "a");
    long seed = 20261101;
    Random random = new Random(seed);
    List<String> operations = BadInputs.operations();
    for (int i = 0; i < 20_000; i++) {
      String operation = operations.get(random.nextInt(operations.size()));
      ObjectNode body = BadInputs.required(BadInputs.input(operation));
      for (Map.Entry<String, JsonNode> member :
          BadInputs.input(operation).path("members").properties()) {
        if (random.nextInt(3) == 0) {
          body.set(member.getKey(), randomValue(random, 3));
        }
      }
      Api.Answer answer = api.send(operation, body.toString());
      assertThat(answer.status())
          .as("seed %d, step %d: %s %s -> %s", seed, i, operation, body, answer.body())
          .isIn(200, 400);
    }
    assertThat(host.bugs()).isEmpty();
  }

  private static JsonNode randomValue(Random random, int depth) {
    List<String> texts =
        List.of(
            "",
            "x",
            "{}",
            "{\"a\":",
            "arn:aws:states:us-east-1:123456789012:stateMachine:m",
            "arn:aws:states:us-east-1:123456789012:stateMachine:m:1",
            "arn:aws:states:us-east-1:123456789012:stateMachine:m:alias",
            "arn:aws:states:us-east-1:123456789012:mapRun:m/l:u",
            "arn:aws:states:us-east-1:123456789012:execution:m:e",
            "arn:aws:states:us-east-1:123456789012:activity:a",
            "arn:aws:iam::123456789012:role/r",
            "arn:::::::",
            "arn",
            Api.DEFINITION,
            "STANDARD",
            "\ud800",
            "\u0000",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0, 1, 2 -> Json.MAPPER.valueToTree(texts.get(random.nextInt(texts.size())));
      case 3 -> Json.MAPPER.valueToTree(random.nextLong());
      case 4 -> Json.MAPPER.valueToTree(random.nextBoolean());
      case 5 -> Json.MAPPER.nullNode();
      case 6 -> Json.MAPPER.createArrayNode().add(randomValue(random, depth - 1));
      default ->
          Json.MAPPER
              .createObjectNode()
              .<ObjectNode>set("key", randomValue(random, depth - 1))
              .set("level", randomValue(random, depth - 1));
    };
  }
}
