package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.check.Definitions.errors;
import static pawl.asl.check.Definitions.errorsOfState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataStateCheckTest {
  private static final String DOWNGRADED =
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # fields
          "Type": "Pass", "End": true, "InputPath": "$" | The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at ~
          "Type": "Pass", "End": true, "OutputPath": 1 | The QueryLanguage is set to 'JSONata', but field 'OutputPath' is only supported for the 'JSONPath' QueryLanguage at ~
          "Type": "Pass", "End": true, "ResultPath": "x" | The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for the 'JSONPath' QueryLanguage at ~
          "Type": "Pass", "End": true, "Parameters": {} | The QueryLanguage is set to 'JSONata', but field 'Parameters' is only supported for the 'JSONPath' QueryLanguage at ~
          "Type": "Pass", "End": true, "Result": 1 | The QueryLanguage is set to 'JSONata', but field 'Result' is only supported for the 'JSONPath' QueryLanguage at ~
          "Type": "Pass", "End": true, "Arguments": {} | Field 'Arguments' is not supported at ~
          "Type": "Fail", "Output": {} | Field 'Output' is not supported at ~
          "Type": "Succeed", "Assign": {} | Field 'Assign' is not supported at ~
          "Type": "Fail", "ErrorPath": "$.a" | The QueryLanguage is set to 'JSONata', but field 'ErrorPath' is only supported for the 'JSONPath' QueryLanguage at ~
          "Type": "Wait", "End": true, "SecondsPath": "$.a" | The QueryLanguage is set to 'JSONata', but field 'SecondsPath' is only supported for the 'JSONPath' QueryLanguage at ~
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSecondsPath": "$.a" | The QueryLanguage is set to 'JSONata', but field 'TimeoutSecondsPath' is only supported for the 'JSONPath' QueryLanguage at ~
          # values
          "Type": "Pass", "End": true, "Assign": "{% {} %}" | Expected value of type [OBJECT] at ~/Assign
          "Type": "Pass", "End": true, "Assign": {"states": 1} | 'states' is not a valid variable name at ~/Assign
          "Type": "Pass", "End": true, "Assign": {"a.$": "$.b"} | 'a.$' is not a valid variable name at ~/Assign
          "Type": "Parallel", "End": true, "Arguments": 1, "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}] | Expected value of type [OBJECT] at ~/Arguments
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": "5" | Expected value of type [INTEGER] at ~/TimeoutSeconds
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 0 | Minimum value is 1 at ~/TimeoutSeconds
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Credentials": {"RoleArn.$": "$.a"} | The field 'RoleArn' is required but was missing at ~/Credentials
          "Type": "Wait", "End": true | There should be one of the following fields: [Seconds, Timestamp] at ~
          "Type": "Wait", "End": true, "Timestamp": "tomorrow" | String does not match RFC3339 timestamp at ~/Timestamp
          "Type": "Fail", "Error": 1 | Expected value of type [STRING] at ~/Error
          # expressions
          "Type": "Pass", "End": true, "Output": "{% a[1,2) %}" | INVALID_JSONATA_EXPRESSION: Expected "]", got "," at ~/Output
          "Type": "Pass", "End": true, "Output": "{% 1 + %}" | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Output
          "Type": "Pass", "End": true, "Output": "{%%}" | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Output
          "Type": "Pass", "End": true, "Output": {"a": {"b": [1, "{% 1 + %}"]}} | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Output/a/b[1]
          "Type": "Pass", "End": true, "Assign": {"Next": "{% 1 + %}"} | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Assign/Next
          "Type": "Wait", "End": true, "Seconds": "{% 1 + %}" | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Seconds
          "Type": "Wait", "End": true, "Timestamp": "{% 1 + %}" | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Timestamp
          "Type": "Fail", "Cause": "{% 1 + %}" | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Cause
          "Type": "Succeed", "Output": ["{% 1 + %}"] | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Output[0]
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Arguments": {"Comment": "{% 1 + %}"} | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Arguments/Comment
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "HeartbeatSeconds": "{% 1 + %}" | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/HeartbeatSeconds
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Credentials": {"RoleArn": "{% 1 + %}"} | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Credentials/RoleArn
          "Type": "Task", "Next": "S", "Resource": "arn:aws:states:::sqs:sendMessage", "Catch": [{"ErrorEquals": ["a"], "Output": "{% 1 + %}", "Next": "S"}] | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Catch[0]/Output
          "Type": "Task", "Next": "S", "Resource": "arn:aws:states:::sqs:sendMessage", "Catch": [{"ErrorEquals": ["a"], "ResultPath": "$", "Next": "S"}] | The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for the 'JSONPath' QueryLanguage at ~/Catch[0]
          # marks
          "Type": "Pass", "End": true, "Output": "{% 1" | A JSONata expression must begin with '{%' and end with '%}' at ~/Output
          "Type": "Pass", "End": true, "Output": "1 %}" | A JSONata expression must begin with '{%' and end with '%}' at ~/Output
          "Type": "Pass", "End": true, "Output": "{% 1 %} " | A JSONata expression must begin with '{%' and end with '%}' at ~/Output
          "Type": "Pass", "End": true, "Output": "{%}" | A JSONata expression must begin with '{%' and end with '%}' at ~/Output
          "Type": "Wait", "End": true, "Seconds": " {% 1 %}" | A JSONata expression must begin with '{%' and end with '%}' at ~/Seconds
          """)
  void shouldCheckJsonataStates(String fields, String expected) {
    assertThat(errorsOfState("\"QueryLanguage\": \"JSONata\", " + fields)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Type": "Pass", "End": true, "Output": {"v": "{% phone %}"} | Reference to 'phone' at the top level is not supported. at ~/Output/v
          "Type": "Pass", "End": true, "Output": "{% $.phone %}" | Reference to '$' at the top level is not supported. at ~/Output
          "Type": "Pass", "End": true, "Output": "{% $$.phone %}" | Reference to '$$' is not supported. at ~/Output
          "Type": "Pass", "End": true, "Output": "{% $states.input.a[$$.b] %}" | Reference to '$$' is not supported. at ~/Output
          "Type": "Pass", "End": true, "Output": "{% $map([1], function($x){ b + $x }) %}" | Reference to 'b' at the top level is not supported. at ~/Output
          "Type": "Pass", "End": true, "Output": "{% {aaa: 1} %}" | Reference to 'aaa' at the top level is not supported. at ~/Output
          "Type": "Pass", "End": true, "Output": "{% $states.result %}" | Field '$states.result' does not exist. at ~/Output
          "Type": "Pass", "End": true, "Output": "{% $states.errorOutput.Cause %}" | Field '$states.errorOutput' does not exist. at ~/Output
          "Type": "Pass", "End": true, "Output": "{% $states.foo %}" | Field '$states.foo' does not exist. at ~/Output
          "Type": "Pass", "End": true, "Assign": {"Comment": "{% phone %}"} | Reference to 'phone' at the top level is not supported. at ~/Assign/Comment
          "Type": "Wait", "End": true, "Seconds": "{% phone %}" | Reference to 'phone' at the top level is not supported. at ~/Seconds
          "Type": "Fail", "Cause": "{% phone %}" | Reference to 'phone' at the top level is not supported. at ~/Cause
          "Type": "Choice", "Choices": [{"Condition": "{% phone = 1 %}", "Next": "S"}] | Reference to 'phone' at the top level is not supported. at ~/Choices[0]/Condition
          "Type": "Task", "Next": "S", "Resource": "arn:aws:states:::sqs:sendMessage", "Arguments": {"a": "{% $states.result %}"} | Field '$states.result' does not exist. at ~/Arguments/a
          "Type": "Task", "Next": "S", "Resource": "arn:aws:states:::sqs:sendMessage", "Output": "{% $states.errorOutput %}" | Field '$states.errorOutput' does not exist. at ~/Output
          "Type": "Task", "Next": "S", "Resource": "arn:aws:states:::sqs:sendMessage", "Catch": [{"ErrorEquals": ["a"], "Output": {"v": "{% phone %}"}, "Next": "S"}] | Reference to 'phone' at the top level is not supported. at ~/Catch[0]/Output/v
          "Type": "Task", "Next": "S", "Resource": "arn:aws:states:::sqs:sendMessage", "Catch": [{"ErrorEquals": ["a"], "Assign": {"v": "{% $states.result %}"}, "Next": "S"}] | Field '$states.result' does not exist. at ~/Catch[0]/Assign/v
          """)
  void shouldRefuseWhatIsNotThere(String fields, String expected) {
    assertThat(errorsOfState("\"QueryLanguage\": \"JSONata\", " + fields))
        .contains("UNSUPPORTED_JSONATA_EXPRESSION: " + expected);
  }

  @Test
  void shouldNameEverythingThatIsNotThere() {
    assertThat(
            errorsOfState(
                "\"QueryLanguage\": \"JSONata\", \"Type\": \"Succeed\", \"Output\": \"{% aaa + bbb"
                    + " + aaa %}\""))
        .containsExactly(
            "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'aaa' at the top level is not supported."
                + " at ~/Output",
            "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'bbb' at the top level is not supported."
                + " at ~/Output");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Type\": \"Pass\", \"End\": true, \"Comment\": \"{% phone %}\"",
        "\"Type\": \"Pass\", \"End\": true, \"Output\": null",
        "\"Type\": \"Pass\", \"End\": true, \"Output\": [1, \"text\", \"$.a\", {\"b.$\": \"x\"}]",
        "\"Type\": \"Pass\", \"End\": true, \"Output\": \" {% untouched %} \"",
        "\"Type\": \"Pass\", \"End\": true, \"Output\": \"{%1%}\"",
        "\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% $states.input.phone & $phone %}\"",
        "\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% $eval('1') %}\"",
        "\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% $states.input.items[phone > 3].name"
            + " %}\"",
        "\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% $map($states.input.a, function($x){"
            + " $x.b }) %}\"",
        "\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::sqs:sendMessage\","
            + " \"Output\": \"{% $states.result %}\", \"Assign\": {\"a\": \"{% $states.result.b"
            + " %}\"}, \"Catch\": [{\"ErrorEquals\": [\"a\"], \"Next\": \"S\", \"Output\": \"{%"
            + " $states.errorOutput %}\"}]",
        "\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::sqs:sendMessage\","
            + " \"Credentials\": {\"RoleArn\": \"{% phone %}\"}",
        "\"Type\": \"Wait\", \"End\": true, \"Seconds\": \"{% 1 %}\"",
        "\"Type\": \"Wait\", \"End\": true, \"Timestamp\": \"{% $now() %}\"",
        "\"Type\": \"Fail\", \"Error\": \"{% 'a' %}\", \"Cause\": \"b\"",
        "\"Type\": \"Succeed\", \"Output\": \"{% $states.context.Execution.Id %}\"",
      })
  void shouldAcceptJsonataStates(String fields) {
    assertThat(errorsOfState("\"QueryLanguage\": \"JSONata\", " + fields)).isEmpty();
  }

  @Test
  void shouldTakeJsonataStringsLiterallyInJsonPathStates() {
    assertThat(errorsOfState("\"Type\": \"Pass\", \"End\": true, \"Result\": \"{% 1 + %}\""))
        .isEmpty();
    assertThat(errorsOfState("\"Type\": \"Wait\", \"End\": true, \"Seconds\": \"{% 1 %}\""))
        .containsExactly("Expected value of type [INTEGER] at ~/Seconds");
  }

  /** Nothing is said about the fields, but about their values. */
  @Test
  void shouldRefuseJsonPathInJsonataMachines() {
    String machine =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {%s}}}";
    assertThat(
            errors(
                machine.formatted(
                    "\"Type\": \"Pass\", \"QueryLanguage\": \"JSONPath\", \"Output\": 1, \"End\":"
                        + " true")))
        .containsExactly("SCHEMA_VALIDATION_FAILED: " + DOWNGRADED + " at /States/S");
    assertThat(
            errors(
                machine.formatted(
                    "\"Type\": \"Wait\", \"QueryLanguage\": \"JSONPath\", \"Seconds\": -1, \"End\":"
                        + " true")))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: " + DOWNGRADED + " at /States/S",
            "SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/S/Seconds");
  }

  /** Only the exact name is JSONPath; everything else is JSONata, however wrong. */
  @ParameterizedTest
  @ValueSource(strings = {"\"jsonpath\"", "\"jsonata\"", "\"foo\"", "5"})
  void shouldTakeWrongNamesForJsonata(String language) {
    assertThat(
            errorsOfState(
                "\"Type\": \"Pass\", \"End\": true, \"InputPath\": \"$.a\", \"QueryLanguage\": "
                    + language))
        .containsExactly(
            "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the"
                + " 'JSONPath' QueryLanguage at ~",
            language.equals("5")
                ? "Expected value of type [STRING] at ~/QueryLanguage"
                : "Value should be one of the following: [JSONPath, JSONata] at ~/QueryLanguage");
  }

  @Test
  void shouldNotPassTheLanguageOfAMapToItsStates() {
    String inner =
        "\"ItemProcessor\": {\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\","
            + " \"Output\": 1, \"End\": true}}}";
    assertThat(
            errorsOfState(
                "\"Type\": \"Map\", \"End\": true, \"QueryLanguage\": \"JSONata\", " + inner))
        .containsExactly(
            "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the"
                + " 'JSONata' QueryLanguage at ~/ItemProcessor/States/P");
  }
}
