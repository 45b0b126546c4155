package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.history.EventDetails;
import pawl.engine.history.HistoryEvent;

/** Writes events of a history as the API shows them. */
public final class HistoryJson {
  private final ObjectNode json;
  private final boolean withData;

  private HistoryJson(ObjectNode json, boolean withData) {
    this.json = json;
    this.withData = withData;
  }

  /**
   * An event as JSON.
   *
   * @param withData whether inputs, outputs, parameters and variables are shown
   */
  public static ObjectNode of(HistoryEvent event, boolean withData) {
    ObjectNode json = Answers.object();
    json.put("timestamp", Timestamps.of(event.epochMillis()));
    json.put("type", event.type().apiName());
    json.put("id", event.id());
    json.put("previousEventId", event.previousId());
    String member = event.type().detailsMember();
    if (member != null) {
      new HistoryJson(json.putObject(member), withData).add(event.details());
    }
    return json;
  }

  /**
   * The details of an event alone, empty if it has none.
   *
   * @param withData whether inputs, outputs, parameters and variables are shown
   */
  public static ObjectNode details(HistoryEvent event, boolean withData) {
    ObjectNode json = Answers.object();
    if (event.type().detailsMember() != null) {
      new HistoryJson(json, withData).add(event.details());
    }
    return json;
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
      case EventDetails.MapStateStarted(int length) -> json.put("length", length);
      case EventDetails.MapRunStarted(String mapRunArn) -> json.put("mapRunArn", mapRunArn);
      case EventDetails.MapRunRedriven(String mapRunArn, int count) ->
          json.put("mapRunArn", mapRunArn).put("redriveCount", count);
      case EventDetails.ExecutionRedriven(int count) -> json.put("redriveCount", count);
      case EventDetails.MapIteration(String name, int index) -> {
        text("name", name);
        json.put("index", index);
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
      ObjectNode variables = json.putObject("assignedVariables");
      for (Map.Entry<String, Payload> variable : exited.assigned().entrySet()) {
        variables.put(variable.getKey(), variable.getValue().text());
      }
      json.putObject("assignedVariablesDetails").put("truncated", false);
    }
  }

  private void scheduled(EventDetails.TaskScheduled scheduled) {
    resource(scheduled.resourceType(), scheduled.resource());
    text("region", scheduled.region());
    // A required member of the API, so it is never left out.
    json.put("parameters", withData ? scheduled.parameters().text() : "{}");
    number("timeoutInSeconds", scheduled.timeoutSeconds());
    number("heartbeatInSeconds", scheduled.heartbeatSeconds());
    credentials(scheduled.credentialsRoleArn());
  }

  private void data(String member, Payload data) {
    if (withData) {
      json.put(member, data.text());
      json.putObject(member + "Details").put("truncated", false);
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
      json.putObject("taskCredentials").put("roleArn", roleArn);
    }
  }

  private void text(String member, @Nullable String text) {
    if (text != null) {
      json.put(member, text);
    }
  }

  private void number(String member, @Nullable Long number) {
    if (number != null) {
      json.put(member, number);
    }
  }
}
