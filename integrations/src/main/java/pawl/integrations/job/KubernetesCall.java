package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkOutcome;

/** {@code eks:call}: any request to the Kubernetes API of a cluster. */
final class KubernetesCall implements JobAction {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH");

  private static final List<String> REQUIRED = List.of("Method", "Path");
  private static final List<String> OPTIONAL = List.of("QueryParameters", "RequestBody");

  private final KubernetesApi api;
  private final SdkBridge bridge;

  KubernetesCall(KubernetesApi api, SdkBridge bridge) {
    this.api = api;
    this.bridge = bridge;
  }

  @Override
  public boolean has(Pattern pattern) {
    return switch (pattern) {
      case REQUEST_RESPONSE, WAIT_FOR_TASK_TOKEN -> true;
      case SYNC, SYNC_2 -> false;
    };
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public List<String> problems(ObjectNode parameters) {
    return KubernetesTarget.outlineProblems(parameters, REQUIRED, OPTIONAL);
  }

  @Override
  public Start start(TaskCall call) throws InterruptedException {
    JsonNode parameters = call.parameters().node();
    List<String> problems = KubernetesTarget.problems(parameters, REQUIRED, OPTIONAL);
    String method = parameters.path("Method").asText();
    if (problems.isEmpty() && !METHODS.contains(method)) {
      problems.add(
          "The value for the field 'Method' must be one of GET, POST, PUT, DELETE, HEAD, PATCH");
    }
    if (!problems.isEmpty()) {
      return new Start.Answered(Failures.unfit(call, new SdkOutcome.Unfit(problems)));
    }
    KubernetesApi.Session session =
        new KubernetesApi.Session(
            KubernetesTarget.of(parameters), bridge.region(), call.credentialsRoleArn());
    KubernetesApi.Call request =
        new KubernetesApi.Call(
            method,
            parameters.path("Path").asText(),
            queryOf(parameters.path("QueryParameters")),
            parameters.get("RequestBody"));
    try {
      KubernetesApi.Answer answer = api.send(session, request);
      if (!answer.isSuccess()) {
        return new Start.Answered(failed(answer));
      }
      Payload output = Payload.of(answer.shown());
      boolean isAwaited =
          ((TaskResource.Service) call.resource()).pattern() == Pattern.WAIT_FOR_TASK_TOKEN;
      return new Start.Answered(
          isAwaited ? new TaskReport.Submitted(output, null) : new TaskReport.Succeeded(output));
    } catch (IOException e) {
      return new Start.Answered(unreachable(e));
    }
  }

  static TaskReport.Failed failed(KubernetesApi.Answer answer) {
    return new TaskReport.Failed("EKS." + answer.status(), Causes.of(answer.shown()));
  }

  static TaskReport.Failed unreachable(IOException e) {
    return new TaskReport.Failed(
        "EKS.SdkClientException", "Unable to execute HTTP request: " + e.getMessage());
  }

  /** Lists of values by name; a single value does as well. */
  static Map<String, List<String>> queryOf(JsonNode parameters) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : parameters.properties()) {
      List<String> values = new ArrayList<>();
      if (each.getValue().isArray()) {
        each.getValue().forEach(value -> values.add(value.asText()));
      } else {
        values.add(each.getValue().asText());
      }
      query.put(each.getKey(), values);
    }
    return query;
  }

  @Override
  public Poll poll(JobReference job) {
    return new Poll.Unknown("eks:call starts no job");
  }

  @Override
  public String stop(JobReference job) {
    return "eks:call starts no job that could be stopped.";
  }
}
