package pawl.observability.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.api.operation.LogDestinations;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;

/**
 * Asks CloudWatch Logs which log groups there are. Where it does not answer, a group counts as
 * there: a machine can be made before its log can be written.
 */
public final class LogGroups implements LogDestinations {
  private static final Logger LOG = LoggerFactory.getLogger(LogGroups.class);

  /** The name of the SDK's module. */
  public static final String SERVICE = "cloudwatchlogs";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SdkBridge bridge;

  public LogGroups(SdkBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public boolean isMissing(String logGroupArn) {
    Logging.LogGroup group = Logging.LogGroup.of(logGroupArn);
    if (group == null) {
      return true;
    }
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("LogGroupNamePrefix", group.name());
    SdkCall call =
        new SdkCall(
            SERVICE,
            "describeLogGroups",
            parameters,
            group.region(),
            null,
            null,
            Map.of(),
            PATIENCE);
    try {
      return switch (bridge.call(call)) {
        case SdkOutcome.Answered answered -> !isAmong(group.name(), answered.output());
        case SdkOutcome.Refused refused -> unknown(group, refused.sdkMessage());
        case SdkOutcome.Unreachable unreachable -> unknown(group, unreachable.message());
        case SdkOutcome.TooLarge _, SdkOutcome.Unfit _ -> unknown(group, "its answer is unfit");
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A name is the first of those that begin with it, so the first page is enough. */
  private static boolean isAmong(String name, ObjectNode answer) {
    for (JsonNode group : answer.path("LogGroups")) {
      if (group.path("LogGroupName").asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean unknown(Logging.LogGroup group, String why) {
    LOG.warn("CloudWatch Logs can't be asked for the log group {}: {}", group.name(), why);
    return false;
  }
}
