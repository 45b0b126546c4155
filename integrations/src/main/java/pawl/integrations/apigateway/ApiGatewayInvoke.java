package pawl.integrations.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.id.TraceHeader;
import pawl.integrations.OptimisedIntegration;
import pawl.integrations.ServiceResources;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.HttpCall;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkOutcome;
import pawl.integrations.sdk.SignedHttp;

/**
 * {@code arn:aws:states:::apigateway:invoke[.waitForTaskToken]}: an HTTP call of an API; any status
 * but 2xx fails the task.
 *
 * <p>{@code IAM_ROLE} and {@code RESOURCE_POLICY} sign the call in the same way, in the name of the
 * state's role or of this process: here is no service principal that a resource policy could mean.
 */
public final class ApiGatewayInvoke implements OptimisedIntegration {
  /** API Gateway itself gives up after 29 seconds, unless its quota was raised. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ServiceResources RESOURCES =
      ServiceResources.of("apigateway", "invoke", "invoke.waitForTaskToken");

  private final AwsAccess access;
  private final SignedHttp http;

  public ApiGatewayInvoke(AwsAccess access, SdkBridge bridge) {
    this.access = access;
    this.http = new SignedHttp(bridge);
  }

  @Override
  public ServiceResources resources() {
    return RESOURCES;
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return ApiRequest.outlineProblems(parameters);
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    JsonNode parameters = call.parameters().node();
    List<String> problems = ApiRequest.problems(parameters);
    if (!problems.isEmpty()) {
      return Failures.unfit(call, new SdkOutcome.Unfit(problems));
    }
    ApiRequest request = ApiRequest.of(parameters);
    Optional<ApiAddress> address =
        ApiAddress.of(access, request.endpoint(), request.stage(), request.path());
    if (address.isEmpty()) {
      return Failures.unfit(
          call,
          new SdkOutcome.Unfit(
              List.of("The value of the field 'ApiEndpoint' has an invalid format")));
    }
    HttpCall.Outcome outcome = http.send(http(call, request, address.get()));
    return switch (outcome) {
      case HttpCall.Outcome.Answered answered -> report(call, answered);
      case HttpCall.Outcome.Unreachable(String message) ->
          new TaskReport.Failed("ApiGateway.SdkClientException", message);
      case HttpCall.Outcome.TooLarge() -> Failures.dataLimit("apigateway");
    };
  }

  private static HttpCall http(TaskCall call, ApiRequest request, ApiAddress address) {
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    boolean saysType =
        headers.keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("content-type"));
    if (request.body() != null && !saysType) {
      headers.put("Content-Type", List.of("application/json"));
    }
    addTrace(headers, call);
    if (address.host() != null) {
      headers.put("Host", List.of(address.host()));
    }
    return new HttpCall(
        request.method(),
        address.uri(),
        request.query(),
        headers,
        request.body(),
        request.isSigned()
            ? new HttpCall.Signature(
                "execute-api", address.region(), call.credentialsRoleArn(), address.isLocal())
            : null,
        PATIENCE);
  }

  /** In both forms that services know; what the state says itself counts. */
  private static void addTrace(Map<String, List<String>> headers, TaskCall call) {
    TraceHeader trace = TraceHeader.ofXRay(call.traceHeader());
    if (trace != null) {
      headers.putIfAbsent("X-Amzn-Trace-Id", List.of(trace.xRay()));
      String w3c = trace.w3c();
      if (w3c != null) {
        headers.putIfAbsent("traceparent", List.of(w3c));
      }
    }
  }

  private static TaskReport report(TaskCall call, HttpCall.Outcome.Answered answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.status() < 200 || answer.status() > 299) {
      return new TaskReport.Failed("ApiGateway." + answer.status(), body);
    }
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ObjectNode headers = output.putObject("Headers");
    Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(answer.headers());
    sorted.forEach((name, values) -> values.forEach(headers.putArray(name)::add));
    output.set("ResponseBody", parsed(body));
    output.put("StatusCode", answer.status());
    output.put("StatusText", answer.statusText());
    Payload all = Payload.of(output);
    return ((TaskResource.Service) call.resource()).pattern()
            == TaskResource.Pattern.WAIT_FOR_TASK_TOKEN
        ? new TaskReport.Submitted(all, null)
        : new TaskReport.Succeeded(all);
  }

  /** JSON as what it says, anything else as text. */
  private static JsonNode parsed(String body) {
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      return json.isMissingNode() ? JsonNodeFactory.instance.textNode(body) : json;
    } catch (JsonProcessingException _) {
      return JsonNodeFactory.instance.textNode(body);
    }
  }
}
