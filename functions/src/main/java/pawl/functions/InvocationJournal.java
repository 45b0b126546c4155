package pawl.functions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a function did lately. Those invocations that failed have a place of their own, so that they
 * are still known when many that succeeded have followed. Bounded by what the records take, for
 * some functions log a word and others pages. Not thread-safe.
 */
final class InvocationJournal {
  /** Of each half: at least 60 of the longest logs, more than a thousand of short ones. */
  static final int MOST_CHARS = 1 << 20;

  /** About what a record takes beside its log. */
  static final int RECORD_CHARS = 500;

  private final Half succeeded = new Half();
  private final Half failed = new Half();
  private long count;

  private record Entry(long number, InvocationRecord invocation) {
    long chars() {
      return RECORD_CHARS + (long) invocation.log().length();
    }
  }

  /** The newest first. */
  private static final class Half {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long chars;

    void add(Entry entry) {
      entries.addFirst(entry);
      chars += entry.chars();
      while (chars > MOST_CHARS) {
        chars -= entries.removeLast().chars();
      }
    }
  }

  void add(InvocationRecord invocation) {
    boolean isGood = invocation.status() == InvocationRecord.Status.SUCCEEDED;
    (isGood ? succeeded : failed).add(new Entry(count++, invocation));
  }

  /** The newest first, at most so many. */
  List<InvocationRecord> newestFirst(int most) {
    Deque<Entry> good = new ArrayDeque<>();
    Deque<Entry> bad = new ArrayDeque<>();
    succeeded.entries.stream().limit(most).forEach(good::add);
    failed.entries.stream().limit(most).forEach(bad::add);
    List<InvocationRecord> newest = new ArrayList<>();
    while (newest.size() < most && !(good.isEmpty() && bad.isEmpty())) {
      boolean isGood =
          bad.isEmpty() || !good.isEmpty() && good.getFirst().number() > bad.getFirst().number();
      newest.add((isGood ? good : bad).removeFirst().invocation());
    }
    return newest;
  }
}
