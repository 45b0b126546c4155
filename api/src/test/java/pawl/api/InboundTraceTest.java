package pawl.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;

class InboundTraceTest {
  private static final String X_RAY =
      "Root=1-0123abcd-0123456789abcdef01234567;Parent=89abcdef01234567;Sampled=1";
  private static final String W3C = "00-0123abcd0123456789abcdef01234567-89abcdef01234567-01";

  private static String header(String operation, String body, Map<String, String> headers)
      throws Exception {
    JsonNode added =
        InboundTrace.added(operation, Json.MAPPER.readTree(body), Request.Headers.of(headers));
    return added.path("traceHeader").asText();
  }

  @Test
  void shouldTakeTheTraceOfTheRequestInXRaysForm() throws Exception {
    assertThat(header("StartExecution", "{}", Map.of("x-amzn-trace-id", X_RAY))).isEqualTo(X_RAY);
    assertThat(header("StartSyncExecution", "{}", Map.of("traceparent", W3C))).isEqualTo(X_RAY);
  }

  @Test
  void shouldLetTheRequestItselfDecide() throws Exception {
    assertThat(
            header(
                "StartExecution", "{\"traceHeader\": \"mine\"}", Map.of("x-amzn-trace-id", X_RAY)))
        .isEqualTo("mine");
  }

  @Test
  void shouldAddNothingElsewhereAndNothingElse() throws Exception {
    assertThat(header("StopExecution", "{}", Map.of("traceparent", W3C))).isEmpty();
    assertThat(header("StartExecution", "{}", Map.of("traceparent", "x"))).isEmpty();
    assertThat(header("StartExecution", "[]", Map.of("traceparent", W3C))).isEmpty();
    assertThat(header("StartExecution", "{}", Map.of())).isEmpty();
  }
}
