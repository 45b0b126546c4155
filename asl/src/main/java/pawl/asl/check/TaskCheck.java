package pawl.asl.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.asl.MachineType;
import pawl.asl.ServiceRules;
import pawl.asl.check.JsonataCheck.Reads;
import pawl.asl.program.TaskResource;

/** Checks what only a Task has. */
final class TaskCheck {
  private final Report report;
  private final Values values;
  private final Expressions expressions;

  TaskCheck(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  void check(Cursor state, StatesCheck.Context context) {
    Cursor resource = state.member("Resource");
    if (resource == null) {
      report.required(List.of("Resource"), state);
    } else if (values.isString(resource)) {
      resource(resource, state, context);
    }
    Settings settings = new Settings(report, values, expressions);
    settings.integer(state, "TimeoutSeconds", 1, Values.MAX_SECONDS);
    settings.integer(state, "HeartbeatSeconds", 1, Values.MAX_SECONDS);
    heartbeat(state);
    credentials(state);
  }

  private void resource(Cursor at, Cursor state, StatesCheck.Context context) {
    MachineType type = context.type();
    ServiceRules services = context.services();
    TaskResource resource = TaskResource.parse(at.value().textValue());
    switch (resource) {
      case null -> notRecognized(at);
      case TaskResource.Activity _ when type == MachineType.EXPRESS ->
          report.schema("Express state machine does not support activities", at);
      case TaskResource.Service service
          when type == MachineType.EXPRESS && !service.pattern().suffix().isEmpty() ->
          report.schema(
              // The blank at the end is AWS's.
              "Express state machine does not support '"
                  + service.pattern().suffix()
                  + "' service integration ",
              at);
      case TaskResource.Service service when !IntegrationPatterns.isSupported(service) ->
          notRecognized(at);
      case TaskResource.Service service when services != null ->
          service(service, at, state, services);
      case TaskResource.Activity _, TaskResource.Service _, TaskResource.Function _ -> {}
    }
  }

  /** What only the services themselves know: their actions and what these take. */
  private void service(
      TaskResource.Service service, Cursor at, Cursor state, ServiceRules services) {
    if (!services.knows(service)) {
      notRecognized(at);
      return;
    }
    String field = expressions.arePaths() ? "Parameters" : "Arguments";
    Cursor given = state.member(field);
    if (given == null) {
      report.schema(field + " field is required for resource ARN: " + service.arn(), state);
    } else if (given.value() instanceof ObjectNode template) {
      ObjectNode known =
          expressions.arePaths()
              ? KnownParameters.ofPaths(template)
              : KnownParameters.ofJsonata(template);
      services.problems(service, known).forEach(problem -> report.schema(problem, given));
    }
  }

  private void notRecognized(Cursor at) {
    report.schema(
        "The resource provided "
            + at.value().textValue()
            + " is not recognized. The value is not a valid resource ARN, or the resource is not"
            + " available in this region.",
        at);
  }

  private void heartbeat(Cursor state) {
    Cursor timeout = state.member("TimeoutSeconds");
    Cursor heartbeat = state.member("HeartbeatSeconds");
    if (timeout != null
        && heartbeat != null
        && timeout.value().isIntegralNumber()
        && heartbeat.value().isIntegralNumber()
        && heartbeat.value().longValue() >= timeout.value().longValue()) {
      report.schema("HeartbeatSeconds must be smaller than TimeoutSeconds", state);
    }
  }

  private void credentials(Cursor state) {
    Cursor credentials = state.member("Credentials");
    if (credentials == null || !values.isObject(credentials)) {
      return;
    }
    if (!credentials.has("RoleArn") && !(expressions.arePaths() && credentials.has("RoleArn.$"))) {
      report.requiredKey("RoleArn", credentials);
    }
    values.string(credentials.member("RoleArn"));
    expressions.object(credentials, Reads.ANYTHING);
  }
}
