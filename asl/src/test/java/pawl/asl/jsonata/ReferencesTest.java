package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {
  private static final Set<String> INPUT_AND_CONTEXT = Set.of("input", "context");

  @Test
  void shouldNameTheMembersOfStatesThatAreRead() {
    assertThat(members("$states.input.a & $states.context.Execution.Id"))
        .containsExactlyInAnyOrder("input", "context");
    assertThat(members("$states.result[0].x")).containsExactly("result");
    assertThat(members("$map($x, function($v) { $v & $states.input.y })")).containsExactly("input");
    assertThat(members("$x")).isEmpty();
  }

  @Test
  void shouldNameAllMembersWhereStatesIsUsedAsAWhole() {
    assertThat(members("$states")).hasSize(4);
    assertThat(members("$lookup($states, 'input')")).hasSize(4);
    assertThat(members("$states.*")).hasSize(4);
    assertThat(members("$states[0].input")).hasSize(4);
  }

  @Test
  void shouldNameTheVariablesReadFromOutside() {
    assertThat(variables("$a + $b.c & $string($d)")).containsExactlyInAnyOrder("a", "b", "d");
    assertThat(variables("($a := 1; $a + $b)")).containsExactly("b");
    assertThat(variables("$a := $a + 1")).containsExactly("a");
    assertThat(variables("(($a := 1); $a)")).containsExactly("a");
    assertThat(variables("$map($xs, function($v, $i) { $v * $i * $k })"))
        .containsExactlyInAnyOrder("xs", "k");
    assertThat(variables("$xs@$x#$i.{'x': $x, 'i': $i, 'y': $y}"))
        .containsExactlyInAnyOrder("xs", "y");
    assertThat(variables("$states.input ~> $sum")).isEmpty();
  }

  @Test
  void shouldRefuseReferencesAtTheTopLevel() {
    assertThat(unsupported("phone"))
        .containsExactly("Reference to 'phone' at the top level is not supported.");
    assertThat(unsupported("$sum(a.b) + c"))
        .containsExactly(
            "Reference to 'a' at the top level is not supported.",
            "Reference to 'c' at the top level is not supported.");
    assertThat(unsupported("$"))
        .containsExactly("Reference to '$' at the top level is not supported.");
    assertThat(unsupported("{'a': {'b': c}}")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$states.input.a[b = 1]",
        "$states.input.a[$ > 1]",
        "$states.input.(a & b)",
        "$states.input.{'x': a}",
        "$states.input.items{id: name}",
        "$states.input.items^(price)",
        "$states.input.a.$map(c, function($v) { b })",
        "$states.input ~> |a|{'x': y}|",
        "$states.input[a].b[c]",
        "1 + 1"
      })
  void shouldAllowReferencesWhereThereIsAContextItem(String expression) {
    assertThat(unsupported(expression)).isEmpty();
  }

  @Test
  void shouldRefuseMembersOfStatesThatAreNotThere() {
    assertThat(unsupported("$states.errorOutput"))
        .containsExactly("Field '$states.errorOutput' does not exist.");
    assertThat(unsupported("$states.errorOutput.Cause"))
        .containsExactly("Field '$states.errorOutput' does not exist.");
    assertThat(unsupported("$states.input.a")).isEmpty();
  }

  private static Set<String> members(String expression) {
    return JsonataExpression.compile(expression).statesMembers();
  }

  private static Set<String> variables(String expression) {
    return JsonataExpression.compile(expression).variables();
  }

  private static java.util.List<String> unsupported(String expression) {
    return JsonataExpression.compile(expression).unsupported(INPUT_AND_CONTEXT);
  }
}
