package pawl.engine.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;
import pawl.engine.execution.MapRun;

/** Makes the inputs of children of the items of a distributed Map. */
final class MapDataset {
  private static final String ITEMS = "Items";
  private static final String STATE_DATA = "STATE_DATA";

  /** Bytes of a batch besides its items and its BatchInput: {@code {"BatchInput":,"Items":[]}}. */
  private static final int BATCH_FRAME = 28;

  private final Stage stage;
  private final Step.Map step;
  private final MapRun run;
  private final String source;

  MapDataset(Stage stage, Step.Map step, MapRun run) {
    this.stage = stage;
    this.step = step;
    this.run = run;
    this.source = run.reading == null ? STATE_DATA : address(run.reading.parameters.node());
  }

  /** The S3 URI of what is read. */
  private static String address(JsonNode parameters) {
    String bucket = "S3://" + parameters.path("Bucket").asText();
    return parameters.has("Key") ? bucket + "/" + parameters.path("Key").asText() : bucket;
  }

  static MapRun.Reading reading(MapRun run) {
    if (run.reading == null) {
      throw new IllegalStateException("The run " + run.arn + " reads nothing");
    }
    return run.reading;
  }

  /** Takes in items that follow those before; what is wrong with them, or null. */
  @Nullable EvaluationError add(List<MapItem> items) {
    for (MapItem item : items) {
      Evaluation<Payload> input = input(item, (int) run.items.total);
      switch (input) {
        case Evaluation.Failed<Payload>(EvaluationError error) -> {
          return error;
        }
        case Evaluation.Value<Payload>(Payload value) -> {
          run.items.total++;
          if (run.batching == null) {
            addChild(value);
          } else {
            addToBatch(run.batching, value);
          }
        }
      }
    }
    if (run.batching != null && run.isComplete()) {
      closeBatch(run.batching);
    }
    return null;
  }

  private Evaluation<Payload> input(MapItem item, int index) {
    if (step.itemSelector() == null) {
      return Evaluation.value(item.key() == null ? item.value() : member(item.key(), item.value()));
    }
    stage.showItem(index, item, source);
    Evaluation<Payload> selected = step.itemSelector().evaluate(stage.environment());
    stage.hideItem();
    return selected;
  }

  private static Payload member(String key, Payload value) {
    ObjectNode member = JsonNodeFactory.instance.objectNode();
    member.put("Key", key);
    member.set("Value", value.node());
    return Payload.of(member);
  }

  private void addChild(Payload input) {
    stage.turn().items().put(stage.scope().id, run.children, input);
    run.children++;
    run.executions.total++;
  }

  private void addToBatch(MapRun.Batching batching, Payload item) {
    if (!batching.open.isEmpty()
        && batching.maxBytes > 0
        && bytes(batching, item) > batching.maxBytes) {
      closeBatch(batching);
    }
    batching.open.add(item);
    if (batching.maxItems > 0 && batching.open.size() >= batching.maxItems) {
      closeBatch(batching);
    }
  }

  /** Size of the open batch with one more item. */
  private static long bytes(MapRun.Batching batching, Payload item) {
    long bytes = BATCH_FRAME + item.size();
    if (batching.batchInput != null) {
      bytes += batching.batchInput.size();
    }
    for (Payload other : batching.open) {
      bytes += other.size() + 1;
    }
    return bytes;
  }

  private void closeBatch(MapRun.Batching batching) {
    if (batching.open.isEmpty()) {
      return;
    }
    ObjectNode batch = JsonNodeFactory.instance.objectNode();
    if (batching.batchInput != null) {
      batch.set("BatchInput", batching.batchInput.node());
    }
    ArrayNode items = batch.putArray(ITEMS);
    batching.open.forEach(item -> items.add(item.node()));
    batching.open.clear();
    addChild(Payload.of(batch));
  }

  /** How many items a child with this input works on. */
  static int itemsOf(MapRun run, Payload input) {
    return run.batching == null ? 1 : input.node().path(ITEMS).size();
  }
}
