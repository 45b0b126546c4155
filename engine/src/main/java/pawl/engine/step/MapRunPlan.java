package pawl.engine.step;

import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.data.Field;
import pawl.asl.program.Step;
import pawl.engine.execution.MapRun;

/**
 * What a distributed Map is to do, its fields evaluated; null where the state does not say.
 *
 * @param maxItems 0 means no limit; a negative number is still to be refused
 * @param readerParameters null if there is no ItemReader
 * @param batching null if there is no ItemBatcher
 */
record MapRunPlan(
    boolean express,
    long maxConcurrency,
    @Nullable Long toleratedFailureCount,
    @Nullable Double toleratedFailurePercentage,
    @Nullable Payload readerParameters,
    long maxItems,
    MapRun.@Nullable Batching batching) {
  private static final long MOST_ITEMS = 100_000_000;

  static Evaluation<MapRunPlan> evaluate(Step.Map step, Environment environment) {
    Step.Map.Distributed distributed = step.distributed();
    if (distributed == null) {
      throw new IllegalStateException(step.name() + " is an inline Map");
    }
    try {
      return Evaluation.value(plan(step, distributed, new Values(environment)));
    } catch (Values.Unusable e) {
      return Evaluation.failed(e.error);
    }
  }

  private static MapRunPlan plan(Step.Map step, Step.Map.Distributed distributed, Values values)
      throws Values.Unusable {
    Step.Map.ItemReader reader = distributed.reader();
    Step.Map.ItemBatcher batcher = distributed.batcher();
    return new MapRunPlan(
        distributed.childType() == MachineType.EXPRESS,
        values.orZero(step.maxConcurrency()),
        values.orNull(step.toleratedFailureCount()),
        values.orNull(step.toleratedFailurePercentage()),
        reader == null ? null : values.orNull(reader.parameters()),
        reader == null ? 0 : values.orZero(reader.maxItems()),
        batcher == null
            ? null
            : new MapRun.Batching(
                values.orZero(batcher.maxItems()),
                values.orZero(batcher.maxInputBytes()),
                values.orNull(batcher.batchInput())));
  }

  /** Evaluates fields, up to the first that fails. */
  private record Values(Environment environment) {
    /** Ends an evaluation of several fields. */
    @SuppressWarnings("serial")
    static final class Unusable extends Exception {
      final EvaluationError error;

      Unusable(EvaluationError error) {
        super(error.cause(), null, false, false);
        this.error = error;
      }
    }

    <T> @Nullable T orNull(@Nullable Field<T> field) throws Unusable {
      if (field == null) {
        return null;
      }
      return switch (field.evaluate(environment)) {
        case Evaluation.Value<T>(T value) -> value;
        case Evaluation.Failed<T>(EvaluationError error) -> throw new Unusable(error);
      };
    }

    long orZero(@Nullable Field<Long> field) throws Unusable {
      Long value = orNull(field);
      return value == null ? 0 : value;
    }
  }

  void applyTo(MapRun run) {
    run.maxConcurrency = maxConcurrency;
    run.toleratedFailureCount = toleratedFailureCount;
    run.toleratedFailurePercentage = toleratedFailurePercentage;
    run.batching = batching;
    if (readerParameters != null) {
      run.reading = new MapRun.Reading(readerParameters);
      run.reading.left = maxItems == 0 ? MOST_ITEMS : Math.min(maxItems, MOST_ITEMS);
    }
  }
}
