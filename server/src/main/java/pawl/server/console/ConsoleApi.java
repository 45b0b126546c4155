package pawl.server.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.engine.ExecutionStatus;
import pawl.engine.HostException;
import pawl.engine.catalogue.Machine;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.Page;
import pawl.functions.FunctionHost;

/**
 * Answers what the console asks and the API of AWS has no words for. It reads and never changes
 * anything, so a page of another origin, which can't see the answers, gains nothing by asking.
 */
public final class ConsoleApi {
  /** The path below which it lives. */
  public static final String PATH = "/api";

  private static final int MOST_ROWS = 1_000;
  private static final int USUAL_ROWS = 100;
  private static final int CALLBACKS = 1_000;
  private static final long PATIENCE_NANOS = Duration.ofMillis(1_500).toNanos();

  private final Host host;
  private final FunctionAnswers functions;
  private final LiveEvents live;
  private final String version;
  private final String profile;

  /**
   * @param live what open pages are told
   * @param version of Pawl, for people
   * @param profile whose limits hold
   */
  public ConsoleApi(
      Host host, FunctionHost functions, LiveEvents live, String version, String profile) {
    this.host = host;
    this.functions = new FunctionAnswers(functions);
    this.live = live;
    this.version = version;
    this.profile = profile;
    live.lookAt(
        Map.of(
            Topic.HEARTBEATS, this::openCallbacks,
            Topic.MACHINES, _ -> machines(),
            Topic.FUNCTIONS, _ -> this.functions.all()));
  }

  /**
   * Answers a question.
   *
   * @param path decoded
   * @param query as it was sent, without the question mark
   * @param lastEventId what a browser has heard last, if it comes back to hear more
   */
  public ConsoleAnswer handle(
      String method, String path, String query, @Nullable String lastEventId) {
    if (!method.equals("GET")) {
      return ConsoleAnswer.error(405, "MethodNotAllowed", "Only GET is understood here.");
    }
    try {
      return route(path.substring(PATH.length()), new Query(query), lastEventId);
    } catch (IllegalArgumentException e) {
      return ConsoleAnswer.error(400, "ValidationException", String.valueOf(e.getMessage()));
    } catch (HostException e) {
      return ConsoleAnswer.error(503, "ServiceUnavailable", String.valueOf(e.getMessage()));
    }
  }

  private ConsoleAnswer route(String path, Query query, @Nullable String lastEventId) {
    return switch (path) {
      case "/events" -> events(query, lastEventId);
      case "/history" -> history(query);
      case "/info" -> info();
      case "/executions" -> executions(query);
      case "/callbacks" -> callbacks(query);
      case "/functions" -> ConsoleAnswer.json(functions.all());
      default ->
          path.startsWith("/functions/")
              ? invocations(path.substring("/functions/".length()), query)
              : ConsoleAnswer.error(
                  404, "UnknownOperationException", "There is nothing to ask at " + path);
    };
  }

  private ConsoleAnswer info() {
    return ConsoleAnswer.json(
        Json.MAPPER
            .createObjectNode()
            .put("version", version)
            .put("profile", profile)
            .put("region", host.arns().region())
            .put("account", host.arns().account()));
  }

  private ConsoleAnswer executions(Query query) {
    String next = query.text("next");
    String status = query.text("status");
    ExecutionSearch.Found found =
        new ExecutionSearch(host.reads(), System::nanoTime)
            .find(
                new ExecutionSearch.Wanted(
                    query.text("machine"),
                    status == null
                        ? null
                        : ExecutionStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                    query.text("name"),
                    query.text("text"),
                    query.number("from", Long.MIN_VALUE),
                    query.number("until", Long.MAX_VALUE)),
                next == null ? null : ExecutionSearch.Place.of(next),
                (int) Math.clamp(query.number("max", USUAL_ROWS), 1, MOST_ROWS),
                PATIENCE_NANOS);
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode rows = answer.putArray("executions");
    for (ExecutionSearch.Hit hit : found.hits()) {
      rows.add(row(hit));
    }
    if (found.next() != null) {
      answer.put("next", found.next().text());
    }
    return ConsoleAnswer.json(answer.put("looked", found.looked()));
  }

  private static ObjectNode row(ExecutionSearch.Hit hit) {
    var execution = hit.execution();
    ObjectNode row =
        Json.MAPPER
            .createObjectNode()
            .put("executionArn", execution.arn())
            .put("name", execution.name())
            .put("stateMachineArn", execution.machineArn())
            .put("status", execution.status().name())
            .put("startDate", time(execution.startMillis()));
    Long stop = execution.stopMillis();
    if (stop != null) {
      row.put("stopDate", time(stop));
    }
    putText(row, "error", hit.error());
    putText(row, "foundIn", hit.where());
    putText(row, "excerpt", hit.excerpt());
    return row;
  }

  private static void putText(ObjectNode row, String name, @Nullable String value) {
    if (value != null) {
      row.put(name, value);
    }
  }

  private ConsoleAnswer events(Query query, @Nullable String lastEventId) {
    LiveStream stream =
        live.open(
            new LiveEvents.Interest(
                query.text("execution"), query.text("machine"), topics(query.text("watch"))),
            lastEventId == null ? query.text("last") : lastEventId);
    return stream == null
        ? ConsoleAnswer.error(503, "ServiceUnavailable", "Too many pages listen already.")
        : ConsoleAnswer.stream("text/event-stream", stream);
  }

  private static Set<Topic> topics(@Nullable String names) {
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    for (String name : names == null ? new String[0] : names.split(",")) {
      Topic topic = Topic.watched(name);
      if (topic == null) {
        throw new IllegalArgumentException("There is nothing to watch that is called " + name);
      }
      topics.add(topic);
    }
    return topics;
  }

  private ConsoleAnswer history(Query query) {
    String execution = query.text("execution");
    ExecutionId id = execution == null ? null : ExecutionId.of(execution);
    if (id == null || host.reads().execution(id).isEmpty()) {
      return noSuchExecution(String.valueOf(execution));
    }
    return ConsoleAnswer.stream(
        "application/x-ndjson",
        new HistoryStream(host.reads(), id, Math.max(0, query.number("after", 0))));
  }

  private static ConsoleAnswer noSuchExecution(String arn) {
    return ConsoleAnswer.error(404, "ExecutionDoesNotExist", "There is no execution " + arn);
  }

  private ConsoleAnswer callbacks(Query query) {
    String execution = query.text("execution");
    return execution != null && host.reads().execution(ExecutionId.of(execution)).isEmpty()
        ? noSuchExecution(execution)
        : ConsoleAnswer.json(openCallbacks(execution));
  }

  private ObjectNode openCallbacks(@Nullable String execution) {
    OpenCallbacks callbacks = new OpenCallbacks(host, System::nanoTime);
    return execution == null
        ? callbacks.all(CALLBACKS, PATIENCE_NANOS)
        : callbacks.of(host.reads().execution(ExecutionId.of(execution)).orElse(null));
  }

  /** As which revision each machine stands there; nothing else of it changes. */
  private List<String> machines() {
    List<String> all = new ArrayList<>();
    byte @Nullable [] position = null;
    do {
      Page<Machine> page = host.reads().machines(MOST_ROWS, position);
      page.rows().forEach(machine -> all.add(machine.arn() + " " + machine.revision().key()));
      position = page.next();
    } while (position != null);
    return all;
  }

  private ConsoleAnswer invocations(String name, Query query) {
    ObjectNode answer =
        functions.one(
            name,
            new FunctionAnswers.Wanted(
                query.text("execution"),
                query.text("request"),
                "failed".equals(query.text("outcome"))));
    return answer == null
        ? ConsoleAnswer.error(404, "ResourceNotFoundException", "There is no function " + name)
        : ConsoleAnswer.json(answer);
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
