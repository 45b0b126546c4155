package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pawl.asl.Environments;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.RandomJson;
import pawl.asl.Trials;

/** Paths against a naive evaluator where they are simple, against plain Jayway where not. */
class PathPropertiesTest {
  private static final Configuration PLAIN =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider(Json.MAPPER))
          .mappingProvider(new JacksonMappingProvider(Json.MAPPER))
          .build();

  private static @Nullable JsonNode select(String path, JsonNode root) {
    Scope scope = Scope.of(Environments.of(Payload.of(root), Map.of()));
    return Path.compile(path).select(scope) instanceof Path.Selection.Found(JsonNode node)
        ? node
        : null;
  }

  /** What plain Jayway selects; an empty array for what may be many and begins nowhere. */
  private static @Nullable JsonNode oracle(String path, JsonNode root) {
    JsonPath compiled = JsonPath.compile(path);
    try {
      Object result = compiled.read(root, PLAIN);
      return result instanceof JsonNode node ? node : Json.MAPPER.valueToTree(result);
    } catch (PathNotFoundException e) {
      return compiled.isDefinite() ? null : JsonNodeFactory.instance.arrayNode();
    } catch (JsonPathException | ClassCastException e) {
      return null;
    }
  }

  private static String member(String name, SplittableRandom random) {
    boolean plain = name.indexOf(' ') < 0;
    return switch (random.nextInt(plain ? 3 : 2)) {
      case 0 -> "['" + name + "']";
      case 1 -> "[\"" + name + "\"]";
      default -> "." + name;
    };
  }

  @Test
  void shouldFollowReferencePathsAsTheyRead() {
    Trials.of(
        5_000,
        random -> {
          var json = new RandomJson(random);
          JsonNode root = json.value(4);
          StringBuilder path = new StringBuilder("$");
          JsonNode expected = root;
          for (int i = random.nextInt(5); i > 0; i--) {
            boolean index = random.nextInt(3) == 0;
            String name = json.name();
            int at = random.nextInt(4);
            path.append(index ? "[" + at + "]" : member(name, random));
            if (expected != null) {
              expected = index ? element(expected, at) : expected.get(name);
            }
          }
          assertThat(select(path.toString(), root)).as(path.toString()).isEqualTo(expected);
          assertThat(oracle(path.toString(), root)).as(path.toString()).isEqualTo(expected);
        });
  }

  /** Beyond its end an array holds null. */
  private static @Nullable JsonNode element(JsonNode node, int at) {
    if (!node.isArray()) {
      return null;
    }
    return node.has(at) ? node.get(at) : NullNode.getInstance();
  }

  @Test
  void shouldAgreeWithPlainJaywayOnEverythingElse() {
    List<String> found = new ArrayList<>();
    Trials.of(
        20_000,
        random -> {
          var json = new RandomJson(random);
          JsonNode root = random.nextBoolean() ? json.object(4) : json.array(4);
          String path = path(random);
          if (mayTakeTooLong(path)) {
            return;
          }
          if (isMalformed(path)) {
            assertThatExceptionOfType(MalformedExpressionException.class)
                .isThrownBy(() -> Path.compile(path));
            return;
          }
          JsonNode expected = oracle(path, root);
          assertThat(select(path, root)).as("%s of %s", path, root).isEqualTo(expected);
          if (expected != null && !expected.isEmpty()) {
            found.add(path);
          }
        });
    assertThat(found).as("paths that select something").hasSizeGreaterThan(1_000);
  }

  /** Wildcards after a regular expression may be taken for a part of it; such paths are refused. */
  private static boolean mayTakeTooLong(String path) {
    int regex = path.indexOf("=~");
    return regex >= 0
        && path.substring(regex).replace("[*]", "").chars().filter(c -> c == '*').count() > 2;
  }

  private static boolean isMalformed(String path) {
    try {
      return JsonPath.compile(path) == null;
    } catch (InvalidPathException e) {
      return true;
    }
  }

  private static String path(SplittableRandom random) {
    var json = new RandomJson(random);
    StringBuilder path = new StringBuilder("$");
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = json.name();
      path.append(
          switch (random.nextInt(11)) {
            case 0, 1 -> member(name, random);
            case 2 -> "[" + random.nextInt(-3, 4) + "]";
            case 3 -> "[*]";
            case 4 -> ".*";
            case 5 -> ".." + (random.nextBoolean() ? "*" : "['" + name + "']");
            case 6 -> "['" + name + "','" + json.name() + "']";
            case 7 -> "[" + random.nextInt(3) + "," + random.nextInt(3) + "]";
            case 8 -> "[" + bound(random) + ":" + bound(random) + "]";
            default -> "[?(" + filter(random, json) + ")]";
          });
    }
    if (random.nextInt(8) == 0) {
      path.append(
          List.of(".length()", ".min()", ".max()", ".sum()", ".avg()", ".keys()")
              .get(random.nextInt(6)));
    }
    return path.toString();
  }

  private static String bound(SplittableRandom random) {
    return random.nextBoolean() ? "" : Integer.toString(random.nextInt(-3, 4));
  }

  private static String filter(SplittableRandom random, RandomJson json) {
    String left =
        switch (random.nextInt(4)) {
          case 0 -> "@";
          case 1 -> "@['" + json.name() + "']";
          case 2 -> "@.length()";
          default -> "@." + RandomJson.NAMES.get(random.nextInt(3));
        };
    return switch (random.nextInt(9)) {
      case 0 -> left;
      case 1 -> "!" + left;
      case 2 -> left + " =~ /[a-c].*/";
      case 3 -> left + " in ['a', 1, null]";
      case 4 -> left + " nin ['b', 2]";
      case 5 -> left + " empty true";
      case 6 -> left + " == " + literal(random) + " && @.b";
      case 7 -> left + " != " + literal(random) + " || !(@.a)";
      default ->
          left
              + List.of(" == ", " < ", " > ", " <= ", " >= ", " != ").get(random.nextInt(6))
              + literal(random);
    };
  }

  private static String literal(SplittableRandom random) {
    return List.of("1", "0", "-1.5", "'a'", "\"b\"", "true", "null", "$.a", "@.c")
        .get(random.nextInt(9));
  }

  @Test
  void shouldChangeNothingThatItReads() {
    Trials.of(
        3_000,
        random -> {
          var json = new RandomJson(random);
          JsonNode root = json.object(3);
          String before = root.toString();
          String function =
              List.of(".append($)", ".append(1, $.a)", ".concat(\"x\", $.b)", ".keys()")
                  .get(random.nextInt(4));
          String path = member(json.name(), random) + "[*]".repeat(random.nextInt(2));
          select("$" + path + function, root);
          assertThat(root.toString()).isEqualTo(before);
        });
  }

  @Test
  void shouldReadBackWhatAReferencePathWrote() {
    Trials.of(
        3_000,
        random -> {
          var json = new RandomJson(random);
          JsonNode target = json.object(3);
          JsonNode before = target.deepCopy();
          JsonNode value = json.value(2);
          String path = "$" + member(json.name(), random) + member(json.name(), random);
          JsonNode written;
          try {
            written = ReferencePath.compile(path).write(target, value);
          } catch (EvaluationException e) {
            assertThat(e).hasMessageStartingWith("Unable to apply ReferencePath");
            return;
          }
          assertThat(select(path, written)).isEqualTo(value);
          assertThat(target).as("the target itself").isEqualTo(before);
        });
  }
}
