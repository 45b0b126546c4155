package pawl.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;

/** All who listen to what is committed, each with a {@link HistoryFeed} of its own. */
final class HistoryFeeds {
  private final List<HistoryFeed> feeds;

  HistoryFeeds(List<HistoryListener> listeners) {
    this(listeners, HistoryFeed.MOST_BYTES);
  }

  HistoryFeeds(List<HistoryListener> listeners, long mostBytes) {
    this.feeds = listeners.stream().map(listener -> new HistoryFeed(listener, mostBytes)).toList();
  }

  /** The feeds in the order of their listeners, for who moves them by hand. */
  List<HistoryFeed> all() {
    return feeds;
  }

  /** Whether nobody listens: then nothing needs to be gathered. */
  boolean isEmpty() {
    return feeds.isEmpty();
  }

  void start() {
    feeds.forEach(HistoryFeed::start);
  }

  /** Never waits. */
  void add(List<NewEvents> news) {
    if (!news.isEmpty()) {
      for (HistoryFeed feed : feeds) {
        feed.add(news);
      }
    }
  }

  /** By the listener's name, how many turns it was not told of. */
  Map<String, Long> untold() {
    Map<String, Long> untold = new LinkedHashMap<>();
    feeds.forEach(feed -> untold.merge(feed.name(), feed.untold(), Long::sum));
    return untold;
  }

  /** Gives listeners a moment to take in what is there. */
  void stop() throws InterruptedException {
    feeds.forEach(HistoryFeed::end);
    for (HistoryFeed feed : feeds) {
      feed.awaitEnd();
    }
  }
}
