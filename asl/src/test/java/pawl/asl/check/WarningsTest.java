package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.check.Definitions.errors;
import static pawl.asl.check.Definitions.machine;
import static pawl.asl.check.Definitions.warnings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Type": "Pass", "End": true, "Parameters": {"a": "$.b"} | NO_DOLLAR at /States/S/Parameters/a
          "Type": "Pass", "End": true, "Parameters": {"c": [{"d": "States.UUID()"}]} | NO_DOLLAR at /States/S/Parameters/c[0]/d
          "Type": "Pass", "End": true, "Parameters": {"a": "$"} | NO_DOLLAR at /States/S/Parameters/a
          "Type": "Pass", "End": true, "Assign": {"a": "$$.Execution.Id"} | NO_DOLLAR at /States/S/Assign/a
          "Type": "Pass", "End": true, "Result": "$.a" | PASS_RESULT_IS_STATIC at /States/S/Result
          "Type": "Pass", "End": true, "Result": {"x.$": "$.y"} | PASS_RESULT_IS_STATIC at /States/S/Result
          "Type": "Pass", "End": true, "Result": [{"x": {"y": "States.UUID()"}}] | PASS_RESULT_IS_STATIC at /States/S/Result
          "Type": "Fail", "Cause": "$.error.Cause" | NO_PATH at /States/S/Cause
          "Type": "Fail", "Error": "$$.a" | NO_PATH at /States/S/Error
          """)
  void shouldWarnAboutWhatIsHardlyMeant(String fields, String expected) {
    assertThat(warnings(machine(fields))).containsExactly(expected);
  }

  @Test
  void shouldWarnAboutPathsThatAreCompared() {
    assertThat(
            warnings(
                """
                {"StartAt": "C", "States": {"E": {"Type": "Succeed"},
                  "C": {"Type": "Choice", "Choices": [
                    {"Variable": "$.a", "StringEquals": "$.b", "Next": "E"}]}}}
                """))
        .containsExactly("NO_PATH at /States/C/Choices[0]/StringEquals");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Type": "Pass", "End": true, "Parameters": {"price": "$5", "a.$": "$.b", "c": "States of America"}
          "Type": "Pass", "End": true, "Result": {"price": "$5"}
          "Type": "Fail", "Error": "$5"
          "Type": "Pass", "End": true, "QueryLanguage": "JSONata", "Output": {"a": "$.b"}
          "Type": "Fail", "QueryLanguage": "JSONata", "Error": "$.a"
          """)
  void shouldNotWarnAboutTheRest(String fields) {
    assertThat(warnings(machine(fields))).isEmpty();
  }

  @Test
  void shouldNeverLetWarningsCrowdOutErrors() {
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      parameters.append("\"a").append(i).append("\": \"$.b\", ");
    }
    String fields =
        "\"Type\": \"Pass\", \"Parameters\": {" + parameters + "\"x.$\": \"y\"}, \"End\": 1";
    assertThat(warnings(machine(fields))).hasSize(1000);
    assertThat(errors(machine(fields))).hasSizeGreaterThan(1);
  }
}
