package pawl.server.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.ExecutionStatus;
import pawl.engine.catalogue.Machine;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionSummary;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.Page;
import pawl.engine.read.Reads;
import pawl.engine.store.Keys;

/**
 * Goes through the executions of all machines, newest first, and picks those that are wanted. There
 * is no index of words: it reads one execution after another, and stops when its time is over,
 * saying from where to go on.
 */
final class ExecutionSearch {
  private static final int MACHINES = 1_000;
  private static final int LEAST_ROWS = 50;
  private static final int CONTEXT_CHARS = 40;

  /** Newest first; those of the same millisecond in the order of their ids. */
  private static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::startMillis)
          .reversed()
          .thenComparing(Place::id, ExecutionSearch::compare);

  private final Reads reads;
  private final LongSupplier nanoTime;

  ExecutionSearch(Reads reads, LongSupplier nanoTime) {
    this.reads = reads;
    this.nanoTime = nanoTime;
  }

  /**
   * What is wanted; null means that anything will do.
   *
   * @param machine ARN of a machine, or of the run of a distributed Map
   * @param name part of the execution's name
   * @param text part of the name, input, output, error or cause, in any case of letters
   * @param from the earliest start, in milliseconds
   * @param until the start before which it has to be
   */
  record Wanted(
      @Nullable String machine,
      @Nullable ExecutionStatus status,
      @Nullable String name,
      @Nullable String text,
      long from,
      long until) {}

  /** Where a row stands in the order of all. */
  record Place(long startMillis, ExecutionId id) {
    String text() {
      return startMillis + "-" + id.hex();
    }

    /**
     * @throws IllegalArgumentException if {@link #text} has not written it
     */
    static Place of(String text) {
      int dash = text.indexOf('-');
      try {
        return new Place(
            Long.parseLong(text.substring(0, Math.max(0, dash))),
            ExecutionId.ofHex(text.substring(dash + 1)).orElseThrow());
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("'next' is not one that was given", e);
      }
    }
  }

  /**
   * An execution that is wanted.
   *
   * @param error what it ended with, if it failed
   * @param where the text was found: name, input, output, error or cause
   * @param excerpt what stands around it
   */
  record Hit(
      ExecutionSummary execution,
      @Nullable String error,
      @Nullable String where,
      @Nullable String excerpt) {}

  /**
   * Part of what was found.
   *
   * @param next where to go on; null if that was all
   * @param looked how many executions were looked at
   */
  record Found(List<Hit> hits, @Nullable Place next, int looked) {}

  /** Looks for at most {@code max}, and at most so long. */
  Found find(Wanted wanted, @Nullable Place after, int max, long patienceNanos) {
    long end = nanoTime.getAsLong() + patienceNanos;
    Place start =
        after == null && wanted.until != Long.MAX_VALUE
            ? new Place(wanted.until - 1, new ExecutionId(0, 0))
            : after;
    PriorityQueue<Source> sources = new PriorityQueue<>(Comparator.comparing(Source::head, ORDER));
    for (String owner : owners(wanted.machine)) {
      Source source =
          new Source(
              new ExecutionQuery(owner, null, null, wanted.status, null),
              start,
              after,
              Math.min(max + 1, LEAST_ROWS));
      if (!source.isEmpty()) {
        sources.add(source);
      }
    }
    List<Hit> hits = new ArrayList<>();
    int looked = 0;
    Place last = null;
    while (!sources.isEmpty()) {
      if (hits.size() == max || looked > 0 && nanoTime.getAsLong() - end > 0) {
        return new Found(hits, last, looked);
      }
      Source source = sources.remove();
      last = source.head();
      ExecutionSummary row = source.take();
      if (row.startMillis() < wanted.from) {
        break;
      }
      looked++;
      Hit hit = examine(wanted, row);
      if (hit != null) {
        hits.add(hit);
      }
      if (!source.isEmpty()) {
        sources.add(source);
      }
    }
    return new Found(hits, null, looked);
  }

  private List<String> owners(@Nullable String machine) {
    if (machine != null) {
      return List.of(machine);
    }
    List<String> all = new ArrayList<>();
    byte @Nullable [] position = null;
    do {
      Page<Machine> page = reads.machines(MACHINES, position);
      page.rows().forEach(row -> all.add(row.arn()));
      position = page.next();
    } while (position != null);
    return all;
  }

  private @Nullable Hit examine(Wanted wanted, ExecutionSummary row) {
    if (wanted.name != null && !contains(row.name(), wanted.name)) {
      return null;
    }
    boolean failed =
        row.status() == ExecutionStatus.FAILED || row.status() == ExecutionStatus.TIMED_OUT;
    if (wanted.text == null && !failed) {
      return new Hit(row, null, null, null);
    }
    ExecutionView view = reads.execution(ExecutionId.of(row.arn())).orElse(null);
    if (view == null) {
      return null;
    }
    if (wanted.text == null) {
      return new Hit(row, view.error(), null, null);
    }
    return hit(row, view, wanted.text);
  }

  private static @Nullable Hit hit(ExecutionSummary row, ExecutionView view, String text) {
    String[][] places = {
      {"name", view.name()},
      {"error", view.error()},
      {"cause", view.cause()},
      {"output", textOf(view.output())},
      {"input", textOf(view.input())}
    };
    for (String[] place : places) {
      String found = place[1] == null ? null : excerpt(place[1], text);
      if (found != null) {
        return new Hit(row, view.error(), place[0], found);
      }
    }
    return null;
  }

  private static @Nullable String textOf(@Nullable Payload payload) {
    return payload == null ? null : payload.text();
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static @Nullable String excerpt(String text, String part) {
    int at = text.toLowerCase(Locale.ROOT).indexOf(part.toLowerCase(Locale.ROOT));
    if (at < 0) {
      return null;
    }
    int from = Math.max(0, at - CONTEXT_CHARS);
    int to = Math.min(text.length(), at + part.length() + CONTEXT_CHARS);
    return (from > 0 ? "…" : "")
        + text.substring(Math.min(from, text.length()), to)
        + (to < text.length() ? "…" : "");
  }

  private static int compare(ExecutionId a, ExecutionId b) {
    int high = Long.compareUnsigned(a.high(), b.high());
    return high != 0 ? high : Long.compareUnsigned(a.low(), b.low());
  }

  /** The executions of one machine, fetched as they are needed, more at a time each time. */
  private final class Source {
    private final ExecutionQuery query;
    private final Deque<ExecutionSummary> rows = new ArrayDeque<>();
    private final @Nullable Place after;
    private byte @Nullable [] position;
    private int step;
    private boolean ended;

    Source(ExecutionQuery query, @Nullable Place start, @Nullable Place after, int step) {
      this.query = query;
      this.after = after;
      this.step = step;
      this.position =
          start == null ? null : Keys.listing(query.owner(), start.startMillis, start.id);
      fetch();
    }

    private void fetch() {
      while (rows.isEmpty() && !ended) {
        Page<ExecutionSummary> page = reads.executions(query, step, position);
        for (ExecutionSummary row : page.rows()) {
          if (after == null || ORDER.compare(placeOf(row), after) > 0) {
            rows.add(row);
          }
        }
        position = page.next();
        ended = position == null;
        step = Math.min(1_000, step * 2);
      }
    }

    boolean isEmpty() {
      return rows.isEmpty();
    }

    Place head() {
      return placeOf(rows.getFirst());
    }

    ExecutionSummary take() {
      ExecutionSummary row = rows.removeFirst();
      fetch();
      return row;
    }

    private static Place placeOf(ExecutionSummary row) {
      return new Place(row.startMillis(), ExecutionId.of(row.arn()));
    }
  }
}
