package pawl.server.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a page is told of that is no change of a single execution's status. */
enum Topic {
  /** Tasks begin to wait for their token, or cease to; histories tell. */
  CALLBACKS,
  /** Whoever has a token gives a sign of life. */
  HEARTBEATS,
  /** State machines come, change and go. */
  MACHINES,
  /** Functions come, change and go, and are invoked. */
  FUNCTIONS;

  /** The name of the event, and of what is asked for. */
  String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What can be watched by that name; null if nothing can. */
  static @Nullable Topic watched(String apiName) {
    for (Topic topic : values()) {
      if (topic != CALLBACKS && topic.apiName().equals(apiName)) {
        return topic;
      }
    }
    return null;
  }
}
