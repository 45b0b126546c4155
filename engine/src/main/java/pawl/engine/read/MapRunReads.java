package pawl.engine.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapChild;
import pawl.engine.execution.MapRun;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;

/** Finds the runs of distributed Maps, which stand in the shards of their executions. */
final class MapRunReads {
  private final List<StoreView> shards;

  MapRunReads(List<StoreView> shards) {
    this.shards = shards;
  }

  /** A run and where it stands. */
  record Found(ExecutionId execution, StoreView store, MapRun run) {}

  /** The run with this ARN; null if there is none. */
  @Nullable Found find(String arn) {
    byte[] place = Keys.mapRunPlace(arn);
    for (StoreView shard : shards) {
      byte[] key = shard.get(place);
      byte[] run = key == null ? null : shard.get(key);
      if (key != null && run != null) {
        return new Found(
            Keys.executionOf(key), shard, MapRunCodec.readRun(Keys.lastNumber(key), run));
      }
    }
    return null;
  }

  /** The runs of an execution, newest first. */
  Page<MapRunView> of(Execution execution, int max, byte @Nullable [] position) {
    StoreView store = shards.get(execution.id.shard(shards.size()));
    List<Found> found = new ArrayList<>();
    store.scanReverse(
        Keys.mapRun(execution.id, 0),
        position == null ? Keys.mapRun(execution.id, -1) : Keys.next(position),
        (key, value) -> {
          found.add(
              new Found(execution.id, store, MapRunCodec.readRun(Keys.lastNumber(key), value)));
          return found.size() <= max;
        });
    return new Page<>(
        found.stream().limit(max).map(each -> view(each, execution)).toList(),
        found.size() > max ? Keys.mapRun(execution.id, found.get(max).run.number) : null);
  }

  MapRunView view(Found found, Execution execution) {
    MapRun run = found.run;
    return new MapRunView(
        run.arn,
        execution.id,
        execution.arn,
        execution.machineArn,
        run.labelled,
        run.status,
        run.startMillis,
        run.stopMillis == 0 ? null : run.stopMillis,
        run.maxConcurrency,
        run.toleratedFailureCount == null ? 0 : run.toleratedFailureCount,
        run.toleratedFailurePercentage == null ? 0 : run.toleratedFailurePercentage,
        counts(run.executions, run.running(), run.resultsWritten),
        counts(run.items, runningItems(found), run.resultsWritten),
        Redrives.of(run.redriveCount, run.redriveMillis));
  }

  private static MapRunView.Counts counts(MapRun.Counts counts, long running, long resultsWritten) {
    return new MapRunView.Counts(
        counts.total - counts.ended() - counts.pending - running,
        running,
        counts.succeeded,
        counts.failed,
        counts.timedOut,
        counts.aborted,
        counts.total,
        resultsWritten,
        counts.pending);
  }

  /**
   * Only batches make it necessary to look at children: at the last ones, which are those that run,
   * unless the run was redriven.
   */
  private static long runningItems(Found found) {
    MapRun run = found.run;
    if (run.batching == null || run.running() == 0) {
      return run.running();
    }
    long[] items = {0};
    long[] left = {run.running()};
    found.store.scanReverse(
        Keys.mapChild(found.execution, run.number, 0),
        Keys.mapChild(found.execution, run.number + 1, 0),
        (_, value) -> {
          MapChild child = MapRunCodec.readChild(value);
          if (child.status() == ExecutionStatus.RUNNING) {
            items[0] += child.items();
            left[0]--;
          }
          return left[0] > 0;
        });
    return items[0];
  }

  /** How many items a child of a run works on; null if the run does not know it. */
  @Nullable Integer items(Found found, int index) {
    byte[] child = found.store.get(Keys.mapChild(found.execution, found.run.number, index));
    return child == null ? null : MapRunCodec.readChild(child).items();
  }
}
