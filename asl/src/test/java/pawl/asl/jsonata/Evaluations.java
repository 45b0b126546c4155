package pawl.asl.jsonata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Random;
import pawl.asl.Json;
import pawl.asl.expression.MalformedExpressionException;

/** Evaluates expressions for tests and shows what they give as one text. */
final class Evaluations {
  private static final JsonNode SHOP = read("shop.json");

  private Evaluations() {}

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode read(String resource) {
    try (InputStream in = Evaluations.class.getResourceAsStream(resource)) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Bindings bindings(Map<String, JsonNode> variables) {
    return new Bindings(variables::get, new Random(7), 1_700_000_000_000L);
  }

  /** What an expression gives without a context item, as Step Functions evaluates it. */
  static String of(String expression, Map<String, JsonNode> variables) {
    return show(expression, variables, null);
  }

  static String of(String expression) {
    return of(expression, Map.of());
  }

  /** What an expression gives for the shop, as JSONata evaluates it elsewhere. */
  static String inShop(String expression) {
    return show(expression, Map.of(), SHOP);
  }

  private static String show(String expression, Map<String, JsonNode> variables, JsonNode input) {
    JsonataExpression compiled;
    try {
      compiled = JsonataExpression.compile(expression);
    } catch (MalformedExpressionException e) {
      return "malformed: " + e.getMessage();
    }
    return switch (compiled.evaluate(bindings(variables), input)) {
      case Result.Value value -> value.value().toString();
      case Result.Nothing ignored -> "nothing";
      case Result.Unsupported ignored -> "unsupported";
      case Result.Failed failed -> "failed" + failed.message();
    };
  }

  /** Whether two values are equal with numbers as doubles, and arrays in any order if asked. */
  static boolean same(JsonNode a, JsonNode b, boolean anyOrder) {
    Evaluation run = new Evaluation(bindings(Map.of()), null);
    if (!anyOrder || !a.isArray() || a.size() != b.size()) {
      return DeepEquality.of(a, b, run);
    }
    for (JsonNode member : a) {
      boolean found = false;
      for (JsonNode other : b) {
        found |= DeepEquality.of(member, other, run);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }
}
