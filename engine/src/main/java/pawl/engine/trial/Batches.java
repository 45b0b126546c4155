package pawl.engine.trial;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/** Puts inputs together as an ItemBatcher does: a batch is full by number or by size. */
final class Batches {
  /** Bytes of a batch besides its items and its BatchInput: {@code {"BatchInput":,"Items":[]}}. */
  private static final int FRAME = 28;

  private final long maxItems;
  private final long maxBytes;
  private final @Nullable Payload batchInput;
  private final List<Payload> all = new ArrayList<>();
  private final List<Payload> open = new ArrayList<>();
  private long openBytes;

  /** 0 means no limit. */
  Batches(long maxItems, long maxBytes, @Nullable Payload batchInput) {
    this.maxItems = maxItems;
    this.maxBytes = maxBytes;
    this.batchInput = batchInput;
    this.openBytes = frame();
  }

  private long frame() {
    return FRAME + (batchInput == null ? 0 : batchInput.size());
  }

  void add(Payload item) {
    if (!open.isEmpty() && maxBytes > 0 && openBytes + item.size() > maxBytes) {
      close();
    }
    open.add(item);
    openBytes += item.size() + 1;
    if (maxItems > 0 && open.size() >= maxItems) {
      close();
    }
  }

  private void close() {
    ObjectNode batch = JsonNodeFactory.instance.objectNode();
    if (batchInput != null) {
      batch.set("BatchInput", batchInput.node());
    }
    ArrayNode items = batch.putArray("Items");
    open.forEach(item -> items.add(item.node()));
    open.clear();
    openBytes = frame();
    all.add(Payload.of(batch));
  }

  List<Payload> all() {
    if (!open.isEmpty()) {
      close();
    }
    return List.copyOf(all);
  }
}
