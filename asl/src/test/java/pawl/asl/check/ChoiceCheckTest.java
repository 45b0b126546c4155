package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.check.Definitions.errorsOfState;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          "Type": "Choice" | These fields are required: [Choices] at ~
          "Type": "Choice", "Choices": [] | Value cannot be empty at ~/Choices
          "Type": "Choice", "Choices": [{"Variable": "$.a", "StringMatches": "b"}] | These fields are required: [Next] at ~/Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "a", "StringMatches": "b", "Next": "S"}] | Value must be a valid JSONPath. at ~/Choices[0]/Variable
          "Type": "Choice", "Choices": [{"StringMatches": "b", "Next": "S"}] | These fields are required: [Variable] at ~/Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "Next": "S"}] | The rule needs And, Or, Not, or a Variable and a comparison at ~/Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "IsString": true, "Next": "S"}] | There should only be one of the following fields: [IsNull, IsString] at ~/Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": "true", "Next": "S"}] | Expected value of type [BOOLEAN] at ~/Choices[0]/IsNull
          "Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": "1", "Next": "S"}] | Expected value of type [NUMBER] at ~/Choices[0]/NumericEquals
          "Type": "Choice", "Choices": [{"Variable": "$.a", "StringEquals": 1, "Next": "S"}] | Expected value of type [STRING] at ~/Choices[0]/StringEquals
          "Type": "Choice", "Choices": [{"Variable": "$.a", "TimestampEquals": "now", "Next": "S"}] | String does not match RFC3339 timestamp at ~/Choices[0]/TimestampEquals
          "Type": "Choice", "Choices": [{"Variable": "$.a", "StringEqualsPath": "b", "Next": "S"}] | Value must be a valid JSONPath. at ~/Choices[0]/StringEqualsPath
          "Type": "Choice", "Choices": [{"And": [], "Next": "S"}] | Value cannot be empty at ~/Choices[0]/And
          "Type": "Choice", "Choices": [{"Not": {"Variable": "$.a", "IsNull": true, "Next": "S"}, "Next": "S"}] | Field 'Next' is not supported at ~/Choices[0]/Not
          "Type": "Choice", "Choices": [{"Or": [{"Variable": "$.a", "IsNull": 1}], "Next": "S"}] | Expected value of type [BOOLEAN] at ~/Choices[0]/Or[0]/IsNull
          "Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "S"}] | The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' QueryLanguage at ~/Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Output": 1, "Next": "S"}] | The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at ~/Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Foo": 1, "Next": "S"}] | Field 'Foo' is not supported at ~/Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "Not": {"Variable": "$.a", "IsNull": true}, "Next": "S"}] | Field 'Variable' is not supported at ~/Choices[0]
          # JSONata
          "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Next": "S"}] | These fields are required: [Condition] at ~/Choices[0]
          "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": "true", "Next": "S"}] | Expected value of type [BOOLEAN] at ~/Choices[0]/Condition
          "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": true}] | These fields are required: [Next] at ~/Choices[0]
          "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": true, "IsNull": true, "Next": "S"}] | The QueryLanguage is set to 'JSONata', but field 'IsNull' is only supported for the 'JSONPath' QueryLanguage at ~/Choices[0]
          "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": true, "Variable": "$", "Next": "S"}] | The QueryLanguage is set to 'JSONata', but field 'Variable' is only supported for the 'JSONPath' QueryLanguage at ~/Choices[0]
          "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": true, "Foo": 1, "Next": "S"}] | Field 'Foo' is not supported at ~/Choices[0]
          "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": "{% 1 + %}", "Next": "S"}] | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Choices[0]/Condition
          "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition": true, "Output": {"a": ["{% 1 + %}"]}, "Next": "S"}] | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at ~/Choices[0]/Output/a[0]
          """)
  void shouldCheckChoices(String fields, String expected) {
    assertThat(errorsOfState(fields)).contains(expected);
  }
}
