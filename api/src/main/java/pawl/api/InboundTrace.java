package pawl.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import pawl.engine.id.TraceHeader;

/**
 * Lets an execution join the trace of the request that starts it: a header of X-Ray or the W3C
 * counts as {@code traceHeader} unless the request says that itself.
 */
final class InboundTrace {
  private static final Set<String> STARTS = Set.of("StartExecution", "StartSyncExecution");
  private static final String MEMBER = "traceHeader";

  private InboundTrace() {}

  /** The body with the trace that the headers name. */
  static JsonNode added(String operation, JsonNode body, Request.Headers headers) {
    if (STARTS.contains(operation) && body instanceof ObjectNode object && !object.has(MEMBER)) {
      TraceHeader xRay = TraceHeader.ofXRay(headers.get("X-Amzn-Trace-Id"));
      TraceHeader trace = xRay == null ? TraceHeader.ofW3C(headers.get("traceparent")) : xRay;
      if (trace != null) {
        object.put(MEMBER, trace.xRay());
      }
    }
    return body;
  }
}
