package pawl.embedded;

/**
 * Where to look for the oldest task that an activity offers. Those taken before leave deleted keys
 * behind, and looking over thousands of them each time would make a long queue slow.
 */
final class OfferQueue {
  private long fromMillis;
  private long offeredMillis = Long.MAX_VALUE;

  /** No task that is still offered was offered before this. */
  synchronized long begin() {
    fromMillis = Math.min(fromMillis, offeredMillis);
    offeredMillis = Long.MAX_VALUE;
    return fromMillis;
  }

  /** The oldest task was taken; it was offered at this time. */
  synchronized void taken(long millis) {
    fromMillis = millis;
  }

  /** A task was offered; where the clock was put back it may be older than those taken. */
  synchronized void offered(long millis) {
    offeredMillis = Math.min(offeredMillis, millis);
  }
}
