package pawl.asl.check;

import java.util.List;
import pawl.asl.MachineType;
import pawl.asl.QueryLanguage;
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

  void check(Cursor state, QueryLanguage language, StatesCheck.Context context) {
    Cursor resource = state.member("Resource");
    if (resource == null) {
      report.required(List.of("Resource"), state);
    } else if (values.isString(resource)) {
      resource(resource, context.type());
    }
    for (String field : List.of("TimeoutSeconds", "HeartbeatSeconds")) {
      seconds(state, field, language);
    }
    heartbeat(state);
    credentials(state, language);
  }

  private void resource(Cursor at, MachineType type) {
    TaskResource resource = TaskResource.parse(at.value().textValue());
    switch (resource) {
      case null ->
          report.schema(
              "The resource provided "
                  + at.value().textValue()
                  + " is not recognized. The value is not a valid resource ARN, or the resource is"
                  + " not available in this region.",
              at);
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
      case TaskResource.Activity _, TaskResource.Service _, TaskResource.Function _ -> {}
    }
  }

  private void seconds(Cursor state, String field, QueryLanguage language) {
    Cursor literal = state.member(field);
    Cursor path = state.member(field + "Path");
    if (literal != null && path != null) {
      report.onlyOne(List.of(field, field + "Path"), state);
    }
    if (!Values.isJsonata(literal, language)) {
      values.integer(literal, 1, Values.MAX_SECONDS);
    }
    expressions.referencePath(path);
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

  private void credentials(Cursor state, QueryLanguage language) {
    Cursor credentials = state.member("Credentials");
    if (credentials == null || !values.isObject(credentials)) {
      return;
    }
    if (!credentials.has("RoleArn") && !credentials.has("RoleArn.$")) {
      report.schema("The field 'RoleArn' is required but was missing", credentials);
    }
    values.string(credentials.member("RoleArn"));
    if (language == QueryLanguage.JSON_PATH) {
      expressions.template(credentials);
    }
  }
}
