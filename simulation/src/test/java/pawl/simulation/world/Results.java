package pawl.simulation.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pawl.asl.Payload;
import pawl.engine.ChildResult;
import pawl.engine.ExecutionStatus;
import pawl.engine.ResultRequest;
import pawl.engine.ResultSink;
import pawl.engine.StoreView;
import pawl.engine.TaskReport;
import pawl.engine.execution.ChildNames;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Executions;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.simulation.invariant.Views;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Chance;
import pawl.simulation.model.Program;

/**
 * A bucket that ResultWriters write to, as slowly as it happens; it outlives the process. What is
 * written counts by its manifest, which comes last.
 */
final class Results implements ResultSink {
  private static final String LAW = "results are written once, in what the manifest names";

  /** So long somebody has who wants an execution stopped before its results are written. */
  private static final int MOST_PAUSES = 20;

  private final World world;
  private final Chance chance;
  private final Plant plant;
  private final Consumer<String> pause;

  /** What was written and stands in no manifest yet, by run. */
  private final Set<String> begun = new HashSet<>();

  private final Map<String, List<Row>> manifests = new HashMap<>();

  private record Row(String name, ExecutionStatus status, String output) {}

  /**
   * @param pause lets others go on
   */
  Results(World world, Chance chance, Plant plant, Consumer<String> pause) {
    this.world = world;
    this.chance = chance;
    this.plant = plant;
    this.pause = pause;
  }

  @Override
  public TaskReport write(ResultRequest request, Iterator<ChildResult> children) {
    String run = request.mapRunArn();
    pause.accept("begin to write results");
    Optional<Found> found = find(run);
    Optional<String> place =
        found.flatMap(it -> world.committedPlaces().run(it.execution, it.run.scope));
    if (place.isEmpty()) {
      return new TaskReport.Failed("States.ResultWriterFailed", "Nobody waits for it");
    }
    if (!begun.add(run)) {
      Mark.RESULTS_WRITTEN_AGAIN.reached();
    }
    boolean stopped = world.isRough() && chance.oneIn(6);
    if (stopped) {
      world.stopSoon(found.get().execution);
    }
    boolean canWrite = world.routes().canWrite(place.get());
    try {
      List<Row> rows = rows(children, canWrite);
      takeTime(stopped ? MOST_PAUSES : 2);
      if (Thread.interrupted()) {
        Mark.RESULTS_LET_GO.reached();
        return new TaskReport.Failed("States.ResultWriterFailed", "Let go of");
      }
      if (!canWrite) {
        Mark.RESULTS_FAILED.reached();
        if (chance.oneIn(2) && !world.isAtOnce()) {
          throw new IllegalStateException("As a sink never should");
        }
        return new TaskReport.Failed("States.ResultWriterFailed", "No such bucket");
      }
      return written(run, found.get(), rows);
    } catch (Strand.Died e) {
      Mark.RESULTS_LOST_AT_A_CRASH.reached();
      throw e;
    }
  }

  private List<Row> rows(Iterator<ChildResult> children, boolean canWrite) {
    List<Row> rows = new ArrayList<>();
    while (children.hasNext() && !Thread.currentThread().isInterrupted()) {
      ChildResult child = children.next();
      if (plant == Plant.LOST_RESULT && chance.oneIn(4)) {
        continue;
      }
      rows.add(new Row(child.name(), child.status(), text(child.output())));
      pause.accept("write on");
      if (!canWrite && chance.oneIn(3)) {
        return rows;
      }
    }
    return rows;
  }

  private void takeTime(int pauses) {
    for (int i = 0; i < pauses && !Thread.currentThread().isInterrupted(); i++) {
      pause.accept("write the manifest");
    }
  }

  private TaskReport written(String run, Found found, List<Row> rows) {
    List<Row> before = manifests.put(run, rows);
    if (before != null
        && !before.equals(rows)
        && !world.committedPlaces().wasRedriven(found.execution)) {
      throw new Violation(LAW, run + ": " + before + " became " + rows);
    }
    Mark.RESULTS_WRITTEN.reached();
    pause.accept("results are written");
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("MapRunArn", run);
    output.putObject("ResultWriterDetails").put("Bucket", Program.RESULTS).put("Key", run);
    return new TaskReport.Succeeded(Payload.of(output));
  }

  private static String text(Payload payload) {
    return payload == null ? "" : payload.text();
  }

  private record Found(ExecutionId execution, MapRun run) {}

  private Optional<Found> find(String arn) {
    for (StoreView store : world.committed()) {
      byte[] key = store.get(Keys.mapRunPlace(arn));
      byte[] record = key == null ? null : store.get(key);
      if (record != null) {
        return Optional.of(
            new Found(Keys.executionOf(key), MapRunCodec.readRun(Keys.lastNumber(key), record)));
      }
    }
    return Optional.empty();
  }

  // Judgement

  /** What an output says of results must be there. */
  void check(JsonNode output) {
    JsonNode details = output.path("ResultWriterDetails");
    if (details.has("Key") && !manifests.containsKey(details.get("Key").asText())) {
      throw new Violation(LAW, "there is nothing at " + details);
    }
    output.forEach(this::check);
  }

  /** Every run that has succeeded has a manifest with each of its children. */
  void haveBeenWritten() {
    for (StoreView store : world.committed()) {
      for (Execution execution : Views.executions(store)) {
        for (int number = 1; number <= execution.lastMapRun; number++) {
          MapRun run = MapRunCodec.readRun(number, store.get(Keys.mapRun(execution.id, number)));
          if (run.status == ExecutionStatus.SUCCEEDED && isWritten(execution, run)) {
            check(store, execution, run);
          }
        }
      }
    }
  }

  private boolean isWritten(Execution execution, MapRun run) {
    String label = run.labelled.substring(run.labelled.indexOf('/') + 1);
    return world.committedPlaces().machine(execution).model().distributedMaps().get(label).writer();
  }

  private void check(StoreView store, Execution execution, MapRun run) {
    List<Row> rows = manifests.get(run.arn);
    if (rows == null || rows.size() != run.children || run.resultsWritten != run.children) {
      throw new Violation(LAW, run.arn + " has " + run.children + " children; written: " + rows);
    }
    for (int index = 0; index < run.children; index++) {
      Row row = rows.get(index);
      ExecutionId id = ExecutionId.of(ChildNames.arn(Simulation.ARNS, run, index));
      StoreView childs = world.core().committed(id.shard(world.core().shards()));
      Execution child = Objects.requireNonNull(Executions.read(childs, id));
      ExecutionStatus counted =
          MapRunCodec.readChild(store.get(Keys.mapChild(execution.id, run.number, index))).status();
      String output =
          Views.reads(childs).execution(id).map(view -> text(view.output())).orElseThrow();
      Row expected = new Row(ChildNames.name(run, index).toString(), counted, output);
      if (child.status != counted || !row.equals(expected)) {
        throw new Violation(LAW, run.arn + ": " + row + " instead of " + expected);
      }
    }
  }
}
