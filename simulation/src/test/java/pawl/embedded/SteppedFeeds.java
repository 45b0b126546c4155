package pawl.embedded;

import java.util.List;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;

/** The feeds of listeners as they are, but for their threads: whoever holds this moves them. */
public final class SteppedFeeds {
  final HistoryFeeds feeds;

  /**
   * @param mostBytes of what may wait for one listener
   */
  public SteppedFeeds(List<HistoryListener> listeners, long mostBytes) {
    this.feeds = new HistoryFeeds(listeners, mostBytes);
  }

  /** A committed turn has added to a history. */
  public void add(NewEvents news) {
    feeds.add(List.of(news));
  }

  /** Tells a listener some of what waits for it. */
  public void tell(int listener) throws InterruptedException {
    feeds.all().get(listener).step();
  }

  /** Whether nothing waits for a listener. */
  public boolean isIdle(int listener) {
    return feeds.all().get(listener).isIdle();
  }

  /** How many turns a listener was not told of. */
  public long untold(int listener) {
    return feeds.all().get(listener).untold();
  }
}
