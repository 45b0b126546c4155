package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import pawl.asl.Payload;
import pawl.asl.data.Field;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Path;
import pawl.asl.expression.Scope;

/** The items of a Map: what ItemsPath selects of the input after InputPath. */
final class Items {
  private Items() {}

  static Field<List<Payload>> field(PathField inputPath, Path itemsPath) {
    return environment ->
        EvaluationException.evaluate(
            () -> {
              Scope scope = inputPath.scope(environment);
              return switch (itemsPath.select(scope)) {
                case Path.Selection.Found(JsonNode node) -> items(itemsPath, node);
                case Path.Selection.Missing _ -> throw PathField.invalidPath(itemsPath, scope);
              };
            });
  }

  private static List<Payload> items(Path itemsPath, JsonNode node) {
    if (!node.isArray()) {
      String text = itemsPath.text();
      // AWS quotes a path into the context object as if it were one into the input.
      String quoted = text.startsWith("$$") ? text.substring(1) : text;
      throw EvaluationException.runtime("Reference path \"" + quoted + "\" must point to array.");
    }
    List<Payload> items = new ArrayList<>(node.size());
    node.forEach(item -> items.add(Payload.of(item)));
    return Collections.unmodifiableList(items);
  }
}
