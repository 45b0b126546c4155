package pawl.asl.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import pawl.asl.data.Environment;
import pawl.asl.expression.MalformedExpressionException;
import pawl.asl.jsonata.Bindings;
import pawl.asl.jsonata.JsonataExpression;
import pawl.asl.jsonata.Result;

/** JSONata expressions. */
public final class JsonataFuzz {
  private JsonataFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    TwoTexts texts = TwoTexts.of(data);
    Bindings bindings =
        new Bindings(
            name -> variable(name, texts.environment()),
            new SplittableRandom(42),
            1_800_000_000_000L);
    try {
      switch (JsonataExpression.compile(texts.expression()).evaluate(bindings)) {
        case Result.Value(JsonNode value) -> value.toString();
        case Result.Failed(String message) -> {
          if (message.isBlank()) {
            throw new IllegalStateException("Fails without a message");
          }
        }
        case Result.Nothing _, Result.Unsupported _ -> {}
      }
    } catch (MalformedExpressionException _) {
      // The way to say that it is no expression.
    }
  }

  private static @Nullable JsonNode variable(String name, Environment environment) {
    return switch (name) {
      case "states" -> {
        var states = JsonNodeFactory.instance.objectNode();
        states.set("input", environment.input().node());
        states.set("context", environment.context().get());
        yield states;
      }
      case "v" -> environment.input().node();
      default -> null;
    };
  }
}
