package pawl.engine.trial;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.Step;

/** What was seen while a state was tried. */
public final class Inspection {
  /** Of JSON, for whoever writes or reads it. */
  static final int MOST_LEVELS = 1_000;

  private final Set<Aspect> shown;
  private final Map<Aspect, Payload> data = new EnumMap<>(Aspect.class);
  private @Nullable Tolerance tolerance;
  private @Nullable ErrorDetails errorDetails;

  /**
   * How many iterations of a Map run at a time and may fail; the last two are null if the state
   * does not say them.
   *
   * @param maxConcurrency 0 means no limit
   */
  public record Tolerance(
      long maxConcurrency,
      @Nullable Long toleratedFailureCount,
      @Nullable Double toleratedFailurePercentage) {}

  /**
   * Who would deal with the error.
   *
   * @param catchIndex of the catcher; null if no catcher gets it
   * @param retryIndex of the retrier that the error meets, even if it is at its end; null if none
   * @param backoffSeconds before the retry; null if there is none
   */
  public record ErrorDetails(
      @Nullable Integer catchIndex, @Nullable Integer retryIndex, @Nullable Long backoffSeconds) {}

  Inspection(Step step) {
    this.shown = Aspect.shown(step);
  }

  /** Whether data is written as JSON without nesting deeper than JSON is read. */
  static boolean isWritable(Payload payload) {
    return !Json.isDeeperThan(payload.node(), MOST_LEVELS);
  }

  /** Notes the data, if AWS shows this aspect of such a state. */
  void note(Aspect aspect, Payload payload) {
    if (shown.contains(aspect) && isWritable(payload)) {
      data.put(aspect, payload);
    }
  }

  void note(Tolerance evaluated) {
    tolerance = evaluated;
  }

  void note(ErrorDetails details) {
    errorDetails = details;
  }

  /** The aspects that were reached, in order. */
  public Map<Aspect, Payload> data() {
    return Collections.unmodifiableMap(data);
  }

  /** Null for anything but a Map, or if it failed before. */
  public @Nullable Tolerance tolerance() {
    return tolerance;
  }

  /** Null if neither Retry nor Catch knows the error, or there was none. */
  public @Nullable ErrorDetails errorDetails() {
    return errorDetails;
  }
}
