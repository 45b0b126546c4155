package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Field;
import pawl.asl.data.Trace;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Path;
import pawl.asl.expression.Scope;
import pawl.asl.program.MapItem;

/** The dataset of a Map that comes from its state data. */
final class Items {
  private Items() {}

  /** What ItemsPath selects of the input after InputPath. */
  static Field<List<MapItem>> atPath(PathField inputPath, Path itemsPath, boolean objects) {
    return environment ->
        EvaluationException.evaluate(
            () -> {
              Scope scope = inputPath.scope(environment);
              environment.trace().passed(Trace.Point.INPUT_PATH, scope.input());
              return switch (itemsPath.select(scope)) {
                case Path.Selection.Found(JsonNode node) -> {
                  List<MapItem> items = of(node, objects);
                  if (items == null) {
                    throw notArray(itemsPath);
                  }
                  environment.trace().passed(Trace.Point.ITEMS_PATH, Payload.of(node));
                  yield items;
                }
                case Path.Selection.Missing _ -> throw PathField.invalidPath(itemsPath, scope);
              };
            });
  }

  private static EvaluationException notArray(Path itemsPath) {
    String text = itemsPath.text();
    // AWS quotes a path into the context object as if it were one into the input.
    String quoted = text.startsWith("$$") ? text.substring(1) : text;
    return EvaluationException.runtime("Reference path \"" + quoted + "\" must point to array.");
  }

  /** The elements of an array or, if asked for, the members of an object; else null. */
  static @Nullable List<MapItem> of(JsonNode dataset, boolean objects) {
    List<MapItem> items = new ArrayList<>(dataset.size());
    switch (dataset) {
      case ArrayNode array -> array.forEach(item -> items.add(MapItem.of(Payload.of(item))));
      case ObjectNode object when objects ->
          object
              .properties()
              .forEach(
                  member -> items.add(new MapItem(Payload.of(member.getValue()), member.getKey())));
      default -> {
        return null;
      }
    }
    return Collections.unmodifiableList(items);
  }
}
