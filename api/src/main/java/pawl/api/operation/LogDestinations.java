package pawl.api.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;

/** Where machines may write their logs to: the log groups of CloudWatch Logs, if that is there. */
@FunctionalInterface
public interface LogDestinations {
  /** Nobody knows which groups there are, so all are taken. */
  LogDestinations ANY = _ -> false;

  /**
   * Whether it is certain that there is no such group.
   *
   * @param logGroupArn in the form {@code arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*}
   */
  boolean isMissing(String logGroupArn);

  /**
   * Refuses a configuration whose group is missing, as AWS does.
   *
   * @param logging a checked {@code loggingConfiguration}; null if there is none
   */
  default void check(@Nullable String logging) {
    if (logging == null) {
      return;
    }
    JsonNode destinations = MachineConfiguration.parse(logging).path("destinations");
    for (JsonNode destination : destinations) {
      String arn = destination.path("cloudWatchLogsLogGroup").path("logGroupArn").asText();
      if (isMissing(arn)) {
        throw missing();
      }
    }
  }

  /** What AWS says of a destination that is none. */
  static ApiException missing() {
    return ApiException.service(
        "InvalidLoggingConfiguration", "Invalid Logging Configuration: Log Destination not found.");
  }
}
