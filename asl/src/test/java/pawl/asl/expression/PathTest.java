package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Environments;
import pawl.asl.Payload;

class PathTest {
  private static final String INPUT =
      """
      {"a": {"b": [10, 20, 30], "b-c": 1, "ü": 2, "null": null}, "with space": 3,
       "list": [{"n": 1, "t": "x"}, {"n": 2}, {"n": 3, "t": "y"}], "Test\\\\\\"\\"Name\\"": "v"}
      """;

  private static Scope scope() {
    return Scope.of(
        Environments.of(INPUT, Map.of("var", Payload.ofText("{\"x\": [1, {\"y\": 2}]}"))));
  }

  private static JsonNode found(String path) {
    Path.Selection selection = Path.compile(path).select(scope());
    assertThat(selection).isInstanceOf(Path.Selection.Found.class);
    return ((Path.Selection.Found) selection).node();
  }

  private static String missing(String path) {
    Path.Selection selection = Path.compile(path).select(scope());
    assertThat(selection).isInstanceOf(Path.Selection.Missing.class);
    return ((Path.Selection.Missing) selection).reason();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $.a.b                        | [10,20,30]
          $.a.b[1]                     | 20
          $['a']['b'][2]               | 30
          $["a"].b-c                   | 1
          $.a.ü                        | 2
          $.a.null                     | null
          $.a.b[3]                     | null
          $['with space']              | 3
          $['Test\\""Name"']           | "v"
          $.a.b[*]                     | [10,20,30]
          $.a.b[1:]                    | [20,30]
          $.a.b[-1:]                   | [30]
          $.a.b[0,2]                   | [10,30]
          $.a.b[7:9]                   | []
          $.list[*].t                  | ["x","y"]
          $.list[?(@.n > 1)].n         | [2,3]
          $.list[?(@.t == 'y')]        | [{"n":3,"t":"y"}]
          $.list[?(@.t =~ /[xz]/)].n   | [1]
          $.list[?(@.n > 9)]           | []
          $..n                         | [1,2,3]
          $.list.length()              | 3
          $.nothing[*]                 | []
          $.nothing.more[1:5].deep     | []
          $.nothing[?(@.x)]            | []
          $$.State.Name                | "Here"
          $$.Execution.Input.deep[*]   | [1,2]
          $$['StateMachine'].Name      | "machine"
          $var.x[1].y                  | 2
          $var.x[*]                    | [1,{"y":2}]
          $var['x'][0]                 | 1
          """)
  void shouldSelect(String path, String expected) {
    assertThat(found(path)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $.x                 | No results for path: $['x']
          $.a.x               | No results for path: $['a']['x']
          $.no.such.path      | Missing property in path $['no']
          $.a.no.such         | Missing property in path $['a']['no']
          $.a.b[3].c          | Expected to find an object with property ['c'] in path $['a']['b'][3] but found 'null'. This is not a json object according to the JsonProvider.
          $$.Task.Token       | Missing property in path $['Task']
          $other              | No results for path: $['other']
          $var.z              | No results for path: $['z']
          """)
  void shouldSayWhyNothingIsSelected(String path, String reason) {
    assertThat(missing(path)).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.a.x.y", "$.a.b.c", "$.a[0]", "$.a.b-c.d", "$.a.b[5].c", "$.q[0]"})
  void shouldAgreeWithJaywayOnWhatIsMissing(String path) {
    Path.Selection own = Path.compile(path).select(scope());
    Path.Selection jayway =
        PathQuery.compile(path).read(Payload.ofText(INPUT).node(), scope(), true);
    assertThat(own).isInstanceOf(Path.Selection.Missing.class);
    assertThat(jayway).isInstanceOf(Path.Selection.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "x.$",
        "$a b",
        "$.",
        "$..",
        "$.a[",
        "$.a]",
        "$.a['b'",
        "$.a[?(@.b == )]",
        "$.a..",
        "$.a[?(",
        "$[",
        "$.a.[",
        "$$$",
        "$-",
        "$1",
        "States.Format('{}', $.a)"
      })
  void shouldRefuseWhatIsNoPath(String text) {
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> Path.compile(text));
  }

  @ParameterizedTest
  @CsvSource({
    "$, true",
    "$.a.b[0], true",
    "$['a'], true",
    "$var.a, true",
    "$.a[*], false",
    "$..a, false",
    "$.a[0:1], false",
    "$.a[?(@.b)], false",
    "$.length(), false",
    "$$.a, false"
  })
  void shouldKnowReferencePaths(String path, boolean reference) {
    assertThat(Path.compile(path).isReference()).isEqualTo(reference);
  }

  @Test
  void shouldNotLookIntoAPayloadThatPassesWhole() {
    Payload unparsable = Payload.ofText("this is not JSON");
    Scope scope = Scope.of(Environments.of(unparsable, Map.of("v", unparsable)));
    assertThat(Path.compile("$").selectPayload(scope)).isSameAs(unparsable);
    assertThat(Path.compile("$v").selectPayload(scope)).isSameAs(unparsable);
  }

  @Test
  void shouldNameVariables() {
    List<String> names = new ArrayList<>();
    Path.compile("$abc.d").variables(names::add);
    Path.compile("$").variables(names::add);
    Path.compile("$$.d").variables(names::add);
    assertThat(names).containsExactly("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.list[?(@.t =~ /(a+)+$/)]",
        "$.list[?(@.t =~ /(a|b)*c/)]",
        "$.list[?(@.t =~ /(a)\\1/)]",
        "$.list[?(@.t =~ /a*a*a*b/)]",
        "$.list[?(@.t =~ /\\\\*a*a*b/)]",
        "$.list[?(@.t =~ /a{0,9}a{0,9}a{0,9}b/)]",
        "$.list[?(@.t =~ /a?a?a?a?a?a?a?a?a?aaaaaaaaa/)]",
        "$.list[?(@.t =~ /(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b/)]",
        "$.list[?(/(a+)+$/ =~ @.t)]"
      })
  void shouldRefuseRegularExpressionsThatCanRunAway(String path) {
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> Path.compile(path));
  }

  @Timeout(10)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$[?(@.t =~ /.*x.*y/)]",
        "$[?(@.t =~ /x?[xy]*(x|xx)[x-z]*b/)]",
        "$..[?(@ =~ /.*x.*y/)]",
        "$[?(@.l =~ /.*x.*y/)]"
      })
  void shouldGiveUpOnRegularExpressionsThatTakeTooLong(String path) {
    String text = "\"" + "x".repeat(250_000) + "\"";
    Scope scope = Scope.of(Environments.of("[{\"t\": " + text + ", \"l\": [" + text + "]}]"));
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> Path.compile(path).select(scope))
        .withMessageContaining("visit more than");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          $[?(@.t =~ /.*foo.*/)].n ; [1,2]
          $[?(@.t =~ /(foo|bar)[0-9]?/i)].n ; [1,3]
          $[?(@.t =~ /[a-z]{3}\\+?/ || @.n == 2)].n ; [1,2]
          $[?(@.list =~ /b/)].n ; [3]
          """)
  void shouldMatchRegularExpressions(String path, String expected) {
    Scope scope =
        Scope.of(
            Environments.of(
                """
                [{"t": "foo", "n": 1}, {"t": "a foo, a bar", "n": 2},
                 {"t": "BAR7", "list": ["a", "b"], "n": 3}]
                """));
    assertThat(Path.compile(path).select(scope)).extracting("node").hasToString(expected);
  }

  @Test
  void shouldNeverThrowAnythingElseForRandomText() {
    String[] pieces = {
      "a", "list", "n", ".", "..", "*", "[", "]", "[0]", "[-1]", "[0,1]", "[1:]", "['a']", "\"",
          "'",
      "?(", "(", ")", "@", "@.n", " == ", " > ", " =~ ", "/x/", "1", "&&", "!", "$", "$$", "$v",
      ".length()", ".sum()", ".min(", "in", " ", "\\", "é", "\u0000", "{", ","
    };
    for (long seed = 0; seed < 30_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder("$");
      for (int i = random.nextInt(8); i >= 0; i--) {
        text.append(random.nextInt(4) == 0 ? "[?(@.n" : pieces[random.nextInt(pieces.length)]);
      }
      try {
        assertThat(Path.compile(text.toString()).select(scope())).isNotNull();
      } catch (MalformedExpressionException | EvaluationException _) {
        // This is how a malformed expression is told, and a failed evaluation.
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }

  @Test
  void shouldRefusePathsThatWouldExhaustTheStack() {
    for (String piece : List.of("..a", "[*]", "[?(@.a)]", ".*", "[0:1]")) {
      assertThatExceptionOfType(MalformedExpressionException.class)
          .isThrownBy(() -> Path.compile("$" + piece.repeat(10_000)));
    }
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> Path.compile("$[?(" + "(".repeat(10_000) + "@.a" + ")]"));
  }

  @Test
  void shouldFollowALongPlainPath() {
    String path = "$" + ".a".repeat(10_000);
    assertThat(Path.compile(path).select(scope())).isInstanceOf(Path.Selection.Missing.class);
  }

  @Test
  void shouldGiveUpOnAPathThatVisitsTooMuch() {
    StringBuilder wide = new StringBuilder("[0");
    for (int i = 1; i < 2_000; i++) {
      wide.append(",[[[").append(i).append("]]]");
    }
    Scope scope = Scope.of(Environments.of(wide + "]"));
    Path path = Path.compile("$..*..*..*..*..*..x");
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                path.select(scope);
              }
            })
        .withMessageContaining("visit more than");
  }
}
