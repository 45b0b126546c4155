package pawl.bench.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import pawl.bench.load.Load;
import pawl.bench.measure.Usage;

/**
 * What a workload came to: scores with goals, and everything else that was measured by name. Names
 * end in the unit unless it is clear.
 */
public final class Result {
  private static final double NANOS_PER_MILLI = 1e6;

  private final String workload;
  private final String parameters;
  private final List<Score> scores = new ArrayList<>();
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, Double> cpuSplit = new LinkedHashMap<>();

  /**
   * An empty one.
   *
   * @param parameters what it was run with, for readers
   */
  Result(String workload, String parameters) {
    this.workload = workload;
    this.parameters = parameters;
  }

  /** As {@link #Result}, with a format. */
  static Result of(String workload, String parameters, Object... arguments) {
    return new Result(workload, String.format(Locale.ROOT, parameters, arguments));
  }

  public String workload() {
    return workload;
  }

  public String parameters() {
    return parameters;
  }

  public List<Score> scores() {
    return scores;
  }

  public Map<String, Double> figures() {
    return figures;
  }

  /** Microseconds of CPU a step, by the kind of thread that spent them. */
  public Map<String, Double> cpuSplit() {
    return cpuSplit;
  }

  Result score(Score score) {
    scores.add(score);
    return this;
  }

  public Result figure(String name, double value) {
    figures.put(name, value);
    return this;
  }

  /**
   * Everything that load tells.
   *
   * @param stepsEach how many state transitions an operation leads to
   */
  Result load(Load.Outcome outcome, int stepsEach) {
    figure("executions", outcome.operations());
    figure("executionsPerSecond", outcome.perSecond());
    figure("stepsPerSecond", outcome.perSecond() * stepsEach);
    latencies(outcome.latencies());
    usage(outcome.usage(), outcome.operations() * stepsEach);
    if (outcome.usage().commits() > 0) {
      figure("commits", outcome.usage().commits());
      figure("commitsPerSecond", outcome.usage().commits() / outcome.usage().seconds());
      figure(
          "stepsPerCommit", (double) outcome.operations() * stepsEach / outcome.usage().commits());
    }
    return this;
  }

  Result latencies(Histogram latencies) {
    figure("p50Millis", latencies.getValueAtPercentile(50) / NANOS_PER_MILLI);
    figure("p99Millis", latencies.getValueAtPercentile(99) / NANOS_PER_MILLI);
    figure("p999Millis", latencies.getValueAtPercentile(99.9) / NANOS_PER_MILLI);
    figure("maxMillis", latencies.getMaxValue() / NANOS_PER_MILLI);
    return this;
  }

  Result usage(Usage usage, long steps) {
    double each = Math.max(1, steps);
    figure("cpuMicrosPerStep", usage.cpuNanos() / 1e3 / each);
    figure("cpusBusy", usage.cpuNanos() / 1e9 / usage.seconds());
    figure("othersShareOfMachine", usage.othersShare());
    figure("allocatedBytesPerStep", usage.allocatedBytes() / each);
    figure("collections", usage.collections());
    figure("collectionMillis", usage.collectionMillis());
    if (usage.writtenBytes() >= 0) {
      figure("writtenBytesPerStep", usage.writtenBytes() / each);
    }
    usage.cpuSplit().forEach((group, nanos) -> cpuSplit.put(group.label(), nanos / 1e3 / each));
    return this;
  }

  double figure(String name) {
    Double value = figures.get(name);
    if (value == null) {
      throw new IllegalArgumentException("There is no figure " + name);
    }
    return value;
  }
}
