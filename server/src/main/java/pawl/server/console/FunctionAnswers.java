package pawl.server.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.functions.FunctionDescription;
import pawl.functions.FunctionHost;
import pawl.functions.InvocationRecord;

/** Tells of the functions of this server, and of what they did lately. */
record FunctionAnswers(FunctionHost functions) {
  private static final int NEWEST = 100;

  /**
   * Which invocations are asked for.
   *
   * @param execution ARN of the one whose tasks called; then all of them are told, else the newest
   * @param requestId of the only one
   * @param failed whether only those that failed are
   */
  record Wanted(@Nullable String execution, @Nullable String requestId, boolean failed) {
    boolean fits(InvocationRecord invocation) {
      InvocationRecord.Caller caller = invocation.caller();
      return (execution == null || caller != null && execution.equals(caller.executionArn()))
          && (requestId == null || requestId.equals(invocation.requestId()))
          && (!failed || hasFailed(invocation));
    }

    long most() {
      return execution == null ? NEWEST : Long.MAX_VALUE;
    }
  }

  /** All functions, without their logs. */
  ObjectNode all() {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode rows = answer.putArray("functions");
    for (FunctionDescription function : functions.list()) {
      rows.add(row(function));
    }
    return answer;
  }

  /** A function with its invocations; null if there is none of that name. */
  @Nullable ObjectNode one(String name, Wanted wanted) {
    FunctionDescription function = functions.find(name).orElse(null);
    if (function == null) {
      return null;
    }
    ObjectNode answer = row(function);
    ArrayNode rows = answer.putArray("invocations");
    functions.recentInvocations(function.name()).stream()
        .filter(wanted::fits)
        .limit(wanted.most())
        .forEach(done -> add(rows.addObject(), done));
    return answer;
  }

  private static void add(ObjectNode row, InvocationRecord done) {
    row.put("requestId", done.requestId())
        .put("started", done.started().toString())
        .put("durationMs", done.duration().toNanos() / 1_000_000.0)
        .put("status", done.status().name())
        .put("log", done.log());
    done.maxMemoryBytes().ifPresent(bytes -> row.put("maxMemoryBytes", bytes));
    InvocationRecord.Caller caller = done.caller();
    if (caller != null) {
      row.put("executionArn", caller.executionArn()).put("startedEventId", caller.startedEvent());
    }
  }

  private static boolean hasFailed(InvocationRecord invocation) {
    return invocation.status() != InvocationRecord.Status.SUCCEEDED;
  }

  private ObjectNode row(FunctionDescription function) {
    var configuration = function.configuration();
    List<InvocationRecord> recent = functions.recentInvocations(function.name(), NEWEST);
    ObjectNode row =
        Json.MAPPER
            .createObjectNode()
            .put("name", function.name())
            .put("arn", function.arn())
            .put("runtime", configuration.runtime())
            .put("handler", configuration.handler())
            .put("description", configuration.description())
            .put("timeoutSeconds", configuration.timeoutSeconds())
            .put("memorySizeMb", configuration.memorySizeMb())
            .put("origin", function.origin().name())
            .put("lastModified", function.lastModified().toString())
            .put("recent", recent.size())
            .put("recentFailures", recent.stream().filter(FunctionAnswers::hasFailed).count());
    ArrayNode variables = row.putArray("variables");
    configuration.environment().keySet().stream().sorted().forEach(variables::add);
    if (!recent.isEmpty()) {
      row.put("lastInvoked", recent.getFirst().started().toString())
          .put("lastRequestId", recent.getFirst().requestId());
    }
    functions.problem(function.name()).ifPresent(problem -> row.put("problem", problem));
    return row;
  }
}
