package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.Programs.compile;
import static pawl.asl.Programs.rejected;
import static pawl.asl.check.Definitions.errors;
import static pawl.asl.check.Definitions.errorsOfState;
import static pawl.asl.check.Definitions.machine;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Diagnostic;
import pawl.asl.Diagnostic.Position;
import pawl.asl.Diagnostic.Severity;
import pawl.asl.MachineType;

class DefinitionCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                         | SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /
          {"StartAt": "S"}           | SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /
          {"States": {"S": {"Type": "Succeed"}}} | SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /
          {"StartAt": "S", "States": {}} | SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States
          {"StartAt": 1, "States": {"S": {"Type": "Succeed"}}} | SCHEMA_VALIDATION_FAILED: Expected value of type [STRING] at /StartAt
          {"StartAt": "S", "States": []} | SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States
          {"StartAt": "S", "States": {"S": 1}} | SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States/S
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "Foo": 1} | SCHEMA_VALIDATION_FAILED: Field 'Foo' is not supported at /
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "Version": "2.0"} | SCHEMA_VALIDATION_FAILED: Value should be one of the following: [1.0] at /Version
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "TimeoutSeconds": 0} | SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /TimeoutSeconds
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "TimeoutSeconds": 100000000} | SCHEMA_VALIDATION_FAILED: Maximum value is 99999999 at /TimeoutSeconds
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "QueryLanguage": "XPath"} | SCHEMA_VALIDATION_FAILED: Value should be one of the following: [JSONPath, JSONata] at /QueryLanguage
          """)
  void shouldCheckTheMachine(String definition, String expected) {
    assertThat(errors(definition)).containsExactly(expected);
  }

  @Test
  void shouldReportEverythingAtOnce() {
    assertThat(
            errors(
                """
                {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "InputPath": "x", "Next": "Gone"},
                  "B": {"Type": "Wait", "Seconds": -1, "End": true}}}
                """))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath. at /States/A/InputPath",
            "SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/B/Seconds",
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /States/A/Next");
  }

  @Test
  void shouldFollowTransitions() {
    assertThat(
            errors(
                """
                {"StartAt": "pass1", "States": {"pass1": {"Type": "Pass", "Next": "pass3"},
                  "pass2": {"Type": "Pass", "End": true}}}
                """))
        .containsExactly(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next",
            "MISSING_TRANSITION_TARGET: State \"pass2\" is not reachable. at /States/pass2");
    assertThat(
            errors(
                """
                {"StartAt": "No", "States": {"A": {"Type": "Pass", "Next": "B"},
                  "B": {"Type": "Succeed"}}}
                """))
        .containsExactly(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: No at /StartAt",
            "MISSING_TRANSITION_TARGET: State \"A\" is not reachable. at /States/A",
            "MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B");
    assertThat(
            errors(
                """
                {"StartAt": "C", "States": {
                  "C": {"Type": "Choice", "Default": "D1", "Choices": [
                    {"Variable": "$", "IsNull": true, "Next": "N1"}]},
                  "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "N2"}]}}}
                """))
        .contains(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: N1 at /States/C/Choices[0]/Next",
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: D1 at /States/C/Default",
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: N2 at /States/T/Catch[0]/Next");
  }

  @Test
  void shouldAskForAnEnd() {
    String loop =
        "\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"}, \"B\": {\"Type\": \"Pass\", \"Next\":"
            + " \"A\"}";
    assertThat(errors("{\"StartAt\": \"A\", \"States\": {" + loop + "}}"))
        .containsExactly("MISSING_END_STATE: Workflow has no terminal state at null");
    String island = ", \"C\": {\"Type\": \"Pass\", \"Next\": \"C\"}";
    assertThat(errors("{\"StartAt\": \"A\", \"States\": {" + loop + island + "}}"))
        .containsExactly("MISSING_END_STATE: Workflow has no terminal state at null");
    assertThat(errors(machine("\"Type\": \"Pass\", \"Next\": \"NOPE\"")))
        .containsExactly(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/S/Next",
            "MISSING_END_STATE: Workflow has no terminal state at null");
  }

  /** AWS asks only the machine itself. */
  @Test
  void shouldNotAskBranchesForAnEnd() {
    assertThat(
            errorsOfState(
                """
                "Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}
                """))
        .isEmpty();
    assertThat(
            errorsOfState(
                """
                "Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "Next": "A"}, "B": {"Type": "Pass", "Next": "A"}}}
                """))
        .containsExactly(
            "MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at ~/ItemProcessor/States/B");
  }

  @Test
  void shouldKeepTransitionsWithinTheirStates() {
    assertThat(
            errors(
                """
                {"StartAt": "P", "States": {"Out": {"Type": "Succeed"},
                  "P": {"Type": "Parallel", "Next": "Out", "Branches": [
                    {"StartAt": "I", "States": {"I": {"Type": "Pass", "Next": "Out"}}}]}}}
                """))
        .contains(
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Out at"
                + " /States/P/Branches[0]/States/I/Next");
  }

  @Test
  void shouldFindNamesThatAreUsedTwice() {
    assertThat(
            errors(
                """
                {"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}]}}}
                """))
        .containsExactly(
            "DUPLICATE_STATE_NAME: Duplicate State name: A at" + " /States/A/Branches[0]/States/A");
    assertThat(
            errors(
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}, \"A\":"
                    + " {\"Type\": \"Succeed\"}}}"))
        .containsExactly("DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A");
    String map =
        "\"Type\": \"Map\", \"End\": true, \"Label\": \"l\", \"ItemProcessor\":"
            + " {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\":"
            + " \"STANDARD\"}, \"StartAt\": \"%s\", \"States\": {\"%s\": {%s}}}";
    String inner = map.formatted("I", "I", "\"Type\": \"Succeed\"");
    assertThat(errorsOfState(map.formatted("M", "M", inner)))
        .containsExactly(
            "DUPLICATE_LABEL_NAME: Duplicate Label: l at ~/ItemProcessor/States/M/Label");
    assertThat(errorsOfState(inner.replace("\"l\"", "\"l l\"")))
        .singleElement()
        .asString()
        .startsWith("INVALID_LABEL_NAME");
  }

  @Test
  void shouldLimitNamesAndNesting() {
    String longest = "é".repeat(80);
    String definition = "{\"StartAt\": \"N\", \"States\": {\"N\": {\"Type\": \"Succeed\"}}}";
    compile(definition.replace("N", longest));
    assertThat(errors(definition.replace("N", longest + "x")))
        .singleElement()
        .asString()
        .startsWith("INVALID_STATE_NAME");
    assertThat(errors(nested(60))).singleElement().asString().startsWith("TOO_DEEPLY_NESTED");
    compile(nested(40));
    assertThat(errors(nested(5_000))).singleElement().asString().startsWith("INVALID_JSON");
  }

  private static String nested(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(
          "{\"StartAt\": \"%1$s\", \"States\": {\"%1$s\": {\"Type\": \"Map\", \"End\":"
              .formatted("S" + i));
      text.append(" true, \"ItemProcessor\": ");
    }
    text.append("{\"StartAt\": \"E\", \"States\": {\"E\": {\"Type\": \"Succeed\"}}}");
    return text.append("}}}".repeat(depth)).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "sqs:sendMessage.waitForTaskToken, .waitForTaskToken",
    "states:startExecution.sync, .sync",
    "states:startExecution.sync:2, .sync:2"
  })
  void shouldRefuseWaitingForServicesInExpressMachines(String resource, String pattern) {
    String definition =
        machine(
            "\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::"
                + resource
                + "\"");
    compile(definition);
    assertThat(errors(definition, MachineType.EXPRESS))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support '"
                + pattern
                + "' service integration  at /States/S/Resource");
  }

  @Test
  void shouldRefuseActivitiesAndDistributedMapsInExpressMachines() {
    String activity =
        "\"Type\": \"Task\", \"End\": true, \"Resource\":"
            + " \"arn:aws:states:eu-west-1:1:activity:a\"";
    assertThat(errors(machine(activity), MachineType.EXPRESS)).hasSize(1);
    String map =
        "\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\":"
            + " \"DISTRIBUTED\", \"ExecutionType\": \"%s\"}, \"StartAt\": \"I\", \"States\":"
            + " {\"I\": {%s}}}";
    assertThat(
            errors(
                machine(map.formatted("STANDARD", "\"Type\": \"Succeed\"")), MachineType.EXPRESS))
        .hasSize(1);
    // The children of a distributed Map may be Express where the machine is not.
    assertThat(errors(machine(map.formatted("EXPRESS", activity))))
        .hasSize(1)
        .noneMatch(error -> error.contains("yet"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "[]", "1", "null", "\"text\"", "\n\t"})
  void shouldAskForAnObject(String text) {
    assertThat(rejected(text, MachineType.STANDARD))
        .containsExactly(
            new Diagnostic(
                Severity.ERROR,
                "SCHEMA_VALIDATION_FAILED",
                "Definition must be a valid JSON object",
                null,
                null));
  }

  @Test
  void shouldQuoteTheParser() {
    assertThat(rejected("not a definition", MachineType.STANDARD))
        .containsExactly(
            new Diagnostic(
                Severity.ERROR,
                "INVALID_JSON_DESCRIPTION",
                "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or"
                    + " token 'null', 'true' or 'false')\n"
                    + " at [Source: (String)\"not a definition\"; line: 1, column: 4]",
                "[Source: (String)\"not a definition\"; line: 1, column: 4]",
                new Position(1, 4)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"a\": }", "{\"a\": 1} x", "{\"a\": 01}", "{'a': 1}", "{\"a\": NaN}"})
  void shouldRefuseWhatIsNoJson(String text) {
    assertThat(rejected(text, MachineType.STANDARD))
        .extracting(Diagnostic::code)
        .containsExactly("INVALID_JSON_DESCRIPTION");
  }

  @Test
  void shouldTellLineAndColumn() {
    Diagnostic diagnostic =
        rejected(
                """
                {
                  "StartAt": "S",
                  "States": {
                    "S": {"Type": "Wait",
                      "Seconds": -1, "End": true}
                  }
                }
                """,
                MachineType.STANDARD)
            .getFirst();
    assertThat(diagnostic.location()).isEqualTo("/States/S/Seconds");
    assertThat(diagnostic.position()).isEqualTo(new Position(5, 7));
  }

  @Test
  void shouldTellThePlaceOfEachProblem() {
    assertThat(
            rejected(
                """
                {"StartAt": "S", "States": {
                  "S": {"Type": "Choice", "Choices": [
                    {"Variable": "$", "IsNull": true, "Next": "E"},
                    {"Variable": "$",
                     "IsNull": 1, "Next": "Gone"}]},
                  "E": {"Type": "Succeed"},
                  "E": {"Type": "Succeed"}}}
                """,
                MachineType.STANDARD))
        .extracting(Diagnostic::code, Diagnostic::position)
        .containsExactly(
            Tuple.tuple("SCHEMA_VALIDATION_FAILED", new Position(5, 6)),
            Tuple.tuple("MISSING_TRANSITION_TARGET", new Position(5, 19)),
            Tuple.tuple("DUPLICATE_STATE_NAME", new Position(7, 3)));
  }
}
