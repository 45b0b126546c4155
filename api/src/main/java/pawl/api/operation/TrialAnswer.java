package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import pawl.engine.HttpExchange;
import pawl.engine.trial.Inspection;
import pawl.engine.trial.Verdict;

/** The answer of TestState. */
final class TrialAnswer {
  private TrialAnswer() {}

  /**
   * Tells how a trial ended.
   *
   * @param inspected whether what was seen on the way is told too
   * @param exchange of an HTTP Task, to be told; else null
   */
  static ObjectNode of(Verdict verdict, boolean inspected, @Nullable HttpExchange exchange) {
    ObjectNode answer = Answers.object().put("status", verdict.status().name());
    put(answer, "output", verdict.output() == null ? null : verdict.output().text());
    put(answer, "error", verdict.error());
    put(answer, "cause", verdict.cause());
    put(answer, "nextState", verdict.nextState());
    if (inspected) {
      ObjectNode data = answer.putObject("inspectionData");
      describe(data, verdict.inspection());
      if (exchange != null) {
        describe(data, exchange);
      }
    }
    return answer;
  }

  private static void describe(ObjectNode data, Inspection inspection) {
    inspection.data().forEach((aspect, payload) -> data.put(aspect.member(), payload.text()));
    Inspection.Tolerance tolerance = inspection.tolerance();
    if (tolerance != null) {
      data.put("maxConcurrency", tolerance.maxConcurrency());
      if (tolerance.toleratedFailureCount() != null) {
        data.put("toleratedFailureCount", tolerance.toleratedFailureCount());
      }
      if (tolerance.toleratedFailurePercentage() != null) {
        data.put("toleratedFailurePercentage", tolerance.toleratedFailurePercentage());
      }
    }
    Inspection.ErrorDetails details = inspection.errorDetails();
    if (details != null) {
      ObjectNode about = data.putObject("errorDetails");
      if (details.catchIndex() != null) {
        about.put("catchIndex", details.catchIndex());
      }
      if (details.retryIndex() != null) {
        about.put("retryIndex", details.retryIndex());
      }
      if (details.backoffSeconds() != null) {
        about.put("retryBackoffIntervalSeconds", details.backoffSeconds());
      }
    }
  }

  private static void describe(ObjectNode data, HttpExchange exchange) {
    HttpExchange.Request sent = exchange.request();
    ObjectNode request = data.putObject("request");
    request.put("protocol", sent.protocol());
    request.put("method", sent.method());
    request.put("url", sent.url());
    request.put("headers", sent.headers());
    put(request, "body", sent.body());
    HttpExchange.Response got = exchange.response();
    if (got != null) {
      ObjectNode response = data.putObject("response");
      response.put("protocol", got.protocol());
      response.put("statusCode", got.statusCode());
      response.put("statusMessage", got.statusMessage());
      response.put("headers", got.headers());
      put(response, "body", got.body());
    }
  }

  private static void put(ObjectNode object, String member, @Nullable String value) {
    if (value != null) {
      object.put(member, value);
    }
  }
}
