package pawl.asl.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.QueryLanguage;
import pawl.asl.data.Environment;
import pawl.asl.data.ErrorOutput;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Field;
import pawl.asl.data.Outcome;

/** A compiled state. All eight kinds stand on this page. */
public sealed interface Step {
  /** Stands for "no next step": the flow ends here. */
  int END = -1;

  /** The state's name. */
  String name();

  QueryLanguage queryLanguage();

  /**
   * {@code next} is an index into the flow's steps, or {@link #END}. {@code result} is null if
   * there is no Result.
   */
  record Pass(
      String name, QueryLanguage queryLanguage, DataFlow data, @Nullable Payload result, int next)
      implements Step {}

  record Wait(
      String name, QueryLanguage queryLanguage, DataFlow data, Field<WaitTime> time, int next)
      implements Step {}

  record Succeed(String name, QueryLanguage queryLanguage, DataFlow data) implements Step {}

  /** {@code error} and {@code cause} are null if the state does not say them. */
  record Fail(
      String name,
      QueryLanguage queryLanguage,
      @Nullable Field<String> error,
      @Nullable Field<String> cause)
      implements Step {}

  /**
   * The first rule whose condition holds is taken, else {@code defaultNext}; {@link #END} means
   * that there is no Default and the execution fails. {@code data} serves the Default.
   */
  record Choice(
      String name, QueryLanguage queryLanguage, DataFlow data, List<Rule> rules, int defaultNext)
      implements Step {
    /** {@code data} has the rule's own Assign and Output and the state's other fields. */
    public record Rule(Field<Boolean> condition, DataFlow data, int next) {}
  }

  /**
   * {@code timeoutSeconds}, {@code heartbeatSeconds} and {@code credentialsRoleArn} are null if the
   * state does not say them.
   */
  record Task(
      String name,
      QueryLanguage queryLanguage,
      TaskResource resource,
      DataFlow data,
      @Nullable Field<Long> timeoutSeconds,
      @Nullable Field<Long> heartbeatSeconds,
      @Nullable Field<String> credentialsRoleArn,
      Recovery recovery,
      int next)
      implements Step {}

  /** Every branch gets what {@code data.arguments} gives; {@code branches} are ids of flows. */
  record Parallel(
      String name,
      QueryLanguage queryLanguage,
      DataFlow data,
      List<Integer> branches,
      Recovery recovery,
      int next)
      implements Step {}

  /**
   * An inline Map, or a distributed one if {@code distributed} is there.
   *
   * @param items InputPath and ItemsPath, or Items; not asked where an ItemReader reads them
   * @param itemSelector the input of one iteration, evaluated with {@code $$.Map.Item} in the
   *     context object; null: the item itself
   * @param maxConcurrency 0 means no limit; null if the state does not say it
   * @param processor id of the flow that runs for each item
   */
  record Map(
      String name,
      QueryLanguage queryLanguage,
      DataFlow data,
      Field<List<MapItem>> items,
      @Nullable Field<Payload> itemSelector,
      @Nullable Field<Long> maxConcurrency,
      @Nullable Field<Long> toleratedFailureCount,
      @Nullable Field<Double> toleratedFailurePercentage,
      int processor,
      @Nullable Distributed distributed,
      Recovery recovery,
      int next)
      implements Step {
    /**
     * ProcessorConfig with Mode DISTRIBUTED, and the fields that only then are allowed.
     *
     * @param label of the run, written or made; unique in the definition
     */
    public record Distributed(
        MachineType childType,
        String label,
        @Nullable ItemReader reader,
        @Nullable ItemBatcher batcher,
        @Nullable ResultWriter writer) {}

    /** Where the dataset is read from; {@code maxItems} 0 or null means no limit. */
    public record ItemReader(
        String resource,
        Field<Payload> parameters,
        ReaderConfig config,
        @Nullable Field<Long> maxItems) {}

    /** How items are put together for one child; at least one of the limits is there. */
    public record ItemBatcher(
        @Nullable Field<Long> maxItems,
        @Nullable Field<Long> maxInputBytes,
        @Nullable Field<Payload> batchInput) {}

    /**
     * Where results are written to, and in what form.
     *
     * @param resource null: nowhere, they stay the output of the state
     * @param outputType {@code JSON} or {@code JSONL}
     * @param transformation {@code NONE}, {@code COMPACT} or {@code FLATTEN}
     */
    public record ResultWriter(
        @Nullable String resource,
        Field<Payload> parameters,
        @Nullable String outputType,
        @Nullable String transformation) {}
  }

  /** Retry and Catch of a state. */
  record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
    public static final Recovery NONE = new Recovery(List.of(), List.of());

    public Recovery {
      retriers = List.copyOf(retriers);
      catchers = List.copyOf(catchers);
    }
  }

  /** One element of Retry, defaults filled in; {@code maxDelaySeconds} 0 means none. */
  record Retrier(
      List<String> errorEquals,
      long intervalSeconds,
      long maxAttempts,
      double backoffRate,
      long maxDelaySeconds,
      boolean fullJitter) {}

  /** One element of Catch. */
  record Catcher(List<String> errorEquals, CatchFlow data, int next) {}

  /** What a catcher makes of an error: ResultPath or Output, and Assign. */
  @FunctionalInterface
  interface CatchFlow {
    Evaluation<Outcome> exit(Environment environment, ErrorOutput error);
  }

  /** How long a Wait state waits. */
  sealed interface WaitTime {
    record Seconds(long seconds) implements WaitTime {}

    /** {@code epochMillis} may lie in the past: then the wait is over at once. */
    record Until(long epochMillis) implements WaitTime {}
  }
}
