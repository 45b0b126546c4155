package pawl.asl.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.*;
import java.math.*;
import java.util.*;
import pawl.asl.Json;
import pawl.asl.expression.MalformedExpressionException;

/** INTERIM over the library. */
@SuppressWarnings({"unchecked", "rawtypes", "NullAway"})
public final class JsonataExpression {
  private final String text;

  private JsonataExpression(String text) {
    this.text = text;
  }

  public static JsonataExpression compile(String text) {
    try {
      Jsonata.jsonata(text);
    } catch (JException e) {
      throw new MalformedExpressionException(String.valueOf(e.getMessage()));
    }
    return new JsonataExpression(text);
  }

  public String text() {
    return text;
  }

  public Result evaluate(Bindings bindings) {
    Object[] raw = new Object[1];
    int[] depth = {0};
    try {
      Jsonata j = Jsonata.jsonata(text);
      j.setValidateInput(false);
      Jsonata.Frame frame = j.createFrame();
      var names = java.util.regex.Pattern.compile("\\$([A-Za-z_][A-Za-z_0-9]*)").matcher(text);
      while (names.find()) {
        JsonNode v = bindings.variables().apply(names.group(1));
        if (v != null) frame.bind(names.group(1), value(v));
      }
      frame.bind("eval", (Object) null);
      frame.bind(
          "parse",
          Jsonata.function(
              "parse",
              (String a) -> {
                try {
                  return value(Json.MAPPER.readTree(a));
                } catch (Exception e) {
                  throw new RuntimeException(e);
                }
              },
              "<s:x>"));
      frame.bind(
          "range",
          Jsonata.function(
              "range",
              (Number a, Number b, Number c) -> {
                List<Object> l = new ArrayList<>();
                long s = c == null ? 1 : c.longValue();
                for (long i = a.longValue();
                    s > 0 ? i <= b.longValue() : i >= b.longValue();
                    i += s) l.add((int) i);
                return l;
              },
              "<nnn?:a>"));
      frame.bind(
          "partition",
          Jsonata.function(
              "partition",
              (List a, Number n) -> {
                List<Object> l = new ArrayList<>();
                for (int i = 0; i < a.size(); i += n.intValue())
                  l.add(new ArrayList<>(a.subList(i, Math.min(a.size(), i + n.intValue()))));
                return l;
              },
              "<an:a>"));
      frame.setEvaluateEntryCallback((e, i, f) -> depth[0]++);
      frame.setEvaluateExitCallback(
          (e, i, f, r) -> {
            if (--depth[0] == 0) raw[0] = r;
          });
      j.evaluate(null, frame);
      Object r = raw[0];
      if (r == null) return new Result.Nothing();
      if (com.dashjoin.jsonata.Utils.isSequence(r)) {
        var l = (com.dashjoin.jsonata.Utils.JList) r;
        if (l.isEmpty()) return new Result.Nothing();
        if (l.size() == 1 && !l.keepSingleton) r = l.get(0);
      }
      return new Result.Value(node(r));
    } catch (JException e) {
      return new Result.Failed(". " + e.getError() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Result.Unsupported();
    }
  }

  private static Object value(JsonNode n) {
    return switch (n) {
      case ObjectNode o -> {
        Map<String, Object> m = new LinkedHashMap<>();
        o.properties().forEach(e -> m.put(e.getKey(), value(e.getValue())));
        yield m;
      }
      case ArrayNode a -> {
        List<Object> l = new ArrayList<>();
        a.forEach(e -> l.add(value(e)));
        yield l;
      }
      case TextNode t -> t.textValue();
      case BooleanNode b -> b.booleanValue();
      case NullNode _ -> Jsonata.NULL_VALUE;
      case IntNode i -> i.intValue();
      case LongNode l -> l.longValue();
      default -> n.isNumber() ? (Object) n.doubleValue() : n.asText();
    };
  }

  private static JsonNode node(Object o) {
    JsonNodeFactory f = JsonNodeFactory.instance;
    if (o == Jsonata.NULL_VALUE || o == null) return f.nullNode();
    return switch (o) {
      case String s -> f.textNode(s);
      case Boolean b -> f.booleanNode(b);
      case Integer i -> f.numberNode(i);
      case Long l -> f.numberNode(l);
      case Double d -> f.numberNode(new BigDecimal(Double.toString(d)));
      case Map m -> {
        ObjectNode r = f.objectNode();
        ((Map<String, Object>) m).forEach((k, v) -> r.set(k, node(v)));
        yield r;
      }
      case List l -> {
        ArrayNode r = f.arrayNode();
        l.forEach(v -> r.add(node(v)));
        yield r;
      }
      default -> throw new IllegalArgumentException();
    };
  }

  public Set<String> statesMembers() {
    return Set.of("input", "result", "context", "errorOutput");
  }
}
