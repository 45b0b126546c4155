package pawl.integrations.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.lambda.FunctionInvoker.Invocation;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Failures.ServiceNames;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;

/** Invokes functions, here if they are at home here and through the Lambda API otherwise. */
final class Functions {
  /** A function may run for 15 minutes. */
  private static final Duration PATIENCE = Duration.ofSeconds(905);

  private static final int EXCERPT = 1_000;

  private final FunctionInvoker here;
  private final SdkBridge bridge;

  /** What an invocation led to. */
  sealed interface Result {
    /** Lambda's answer; {@code payload} is the text it came in. */
    record Answered(
        int status,
        @Nullable String functionError,
        String payload,
        @Nullable String executedVersion,
        @Nullable String logResult,
        SdkOutcome.HttpAnswer http)
        implements Result {}

    record Failed(TaskReport.Failed report) implements Result {}
  }

  Functions(FunctionInvoker here, SdkBridge bridge) {
    this.here = here;
    this.bridge = bridge;
  }

  Result invoke(TaskCall call, Invocation invocation, @Nullable String region)
      throws InterruptedException {
    return switch (here.invoke(invocation)) {
      case FunctionInvoker.Outcome.NotHere() -> invokeThere(call, invocation, region);
      case FunctionInvoker.Outcome.Answered answered -> answered(answered);
      case FunctionInvoker.Outcome.Refused refused ->
          new Result.Failed(
              Failures.refusal(
                  ServiceNames.LAMBDA,
                  refused.code(),
                  refused.message(),
                  refused.status(),
                  refused.code(),
                  refused.requestId()));
    };
  }

  private static Result answered(FunctionInvoker.Outcome.Answered answer) {
    Map<String, List<String>> headers =
        Map.of(
            "Content-Length",
            List.of(String.valueOf(answer.payload().length)),
            "Content-Type",
            List.of("application/json"),
            "Date",
            List.of(HttpDate.now()),
            "X-Amz-Executed-Version",
            List.of(answer.executedVersion()),
            "x-amzn-RequestId",
            List.of(answer.requestId()));
    return new Result.Answered(
        answer.status(),
        answer.functionError(),
        new String(answer.payload(), StandardCharsets.UTF_8),
        answer.executedVersion(),
        answer.logResult(),
        new SdkOutcome.HttpAnswer(answer.status(), headers, answer.requestId()));
  }

  private Result invokeThere(TaskCall call, Invocation invocation, @Nullable String region)
      throws InterruptedException {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("FunctionName", invocation.function());
    parameters.put("InvocationType", invocation.type().apiName());
    parameters.put("Qualifier", invocation.qualifier());
    parameters.put("ClientContext", invocation.clientContext());
    if (invocation.tailsLog()) {
      parameters.put("LogType", "Tail");
    }
    if (invocation.payload().length > 0) {
      parameters.put("Payload", invocation.payload());
    }
    String trace = invocation.traceHeader();
    SdkOutcome outcome =
        bridge.call(
            new SdkCall(
                "lambda",
                "invoke",
                parameters,
                region,
                call.credentialsRoleArn(),
                null,
                trace == null ? Map.of() : Map.of("X-Amzn-Trace-Id", trace),
                PATIENCE));
    return switch (outcome) {
      case SdkOutcome.Answered(ObjectNode output, SdkOutcome.HttpAnswer http) ->
          new Result.Answered(
              output.path("StatusCode").asInt(http.status()),
              output.path("FunctionError").textValue(),
              output.path("Payload").asText(),
              output.path("ExecutedVersion").textValue(),
              output.path("LogResult").textValue(),
              http);
      case SdkOutcome.Failed failed ->
          new Result.Failed(Failures.ofOptimised(ServiceNames.LAMBDA, failed));
      case SdkOutcome.Unfit unfit -> new Result.Failed(Failures.unfit(call, unfit));
    };
  }

  /**
   * What a failed function makes of its task: the error is the type it names, the cause all it
   * said.
   *
   * @param compact whether the cause is printed anew instead of verbatim
   */
  static TaskReport.Failed failure(String payload, boolean compact) {
    JsonNode said = parse(payload).orElse(null);
    String type = said == null ? null : said.path("errorType").textValue();
    if (said == null || type == null || type.isEmpty()) {
      return new TaskReport.Failed(
          "Lambda.Unknown",
          "The cause could not be determined because Lambda did not return an error type."
              + " Returned payload: "
              + payload);
    }
    return new TaskReport.Failed(type, compact ? said.toString() : payload);
  }

  /** The failure of a function whose result is no JSON. */
  static TaskReport.Failed garbage(String payload) {
    return new TaskReport.Failed(
        "Lambda.Unknown",
        "The function did not return valid JSON. Returned payload: "
            + (payload.length() <= EXCERPT ? payload : payload.substring(0, EXCERPT) + "..."));
  }

  /** Empty if the text is no JSON. */
  static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = Json.MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /** Whether {@link #parse} would find something. */
  static boolean isJson(String text) {
    try (JsonParser parser = Json.MAPPER.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Why a text is no JSON, in Jackson's words; empty if it is. */
  static Optional<String> parseError(byte[] text) {
    try {
      Json.MAPPER.readTree(text);
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(e.getOriginalMessage());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
