package pawl.api.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.history.EventDetails;
import pawl.engine.history.HistoryEvent;

/** Writes events of a history as the API shows them. */
public final class HistoryJson {
  private final JsonMembers json;
  private final boolean withData;
  private final boolean withTruncation;

  private HistoryJson(JsonMembers json, boolean withData, boolean withTruncation) {
    this.json = json;
    this.withData = withData;
    this.withTruncation = withTruncation;
  }

  /**
   * An event as JSON.
   *
   * @param withData whether inputs, outputs, parameters and variables are shown
   */
  public static ObjectNode of(HistoryEvent event, boolean withData) {
    ObjectNode json = Answers.object();
    new HistoryJson(new JsonMembers.Tree(json), withData, true).add(event);
    return json;
  }

  /**
   * Writes an event with its data, and without the members that say of each that it is whole: for
   * long histories, of which no tree is wanted.
   *
   * @throws IOException if it can't be written
   */
  public static void write(HistoryEvent event, JsonGenerator out) throws IOException {
    try {
      out.writeStartObject();
      new HistoryJson(new JsonMembers.Written(out), true, false).add(event);
      out.writeEndObject();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The details of an event alone, empty if it has none.
   *
   * @param withData whether inputs, outputs, parameters and variables are shown
   */
  public static ObjectNode details(HistoryEvent event, boolean withData) {
    ObjectNode json = Answers.object();
    if (event.type().detailsMember() != null) {
      new HistoryJson(new JsonMembers.Tree(json), withData, true).add(event.details());
    }
    return json;
  }

  private void add(HistoryEvent event) {
    json.addTime("timestamp", event.epochMillis());
    json.add("type", event.type().apiName());
    json.add("id", event.id());
    json.add("previousEventId", event.previousId());
    String member = event.type().detailsMember();
    if (member != null) {
      json.open(member);
      add(event.details());
      json.close();
    }
  }

  private void add(EventDetails details) {
    switch (details) {
      case EventDetails.None _ -> {}
      case EventDetails.ExecutionStarted(Payload input, String roleArn) -> {
        data("input", input);
        text("roleArn", roleArn);
      }
      case EventDetails.ExecutionSucceeded(Payload output) -> data("output", output);
      case EventDetails.Failure(var error, var cause) -> failure(error, cause);
      case EventDetails.StateEntered(String name, Payload input) -> {
        text("name", name);
        data("input", input);
      }
      case EventDetails.StateExited exited -> exited(exited);
      case EventDetails.FunctionScheduled scheduled -> {
        text("resource", scheduled.resource());
        data("input", scheduled.input());
        number("timeoutInSeconds", scheduled.timeoutSeconds());
        credentials(scheduled.credentialsRoleArn());
      }
      case EventDetails.ActivityScheduled scheduled -> {
        text("resource", scheduled.resource());
        data("input", scheduled.input());
        number("timeoutInSeconds", scheduled.timeoutSeconds());
        number("heartbeatInSeconds", scheduled.heartbeatSeconds());
      }
      case EventDetails.ActivityStarted(var workerName) -> text("workerName", workerName);
      case EventDetails.Succeeded(Payload output) -> data("output", output);
      case EventDetails.TaskScheduled scheduled -> scheduled(scheduled);
      case EventDetails.TaskStarted(String type, String resource) -> resource(type, resource);
      case EventDetails.TaskOutput(String type, String resource, Payload output) -> {
        resource(type, resource);
        data("output", output);
      }
      case EventDetails.TaskFailure(String type, String resource, var error, var cause) -> {
        resource(type, resource);
        failure(error, cause);
      }
      case EventDetails.MapStateStarted(int length) -> json.add("length", length);
      case EventDetails.MapRunStarted(String mapRunArn) -> json.add("mapRunArn", mapRunArn);
      case EventDetails.MapRunRedriven(String mapRunArn, int count) -> {
        json.add("mapRunArn", mapRunArn);
        json.add("redriveCount", count);
      }
      case EventDetails.ExecutionRedriven(int count) -> json.add("redriveCount", count);
      case EventDetails.MapIteration(String name, int index) -> {
        text("name", name);
        json.add("index", index);
      }
      case EventDetails.EvaluationFailed failed -> {
        text("state", failed.state());
        failure(failed.error(), failed.cause());
        text("location", failed.location());
      }
    }
  }

  private void exited(EventDetails.StateExited exited) {
    text("name", exited.name());
    data("output", exited.output());
    if (withData && !exited.assigned().isEmpty()) {
      json.open("assignedVariables");
      for (Map.Entry<String, Payload> variable : exited.assigned().entrySet()) {
        json.add(variable.getKey(), variable.getValue().text());
      }
      json.close();
      whole("assignedVariables");
    }
  }

  private void scheduled(EventDetails.TaskScheduled scheduled) {
    resource(scheduled.resourceType(), scheduled.resource());
    text("region", scheduled.region());
    // A required member of the API, so it is never left out.
    json.add("parameters", withData ? scheduled.parameters().text() : "{}");
    number("timeoutInSeconds", scheduled.timeoutSeconds());
    number("heartbeatInSeconds", scheduled.heartbeatSeconds());
    credentials(scheduled.credentialsRoleArn());
  }

  private void data(String member, Payload data) {
    if (withData) {
      json.add(member, data.text());
      whole(member);
    }
  }

  private void whole(String member) {
    if (withTruncation) {
      json.open(member + "Details");
      json.add("truncated", false);
      json.close();
    }
  }

  private void resource(String type, String resource) {
    text("resourceType", type);
    text("resource", resource);
  }

  private void failure(@Nullable String error, @Nullable String cause) {
    text("error", error);
    text("cause", cause);
  }

  private void credentials(@Nullable String roleArn) {
    if (roleArn != null) {
      json.open("taskCredentials");
      json.add("roleArn", roleArn);
      json.close();
    }
  }

  private void text(String member, @Nullable String text) {
    if (text != null) {
      json.add(member, text);
    }
  }

  private void number(String member, @Nullable Long number) {
    if (number != null) {
      json.add(member, number);
    }
  }
}
