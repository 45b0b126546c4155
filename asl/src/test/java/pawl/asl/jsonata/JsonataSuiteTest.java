package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import pawl.asl.Json;
import pawl.asl.expression.MalformedExpressionException;

/**
 * Runs the official test suite of JSONata (folder test/test-suite of jsonata-js), which is not part
 * of this project: {@code -Dpawl.jsonata.suite=FOLDER}. What Step Functions does differently is
 * left out: $eval, and the depth and time that a case may ask for.
 */
@EnabledIfSystemProperty(named = "pawl.jsonata.suite", matches = ".+")
class JsonataSuiteTest {
  /** What the reference does and Step Functions, or Pawl on purpose, does not; see the docs. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "(  $factorial := function($n){$n = 0 ? 1 : $n * $factorial($n - 1)};  $factorial(99)) ",
          "Step Functions nests 100 deep",
          "$sum.*",
          "shows the insides of the reference",
          "[$sum, $count].*",
          "shows the insides of the reference");

  private final Path suite = Path.of(System.getProperty("pawl.jsonata.suite", "."));
  private final Map<String, String> differences = new TreeMap<>();
  private int cases;

  @Test
  void shouldPassTheOfficialSuite() throws IOException {
    try (Stream<Path> files = Files.walk(suite.resolve("groups"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        run(file);
      }
    }
    differences.forEach((name, difference) -> System.out.println(name + ": " + difference));
    assertThat(cases).isPositive();
    assertThat(differences).isEmpty();
  }

  private void run(Path file) throws IOException {
    JsonNode content = Json.MAPPER.readTree(file.toFile());
    List<JsonNode> all = new ArrayList<>();
    (content.isArray() ? content : List.of(content)).forEach(all::add);
    for (int i = 0; i < all.size(); i++) {
      JsonNode test = all.get(i);
      String expression =
          test.has("expr-file")
              ? Files.readString(file.resolveSibling(test.get("expr-file").asText()))
              : test.path("expr").asText();
      if (expression.contains("$eval(")
          || test.has("depth")
          || test.has("timelimit")
          || KNOWN.keySet().stream().anyMatch(known -> known.strip().equals(expression.strip()))) {
        continue;
      }
      cases++;
      String difference = difference(test, expression);
      if (difference != null) {
        differences.put(suite.relativize(file) + "#" + i, expression + "\n  " + difference);
      }
    }
  }

  private @Nullable String difference(JsonNode test, String expression) throws IOException {
    JsonNode input = test.has("data") ? test.get("data") : dataset(test.path("dataset"));
    JsonNode given = test.path("bindings");
    Bindings bindings = new Bindings(given::get, new Random(1), 0);
    String actual;
    try {
      Result result = JsonataExpression.compile(expression).evaluate(bindings, input);
      if (result instanceof Result.Value value && test.has("result")) {
        return Evaluations.same(value.value(), test.get("result"), test.has("unordered"))
            ? null
            : "expected " + test.get("result") + " but was " + value.value();
      }
      if (result instanceof Result.Nothing && test.has("undefinedResult")) {
        return null;
      }
      if (result instanceof Result.Failed failed && isExpected(test, failed.message())) {
        return null;
      }
      actual = result.toString();
    } catch (MalformedExpressionException malformed) {
      // Step Functions shows no code, so that it cannot be compared
      if (test.has("code") || test.has("error")) {
        return null;
      }
      actual = malformed.getMessage();
    }
    return "expected " + expected(test) + " but was " + actual;
  }

  private static boolean isExpected(JsonNode test, String message) {
    JsonNode code = test.has("code") ? test.get("code") : test.path("error").path("code");
    return code.isTextual() && message.startsWith(". " + code.asText() + ":");
  }

  private static String expected(JsonNode test) {
    return Stream.of("result", "undefinedResult", "code", "error")
        .filter(test::has)
        .map(name -> name + " " + test.get(name))
        .findFirst()
        .orElse("something");
  }

  private @Nullable JsonNode dataset(JsonNode name) throws IOException {
    return name.isTextual()
        ? Json.MAPPER.readTree(suite.resolve("datasets/" + name.asText() + ".json").toFile())
        : null;
  }
}
