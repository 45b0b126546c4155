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
  /** All functions, without their logs. */
  ObjectNode all() {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode rows = answer.putArray("functions");
    for (FunctionDescription function : functions.list()) {
      rows.add(row(function));
    }
    return answer;
  }

  /** A function with its last invocations; null if there is none of that name. */
  @Nullable ObjectNode one(String name) {
    FunctionDescription function = functions.find(name).orElse(null);
    if (function == null) {
      return null;
    }
    ObjectNode answer = row(function);
    ArrayNode rows = answer.putArray("invocations");
    for (InvocationRecord done : functions.recentInvocations(function.name())) {
      ObjectNode row =
          rows.addObject()
              .put("requestId", done.requestId())
              .put("started", done.started().toString())
              .put("durationMs", done.duration().toNanos() / 1_000_000.0)
              .put("status", done.status().name())
              .put("log", done.log());
      done.maxMemoryBytes().ifPresent(bytes -> row.put("maxMemoryBytes", bytes));
    }
    return answer;
  }

  private ObjectNode row(FunctionDescription function) {
    var configuration = function.configuration();
    List<InvocationRecord> recent = functions.recentInvocations(function.name());
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
            .put(
                "recentFailures",
                recent.stream()
                    .filter(done -> done.status() != InvocationRecord.Status.SUCCEEDED)
                    .count());
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
