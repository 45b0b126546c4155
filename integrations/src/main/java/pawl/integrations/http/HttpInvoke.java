package pawl.integrations.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.ExchangeObserver;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.id.TraceHeader;
import pawl.integrations.OptimisedIntegration;
import pawl.integrations.ServiceResources;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.SdkOutcome;

/**
 * {@code arn:aws:states:::http:invoke}, the HTTP Task: a call of an HTTPS API through a {@link
 * Connections connection}; any status but 2xx fails the task.
 */
public final class HttpInvoke implements OptimisedIntegration {
  /** AWS's, for the whole exchange. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The longest cause that AWS's API takes. */
  private static final int LONGEST_CAUSE = 32_768;

  private static final ServiceResources RESOURCES = ServiceResources.of("http", "invoke");
  private static final String RUNTIME = "States.Runtime";
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private final Connections connections;
  private final String region;
  private final int mostBytes;
  private final Duration patience;

  /**
   * Calls through connections.
   *
   * @param region that requests say they come from
   * @param mostBytes that an answer may have
   */
  public HttpInvoke(Connections connections, String region, int mostBytes) {
    this(connections, region, mostBytes, PATIENCE);
  }

  HttpInvoke(Connections connections, String region, int mostBytes, Duration patience) {
    this.connections = connections;
    this.region = region;
    this.mostBytes = mostBytes;
    this.patience = patience;
  }

  @Override
  public ServiceResources resources() {
    return RESOURCES;
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return TaskParameters.outlineProblems(parameters);
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    JsonNode parameters = call.parameters().node();
    List<String> problems = TaskParameters.problems(parameters);
    if (!problems.isEmpty()) {
      return Failures.unfit(call, new SdkOutcome.Unfit(problems));
    }
    TaskParameters task = TaskParameters.of(parameters);
    Connection connection = connections.find(task.connectionArn()).orElse(null);
    if (connection == null) {
      return new TaskReport.Failed(
          "Events.ConnectionResource.ResourceNotFound", connections.absence(task.connectionArn()));
    }
    if (!mayGoThere(task, connection)) {
      return Failures.unfit(
          call, new SdkOutcome.Unfit(List.of(TaskParameters.malformed("ApiEndpoint"))));
    }
    if (!RequestAssembly.canMerge(task, connection.additions())) {
      return new TaskReport.Failed(
          RUNTIME,
          "The RequestBody is not an object, so that the connection's body parameters can't be"
              + " merged into it");
    }
    return exchange(call, task, connection);
  }

  /** Credentials leave this machine encrypted, unless the connection says otherwise. */
  private static boolean mayGoThere(TaskParameters task, Connection connection) {
    String host = task.endpoint().getHost();
    return "https".equalsIgnoreCase(task.endpoint().getScheme())
        || connection.allowsHttp()
        || host.equals("localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("[::1]");
  }

  private TaskReport exchange(TaskCall call, TaskParameters task, Connection connection)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    AccessTokens tokens = connection.tokens();
    if (tokens == null) {
      return report(send(call, task, connection, authorized(connection, null), end));
    }
    String refused = null;
    while (true) {
      switch (tokens.get(refused)) {
        case AccessTokens.Outcome.Refused(String reason) -> {
          return new TaskReport.Failed(
              "Events.ConnectionResource.InvalidConnectionState",
              "The connection has no access token: " + reason);
        }
        case AccessTokens.Outcome.Token(String token) -> {
          Wire.Outcome outcome = send(call, task, connection, authorized(connection, token), end);
          if (refused != null || !asksForAuthorization(outcome)) {
            return report(outcome);
          }
          refused = token;
        }
      }
    }
  }

  private static Additions authorized(Connection connection, @Nullable String token) {
    return switch (connection.authorization()) {
      case Authorization.None _ -> connection.additions();
      case Authorization.Fixed(Parameter header) -> connection.additions().behind(header);
      case Authorization.OAuth _ ->
          connection.additions().behind(Authorization.bearer(String.valueOf(token)));
    };
  }

  private static boolean asksForAuthorization(Wire.Outcome outcome) {
    return outcome instanceof Wire.Outcome.Answered answered
        && (answered.status() == 401 || answered.status() == 407);
  }

  private Wire.Outcome send(
      TaskCall call, TaskParameters task, Connection connection, Additions additions, long end)
      throws InterruptedException {
    RequestAssembly assembly = new RequestAssembly(ownHeaders(call));
    Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    Wire.Outcome outcome =
        connection.wire().send(assembly.request(task, additions), mostBytes, left);
    ExchangeObserver observer = call.observer();
    if (observer != null) {
      observer.observed(
          ShownExchange.of(
              assembly.request(task, observer.revealsSecrets() ? additions : additions.masked()),
              outcome instanceof Wire.Outcome.Answered answered ? answered : null));
    }
    return outcome;
  }

  private Map<String, String> ownHeaders(TaskCall call) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "Amazon|StepFunctions|HttpInvoke|" + region);
    headers.put("Range", "bytes=0-" + mostBytes);
    TraceHeader trace = TraceHeader.ofXRay(call.traceHeader());
    if (trace != null) {
      headers.put("X-Amzn-Trace-Id", trace.xRay());
      String w3c = trace.w3c();
      if (w3c != null) {
        headers.put("traceparent", w3c);
      }
    }
    return headers;
  }

  private static TaskReport report(Wire.Outcome outcome) {
    return switch (outcome) {
      case Wire.Outcome.Answered answer -> report(answer);
      case Wire.Outcome.TooLarge() -> Failures.dataLimit("http");
      case Wire.Outcome.Broken(String reason) ->
          new TaskReport.Failed("States.Http.Socket", reason);
    };
  }

  private static TaskReport report(Wire.Outcome.Answered answer) {
    boolean isFine = answer.status() >= 200 && answer.status() <= 299;
    String text =
        answer.body().length == 0 || isText(answer.plainHeader("content-type"))
            ? text(answer)
            : null;
    if (!isFine) {
      String cause = text == null || text.isBlank() ? StatusText.of(answer.status()) : text;
      return new TaskReport.Failed(
          "States.Http.StatusCode." + answer.status(),
          cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause);
    }
    if (text == null) {
      return new TaskReport.Failed(
          RUNTIME,
          "The response of type '%s' can't be read as text"
              .formatted(answer.plainHeader("content-type")));
    }
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ObjectNode headers = output.putObject("Headers");
    new TreeMap<>(answer.headers())
        .forEach((name, values) -> values.forEach(headers.putArray(name)::add));
    output.set("ResponseBody", parsed(text));
    output.put("StatusCode", answer.status());
    output.put("StatusText", StatusText.of(answer.status()));
    return new TaskReport.Succeeded(Payload.of(output));
  }

  private static boolean isText(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    return !type.equals("application/octet-stream")
        && !type.startsWith("image/")
        && !type.startsWith("video/")
        && !type.startsWith("audio/");
  }

  /** Null if the bytes are no text. */
  private static @Nullable String text(Wire.Outcome.Answered answer) {
    try {
      String type = answer.headers().getOrDefault("content-type", List.of("")).getFirst();
      Matcher charset = CHARSET.matcher(type);
      return (charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8)
          .newDecoder()
          .decode(ByteBuffer.wrap(answer.body()))
          .toString();
    } catch (CharacterCodingException | IllegalArgumentException _) {
      return null;
    }
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
