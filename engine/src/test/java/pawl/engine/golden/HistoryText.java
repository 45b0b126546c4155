package pawl.engine.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.Engine;
import pawl.engine.history.EventDetails;
import pawl.engine.history.HistoryEvent;
import pawl.engine.read.ExecutionView;

/**
 * A history as text: a line an event, {@code id <- previous type details}, with the time since the
 * start where it has moved; at the end what became of the execution.
 */
final class HistoryText {
  /** A text that is longer is cut: golden files are to be read. */
  private static final int LONGEST = 400;

  private static final Pattern TOKEN = Pattern.compile("A[A-Za-z0-9_=+/-]{50,}");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private HistoryText() {}

  static String of(Engine engine) {
    List<String> lines = new ArrayList<>();
    long before = Engine.START;
    for (HistoryEvent event : engine.events()) {
      String time =
          event.epochMillis() == before
              ? ""
              : " @%ss".formatted((event.epochMillis() - Engine.START) / 1000.0);
      before = event.epochMillis();
      lines.add(
          "%d <- %d %s%s%s"
              .formatted(
                  event.id(),
                  event.previousId(),
                  event.type().apiName(),
                  details(event.details()),
                  time));
    }
    ExecutionView execution = engine.execution();
    lines.add(
        new Members("= " + execution.status())
            .add("error", execution.error())
            .add("cause", execution.cause())
            .add("output", execution.output())
            .toString());
    String text = TOKEN.matcher(String.join("\n", lines)).replaceAll("<token>");
    return UUID.matcher(text).replaceAll("<uuid>") + "\n";
  }

  private static String details(EventDetails details) {
    var members = new Members("");
    switch (details) {
      case EventDetails.None() -> {}
      case EventDetails.ExecutionStarted(Payload input, _) -> members.add("input", input);
      case EventDetails.ExecutionSucceeded(Payload output) -> members.add("output", output);
      case EventDetails.Failure(String error, String cause) ->
          members.add("error", error).add("cause", cause);
      case EventDetails.StateEntered(String name, Payload input) ->
          members.add("name", name).add("input", input);
      case EventDetails.StateExited(String name, Payload output, Map<String, Payload> assigned) -> {
        members.add("name", name).add("output", output);
        assigned.forEach((variable, value) -> members.add("$" + variable, value));
      }
      case EventDetails.FunctionScheduled(
              String resource,
              Payload input,
              Long timeoutSeconds,
              String role) ->
          members
              .add("resource", resource)
              .add("input", input)
              .add("timeout", timeoutSeconds)
              .add("role", role);
      case EventDetails.ActivityScheduled(
              String resource,
              Payload input,
              Long timeoutSeconds,
              Long heartbeatSeconds) ->
          members
              .add("resource", resource)
              .add("input", input)
              .add("timeout", timeoutSeconds)
              .add("heartbeat", heartbeatSeconds);
      case EventDetails.ActivityStarted(String workerName) -> members.add("worker", workerName);
      case EventDetails.Succeeded(Payload output) -> members.add("output", output);
      case EventDetails.TaskScheduled scheduled ->
          members
              .add("resource", scheduled.resourceType() + ":" + scheduled.resource())
              .add("region", scheduled.region())
              .add("parameters", scheduled.parameters())
              .add("timeout", scheduled.timeoutSeconds())
              .add("heartbeat", scheduled.heartbeatSeconds())
              .add("role", scheduled.credentialsRoleArn());
      case EventDetails.TaskStarted(String type, String resource) ->
          members.add("resource", type + ":" + resource);
      case EventDetails.TaskOutput(String type, String resource, Payload output) ->
          members.add("resource", type + ":" + resource).add("output", output);
      case EventDetails.TaskFailure(String type, String resource, String error, String cause) ->
          members.add("resource", type + ":" + resource).add("error", error).add("cause", cause);
      case EventDetails.MapStateStarted(int length) -> members.add("length", length);
      case EventDetails.MapRunStarted(String mapRunArn) -> members.add("mapRun", mapRunArn);
      case EventDetails.MapRunRedriven(String mapRunArn, int count) ->
          members.add("mapRun", mapRunArn).add("redrive", count);
      case EventDetails.ExecutionRedriven(int count) -> members.add("redrive", count);
      case EventDetails.MapIteration(String name, int index) ->
          members.add("name", name).add("index", index);
      case EventDetails.EvaluationFailed(
              String state,
              String error,
              String cause,
              String location) ->
          members
              .add("state", state)
              .add("error", error)
              .add("cause", cause)
              .add("location", location);
    }
    return members.toString();
  }

  /** {@code member=value} pairs; what is null is left out, as the API does. */
  private static final class Members {
    private final StringJoiner text = new StringJoiner(" ");

    Members(String start) {
      text.add(start);
    }

    Members add(String member, @Nullable Object value) {
      if (value != null) {
        String shown = value instanceof Payload payload ? payload.text() : value.toString();
        text.add(
            member
                + "="
                + (shown.length() <= LONGEST
                    ? shown
                    : "%s... (%d characters)".formatted(shown.substring(0, 40), shown.length())));
      }
      return this;
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
