package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.check.Definitions.errors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableCheckTest {
  private static String machine(String before, String container, String assign) {
    String branch =
        "{%s\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Pass\", \"Assign\": {%s}, \"End\":"
            + " true}}}";
    return """
    {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Assign": {%s}, "Next": "B"},
      "B": {%s, "End": true}}}
    """
        .formatted(before, container.formatted(branch.formatted("", assign)));
  }

  private static final String PARALLEL = "\"Type\": \"Parallel\", \"Branches\": [%s]";
  private static final String MAP = "\"Type\": \"Map\", \"ItemProcessor\": %s";

  @Test
  void shouldRefuseTheNamesOfOuterScopes() {
    assertThat(errors(machine("\"x\": 1", PARALLEL, "\"x.$\": \"$.a\"")))
        .containsExactly(
            "DUPLICATE_VARIABLE_NAME: The variable name 'x' was already defined in a parent scope."
                + " at /States/B/Branches[0]/States/I/Assign/x.$");
    assertThat(errors(machine("\"x\": 1", MAP, "\"y\": 1, \"x\": 2")))
        .containsExactly(
            "DUPLICATE_VARIABLE_NAME: The variable name 'x' was already defined in a parent scope."
                + " at /States/B/ItemProcessor/States/I/Assign/x");
  }

  @Test
  void shouldKnowTheVariablesOfRulesAndCatchers() {
    assertThat(
            errors(
                """
                {"StartAt": "C", "States": {
                  "C": {"Type": "Choice", "Default": "P", "Choices": [
                    {"Variable": "$", "IsNull": true, "Assign": {"x": 1}, "Next": "P"}]},
                  "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "T", "States": {
                    "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
                      "Catch": [{"ErrorEquals": ["a"], "Assign": {"x": 1}, "Next": "T"}]}}}]}}}
                """))
        .containsExactly(
            "DUPLICATE_VARIABLE_NAME: The variable name 'x' was already defined in a parent scope."
                + " at /States/P/Branches[0]/States/T/Catch[0]/Assign/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\": 1", "\"y\": 1", ""})
  void shouldAcceptOtherNames(String before) {
    assertThat(errors(machine(before, PARALLEL, "\"z\": 1"))).isEmpty();
  }

  @Test
  void shouldLetScopesBesideEachOtherUseTheSameNames() {
    String branch =
        "{\"StartAt\": \"%1$s\", \"States\": {\"%1$s\": {\"Type\": \"Pass\", \"Assign\": {\"x\":"
            + " 1}, \"End\": true}}}";
    assertThat(
            errors(
                "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Parallel\", \"End\": true,"
                    + " \"Branches\": ["
                    + branch.formatted("A")
                    + ", "
                    + branch.formatted("B")
                    + "]}}}"))
        .isEmpty();
  }

  @Test
  void shouldLetDistributedChildrenUseEveryName() {
    String processor =
        "\"Type\": \"Map\", \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\","
            + " \"ExecutionType\": \"STANDARD\"}, \"StartAt\": \"I\", \"States\": {\"I\":"
            + " {\"Type\": \"Pass\", \"Assign\": {\"x\": 1}, \"End\": true}}}";
    assertThat(errors(machine("\"x\": 1", processor, ""))).isEmpty();
  }
}
