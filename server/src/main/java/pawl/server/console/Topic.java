package pawl.server.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a page can be told of that belongs to no single execution. */
enum Topic {
  /** Tasks begin to wait for their token, or cease to; where it is watched, heartbeats as well. */
  CALLBACKS,
  /** State machines come, change and go. */
  MACHINES,
  /** Functions come, change and go, and are invoked. */
  FUNCTIONS;

  /** The name of the event, and of what is asked for. */
  String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Null if nothing has that name. */
  static @Nullable Topic of(String apiName) {
    for (Topic topic : values()) {
      if (topic.apiName().equals(apiName)) {
        return topic;
      }
    }
    return null;
  }
}
