package pawl.integrations.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkOutcome;

/** {@code eks:runJob}: a Job of Kubernetes, and if wanted what its containers have logged. */
final class KubernetesJob implements JobAction {
  /** By which a repeated order finds the job that it made before. */
  private static final String ANNOTATION = "pawl.dev/task";

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final String NAMESPACE = "Namespace";
  private static final String NAME = "Name";
  private static final String LOG_OPTIONS = "LogOptions";

  private static final List<String> REQUIRED = List.of("Job");
  private static final List<String> OPTIONAL = List.of(NAMESPACE, LOG_OPTIONS);

  private final KubernetesApi api;
  private final SdkBridge bridge;
  private final InstantSource clock;

  KubernetesJob(KubernetesApi api, SdkBridge bridge, InstantSource clock) {
    this.api = api;
    this.bridge = bridge;
    this.clock = clock;
  }

  @Override
  public boolean has(Pattern pattern) {
    return pattern != Pattern.SYNC_2;
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
    JsonNode wanted = value(parameters.path("Job"));
    if (problems.isEmpty() && !wanted.isObject()) {
      problems.add("The value for the field 'Job' must be an OBJECT");
    }
    if (!problems.isEmpty()) {
      return new Start.Answered(Failures.unfit(call, new SdkOutcome.Unfit(problems)));
    }
    KubernetesApi.Session session =
        new KubernetesApi.Session(
            KubernetesTarget.of(parameters), bridge.region(), call.credentialsRoleArn());
    String namespace = parameters.path(NAMESPACE).asText("default");
    try {
      KubernetesApi.Answer answer =
          create(session, namespace, annotated(wanted, call.idempotencyToken()));
      return answer.isSuccess()
          ? accepted(call, session, namespace, answer)
          : new Start.Answered(KubernetesCall.failed(answer));
    } catch (IOException e) {
      return new Start.Answered(KubernetesCall.unreachable(e));
    }
  }

  /** A job may be given as JSON text. */
  private static JsonNode value(JsonNode job) {
    if (!job.isTextual()) {
      return job;
    }
    try {
      return Json.MAPPER.readTree(job.textValue());
    } catch (JsonProcessingException _) {
      return job;
    }
  }

  private static ObjectNode annotated(JsonNode wanted, String token) {
    ObjectNode job = wanted.deepCopy();
    if (job.withObject("/metadata").withObject("/annotations") instanceof ObjectNode annotations) {
      annotations.put(ANNOTATION, token);
    }
    return job;
  }

  /** Makes the job, or finds it if an earlier call of the same attempt has made it. */
  private KubernetesApi.Answer create(
      KubernetesApi.Session session, String namespace, ObjectNode job)
      throws IOException, InterruptedException {
    KubernetesApi.Answer made =
        api.send(session, new KubernetesApi.Call("POST", jobs(namespace), Map.of(), job));
    if (made.status() != CONFLICT) {
      return made;
    }
    KubernetesApi.Answer found =
        api.send(
            session,
            KubernetesApi.Call.get(jobs(namespace) + "/" + job.at("/metadata/name").asText()));
    boolean isOurs = found.isSuccess() && annotation(found.body()).equals(annotation(job));
    return isOurs ? new KubernetesApi.Answer(201, found.text()) : made;
  }

  private static String annotation(JsonNode job) {
    return job.path("metadata").path("annotations").path(ANNOTATION).asText();
  }

  private static String jobs(String namespace) {
    return "/apis/batch/v1/namespaces/" + namespace + "/jobs";
  }

  private Start accepted(
      TaskCall call, KubernetesApi.Session session, String namespace, KubernetesApi.Answer answer) {
    Payload output = Payload.of(answer.shown());
    return switch (((TaskResource.Service) call.resource()).pattern()) {
      case REQUEST_RESPONSE -> new Start.Answered(new TaskReport.Succeeded(output));
      case WAIT_FOR_TASK_TOKEN -> new Start.Answered(new TaskReport.Submitted(output, null));
      case SYNC, SYNC_2 -> {
        ObjectNode ids = JsonNodeFactory.instance.objectNode();
        session.target().putInto(ids);
        ids.put(NAMESPACE, namespace);
        ids.put(NAME, answer.body().at("/metadata/name").asText());
        JsonNode logOptions = call.parameters().node().path(LOG_OPTIONS);
        if (logOptions.isObject()) {
          ids.set(LOG_OPTIONS, logOptions);
        }
        yield new Start.Started(
            output,
            JobReference.of(
                "eks", "runJob", session.region(), session.role(), clock.instant(), ids));
      }
    };
  }

  private static KubernetesApi.Session session(JobReference job) {
    return new KubernetesApi.Session(
        KubernetesTarget.of(job.ids()), job.region(), job.role().orElse(null));
  }

  private static String path(JobReference job) {
    return jobs(job.ids().path(NAMESPACE).asText()) + "/" + job.ids().path(NAME).asText();
  }

  @Override
  public Poll poll(JobReference job) throws InterruptedException {
    try {
      KubernetesApi.Answer answer = api.send(session(job), KubernetesApi.Call.get(path(job)));
      if (!answer.isSuccess()) {
        TaskReport.Failed failed = KubernetesCall.failed(answer);
        boolean isFinal = answer.status() < SERVER_ERRORS && answer.status() != TOO_MANY_REQUESTS;
        return isFinal
            ? new Poll.Ended(failed)
            : new Poll.Unknown(failed.error() + ": " + failed.cause());
      }
      JsonNode conditions = answer.body().path("status").path("conditions");
      if (isTrue(conditions, "Complete")) {
        return new Poll.Ended(new TaskReport.Succeeded(Payload.of(outcome(job, answer))));
      }
      return isTrue(conditions, "Failed")
          ? new Poll.Ended(
              new TaskReport.Failed("States.TaskFailed", Causes.of(outcome(job, answer))))
          : new Poll.Running();
    } catch (IOException e) {
      return new Poll.Unknown(String.valueOf(KubernetesCall.unreachable(e).cause()));
    }
  }

  private static boolean isTrue(JsonNode conditions, String type) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /** The job as Kubernetes describes it, with the logs if they are wanted. */
  private ObjectNode outcome(JobReference job, KubernetesApi.Answer answer)
      throws InterruptedException {
    ObjectNode outcome = JsonNodeFactory.instance.objectNode();
    if (answer.body() instanceof ObjectNode described) {
      outcome.setAll(described);
    }
    if (job.ids().path(LOG_OPTIONS).path("RetrieveLogs").asBoolean()) {
      outcome.set("logs", logs(job));
    }
    return outcome;
  }

  /** The logs of all containers of all pods; what can't be had is replaced by why. */
  private ObjectNode logs(JobReference job) throws InterruptedException {
    ObjectNode logs = JsonNodeFactory.instance.objectNode();
    ObjectNode byPod = logs.putObject("pods");
    String pods = "/api/v1/namespaces/" + job.ids().path(NAMESPACE).asText() + "/pods";
    Map<String, List<String>> ofJob =
        Map.of("labelSelector", List.of("job-name=" + job.ids().path(NAME).asText()));
    try {
      KubernetesApi.Answer answer =
          api.send(session(job), new KubernetesApi.Call("GET", pods, ofJob, null));
      if (!answer.isSuccess()) {
        return refused(logs, KubernetesCall.failed(answer));
      }
      for (JsonNode pod : answer.body().path("items")) {
        String name = pod.at("/metadata/name").asText();
        ObjectNode byContainer = byPod.putObject(name).putObject("containers");
        for (JsonNode container : pod.at("/spec/containers")) {
          String containerName = container.path("name").asText();
          byContainer.set(containerName, log(job, pods + "/" + name + "/log", containerName));
        }
      }
      return logs;
    } catch (IOException e) {
      return refused(logs, KubernetesCall.unreachable(e));
    }
  }

  private ObjectNode log(JobReference job, String path, String container)
      throws InterruptedException {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    JsonNode options = job.ids().path(LOG_OPTIONS);
    Map<String, List<String>> query =
        new LinkedHashMap<>(KubernetesCall.queryOf(options.path("LogParameters")));
    query.put("container", List.of(container));
    try {
      KubernetesApi.Answer answer =
          api.send(session(job), new KubernetesApi.Call("GET", path, query, null));
      if (!answer.isSuccess()) {
        return refused(shown, KubernetesCall.failed(answer));
      }
      if (options.path("RawLogs").asBoolean()) {
        return shown.put("log", answer.text());
      }
      shown.set("log", answer.body());
      return shown;
    } catch (IOException e) {
      return refused(shown, KubernetesCall.unreachable(e));
    }
  }

  private static ObjectNode refused(ObjectNode shown, TaskReport.Failed failed) {
    return shown.put("error", failed.error()).put("cause", failed.cause());
  }

  @Override
  public String stop(JobReference job) throws InterruptedException {
    try {
      KubernetesApi.Answer answer =
          api.send(
              session(job),
              new KubernetesApi.Call(
                  "DELETE", path(job), Map.of("propagationPolicy", List.of("Background")), null));
      return answer.isSuccess() || answer.status() == NOT_FOUND
          ? "Kubernetes has deleted the job " + path(job)
          : "Kubernetes has not deleted the job %s: %s".formatted(path(job), answer.shown());
    } catch (IOException e) {
      return "Kubernetes has not deleted the job %s: %s".formatted(path(job), e.getMessage());
    }
  }
}
