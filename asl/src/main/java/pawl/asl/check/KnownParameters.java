package pawl.asl.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import pawl.asl.ServiceRules;
import pawl.asl.jsonata.JsonataText;

/** What is known of the parameters of a service before anything in them is evaluated. */
final class KnownParameters {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String EVALUATED = ".$";

  private KnownParameters() {}

  /** Of Parameters, in which members whose names end in {@code .$} are evaluated. */
  static ObjectNode ofPaths(ObjectNode template) {
    ObjectNode known = JSON.objectNode();
    for (Map.Entry<String, JsonNode> member : template.properties()) {
      String name = member.getKey();
      if (name.endsWith(EVALUATED)) {
        known.set(name.substring(0, name.length() - EVALUATED.length()), ServiceRules.OPEN);
      } else {
        known.set(name, inPaths(member.getValue()));
      }
    }
    return known;
  }

  private static JsonNode inPaths(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> ofPaths(object);
      case ArrayNode array -> each(array, KnownParameters::inPaths);
      default -> value;
    };
  }

  /** Of Arguments, in which JSONata strings are evaluated. */
  static ObjectNode ofJsonata(ObjectNode template) {
    ObjectNode known = JSON.objectNode();
    template.properties().forEach(it -> known.set(it.getKey(), inJsonata(it.getValue())));
    return known;
  }

  private static JsonNode inJsonata(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> ofJsonata(object);
      case ArrayNode array -> each(array, KnownParameters::inJsonata);
      default -> JsonataText.isExpression(value) ? ServiceRules.OPEN : value;
    };
  }

  private static ArrayNode each(ArrayNode array, UnaryOperator<JsonNode> known) {
    ArrayNode all = JSON.arrayNode(array.size());
    array.forEach(element -> all.add(known.apply(element)));
    return all;
  }
}
