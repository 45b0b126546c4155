package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;
import pawl.integrations.sdk.Times;

/**
 * Calls one service in one region in somebody's name.
 *
 * @param module of the AWS SDK: {@code glue}
 * @param role to call as, or null
 */
record Caller(SdkBridge bridge, String module, String region, @Nullable String role) {
  SdkOutcome ask(String operation, JsonNode parameters) throws InterruptedException {
    return ask(operation, parameters, SdkCall.USUAL_PATIENCE);
  }

  /**
   * Makes a call.
   *
   * @param operation in lower camel case: {@code getJobRun}
   * @param patience how long the service may take to answer
   */
  SdkOutcome ask(String operation, JsonNode parameters, Duration patience)
      throws InterruptedException {
    return bridge.call(
        new SdkCall(module, operation, parameters, region, role, null, Map.of(), patience),
        Times.MILLISECONDS);
  }
}
