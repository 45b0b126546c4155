package pawl.observability;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;

/** Calls of services of AWS that are made again for a while if they fail for a passing reason. */
public final class AwsSender {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2));

  private static final Set<String> PASSING =
      Set.of("ThrottlingException", "ServiceUnavailableException", "LimitExceededException");

  private final SdkBridge bridge;
  private final String service;

  /**
   * A sender for one service.
   *
   * @param service name of the SDK's module
   */
  public AwsSender(SdkBridge bridge, String service) {
    this.bridge = bridge;
    this.service = service;
  }

  /** What came of a call after all attempts. */
  public sealed interface Result {
    record Done(ObjectNode output) implements Result {}

    /**
     * It was not done.
     *
     * @param error name of the service's exception; {@code Unreachable} if there was no answer
     */
    record Failed(String error, String reason) implements Result {}
  }

  /**
   * Makes a call.
   *
   * @param action in lower camel case
   * @param parameters members of the request in Pascal case
   * @param region null for the usual one
   */
  public Result send(String action, ObjectNode parameters, @Nullable String region)
      throws InterruptedException {
    SdkCall call = new SdkCall(service, action, parameters, region, null, null, Map.of(), PATIENCE);
    for (Duration pause : PAUSES) {
      SdkOutcome outcome = bridge.call(call);
      if (!isPassing(outcome)) {
        return result(outcome);
      }
      Thread.sleep(pause);
    }
    return result(bridge.call(call));
  }

  private static boolean isPassing(SdkOutcome outcome) {
    return switch (outcome) {
      case SdkOutcome.Refused refused ->
          refused.status() >= 500 || PASSING.contains(refused.exception());
      case SdkOutcome.Unreachable _ -> true;
      case SdkOutcome.Answered _, SdkOutcome.TooLarge _, SdkOutcome.Unfit _ -> false;
    };
  }

  private static Result result(SdkOutcome outcome) {
    return switch (outcome) {
      case SdkOutcome.Answered answered -> new Result.Done(answered.output());
      case SdkOutcome.Refused refused ->
          new Result.Failed(refused.exception(), refused.sdkMessage());
      case SdkOutcome.Unreachable unreachable ->
          new Result.Failed("Unreachable", unreachable.message());
      case SdkOutcome.TooLarge _ -> new Result.Failed("TooLarge", "The answer is too large");
      case SdkOutcome.Unfit unfit ->
          throw new IllegalArgumentException(String.join(" ", unfit.problems()));
    };
  }
}
