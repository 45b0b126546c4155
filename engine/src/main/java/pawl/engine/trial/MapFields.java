package pawl.engine.trial;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.Field;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;

/**
 * The fields of a Map, evaluated as far as they can be without running it.
 *
 * @param items how many there are; null if an ItemReader would read them and nothing is said of
 *     what it reads
 */
record MapFields(@Nullable Integer items, Inspection.Tolerance tolerance) {

  /** Evaluates the items first: a Map without any has no other data. */
  static MapFields evaluate(
      Step.Map map, Environment environment, Inspection inspection, @Nullable String readerData)
      throws StateFailure {
    List<MapItem> items = items(map, environment, inspection, readerData);
    var tolerance =
        new Inspection.Tolerance(
            orZero(map.maxConcurrency(), environment),
            value(map.toleratedFailureCount(), environment),
            value(map.toleratedFailurePercentage(), environment));
    inspection.note(tolerance);
    if (items == null) {
      return new MapFields(null, tolerance);
    }
    List<Payload> inputs = inputs(map, environment, items);
    if (map.itemSelector() != null) {
      inspection.note(Aspect.AFTER_ITEM_SELECTOR, array(inputs));
    }
    if (map.distributed() != null && map.distributed().batcher() != null) {
      inspection.note(
          Aspect.AFTER_ITEM_BATCHER,
          array(batches(map.distributed().batcher(), environment, inputs)));
    }
    return new MapFields(items.size(), tolerance);
  }

  private static @Nullable List<MapItem> items(
      Step.Map map, Environment environment, Inspection inspection, @Nullable String readerData)
      throws StateFailure {
    Step.Map.ItemReader reader = map.distributed() == null ? null : map.distributed().reader();
    if (reader == null) {
      return StateFailure.check(map.items().evaluate(environment));
    }
    StateFailure.check(map.data().arguments(environment));
    StateFailure.check(reader.parameters().evaluate(environment));
    long most = orZero(reader.maxItems(), environment);
    if (readerData == null) {
      return null;
    }
    List<MapItem> all = new ReaderData(reader.config(), inspection).items(readerData);
    return most > 0 && most < all.size() ? all.subList(0, (int) most) : all;
  }

  private static List<Payload> inputs(Step.Map map, Environment environment, List<MapItem> items)
      throws StateFailure {
    List<Payload> inputs = new ArrayList<>(items.size());
    for (MapItem item : items) {
      inputs.add(
          map.itemSelector() == null
              ? item.value()
              : StateFailure.check(
                  map.itemSelector().evaluate(within(environment, item, inputs.size()))));
    }
    return inputs;
  }

  /** The environment with an item in its context object; nobody watches. */
  private static Environment within(Environment environment, MapItem item, int index) {
    return new Environment(
        environment.input(),
        () -> {
          ObjectNode context = environment.context().get().deepCopy();
          ObjectNode about = context.putObject("Map").putObject("Item");
          about.put("Index", index);
          about.set("Value", item.value().node());
          if (item.key() != null) {
            about.put("Key", item.key());
          }
          return context;
        },
        environment.variables(),
        environment.random(),
        environment.nowMillis());
  }

  private static List<Payload> batches(
      Step.Map.ItemBatcher batcher, Environment environment, List<Payload> inputs)
      throws StateFailure {
    var batches =
        new Batches(
            orZero(batcher.maxItems(), environment),
            orZero(batcher.maxInputBytes(), environment),
            value(batcher.batchInput(), environment));
    inputs.forEach(batches::add);
    return batches.all();
  }

  private static Payload array(List<Payload> elements) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
    elements.forEach(element -> array.add(element.node()));
    return Payload.of(array);
  }

  private static <T> @Nullable T value(@Nullable Field<T> field, Environment environment)
      throws StateFailure {
    return field == null ? null : StateFailure.check(field.evaluate(environment));
  }

  private static long orZero(@Nullable Field<Long> field, Environment environment)
      throws StateFailure {
    Long value = value(field, environment);
    return value == null ? 0 : value;
  }

  /**
   * Whether so many failed iterations are more than the state says it tolerates. A state that says
   * nothing is not held to the default, which tolerates none.
   */
  boolean isExceeded(@Nullable Integer failed) {
    if (failed == null) {
      return false;
    }
    Long count = tolerance.toleratedFailureCount();
    Double percentage = tolerance.toleratedFailurePercentage();
    return (count != null && failed > count)
        || (percentage != null && items != null && failed * 100.0 > percentage * items);
  }
}
