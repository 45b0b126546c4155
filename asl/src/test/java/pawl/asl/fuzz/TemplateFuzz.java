package pawl.asl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import pawl.asl.Environments;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.MalformedExpressionException;
import pawl.asl.expression.Scope;
import pawl.asl.expression.Template;

/** Payload templates, applied to themselves. */
public final class TemplateFuzz {
  private TemplateFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    JsonNode template;
    try {
      template = Json.MAPPER.readTree(new String(data, UTF_8));
    } catch (JsonProcessingException e) {
      return;
    }
    try {
      Payload value = Payload.of(template);
      Payload.of(
              Template.compile(template)
                  .evaluate(Scope.of(Environments.of(value, Map.of("v", value)))))
          .bytes();
    } catch (MalformedExpressionException | EvaluationException _) {
      // The two ways to say that an expression is wrong, or does not fit the data.
    }
  }
}
