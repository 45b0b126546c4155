package pawl.observability.log;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;

/**
 * What is to be logged.
 *
 * @param withData whether inputs, outputs, parameters and variables are in the entries
 * @param group where CloudWatch Logs takes it; null if nowhere
 */
public record Logging(LogLevel level, boolean withData, @Nullable LogGroup group) {
  /** A log group of CloudWatch Logs. */
  record LogGroup(String region, String name) {
    private static final int REGION = 3;
    private static final int NAME = 6;

    /** The group of {@code arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*}; null if it is none. */
    static @Nullable LogGroup of(@Nullable String arn) {
      String[] parts = arn == null ? new String[0] : arn.split(":", -1);
      return parts.length > NAME ? new LogGroup(parts[REGION], parts[NAME]) : null;
    }
  }

  /** Reads {@code loggingConfiguration}. */
  static Logging of(JsonNode configuration) {
    return new Logging(
        LogLevel.of(configuration.path("level").asText()),
        configuration.path("includeExecutionData").asBoolean(false),
        LogGroup.of(
            configuration
                .path("destinations")
                .path(0)
                .path("cloudWatchLogsLogGroup")
                .path("logGroupArn")
                .textValue()));
  }

  /** Whether any of these events is logged. */
  boolean carries(NewEvents news) {
    if (level == LogLevel.OFF) {
      return false;
    }
    for (HistoryEvent event : news.events()) {
      if (level.carries(event.type())) {
        return true;
      }
    }
    return false;
  }
}
