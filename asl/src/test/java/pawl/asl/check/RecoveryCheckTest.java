package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.check.Definitions.errorsOfState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryCheckTest {
  private static final String TASK =
      "\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::sqs:sendMessage\", ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          "Retry": {} | Expected value of type [ARRAY] at ~/Retry
          "Retry": [{}] | These fields are required: [ErrorEquals] at ~/Retry[0]
          "Retry": [{"ErrorEquals": []}] | Value cannot be empty at ~/Retry[0]/ErrorEquals
          "Retry": [{"ErrorEquals": [1]}] | Expected value of type [STRING] at ~/Retry[0]/ErrorEquals[0]
          "Retry": [{"ErrorEquals": ["a"], "IntervalSeconds": 0}] | Minimum value is 1 at ~/Retry[0]/IntervalSeconds
          "Retry": [{"ErrorEquals": ["a"], "MaxAttempts": -1}] | Minimum value is 0 at ~/Retry[0]/MaxAttempts
          "Retry": [{"ErrorEquals": ["a"], "BackoffRate": 0.5}] | Minimum value is 1.0 at ~/Retry[0]/BackoffRate
          "Retry": [{"ErrorEquals": ["a"], "MaxDelaySeconds": 1}] | MaxDelaySeconds must be greater than IntervalSeconds at ~/Retry[0]
          "Retry": [{"ErrorEquals": ["a"], "MaxDelaySeconds": 31622401}] | Maximum value is 31622400 at ~/Retry[0]/MaxDelaySeconds
          "Retry": [{"ErrorEquals": ["a"], "JitterStrategy": "SOME"}] | Value should be one of the following: [FULL, NONE] at ~/Retry[0]/JitterStrategy
          "Catch": [{"ErrorEquals": ["a"]}] | These fields are required: [Next] at ~/Catch[0]
          "Catch": [{"ErrorEquals": ["a"], "Next": "S", "ResultPath": "$..a"}] | Value is not a Reference Path at ~/Catch[0]/ResultPath
          "Catch": [{"ErrorEquals": ["a"], "Next": "S", "Output": 1}] | The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at ~/Catch[0]
          "Retry": [{"ErrorEquals": ["a"], "Next": "S"}] | Field 'Next' is not supported at ~/Retry[0]
          "Retry": [{"ErrorEquals": ["a"], "Comment": 1}] | Expected value of type [STRING] at ~/Retry[0]/Comment
          "Catch": [1] | Expected value of type [OBJECT] at ~/Catch[0]
          "Catch": [{"ErrorEquals": ["a"], "Next": "S", "Assign": {"states": 1}}] | 'states' is not a valid variable name at ~/Catch[0]/Assign
          "Retry": [{"ErrorEquals": ["States.ALL", "a"]}] | States.ALL must appear alone and at end of list at ~/Retry[0]/ErrorEquals[0]
          "Retry": [{"ErrorEquals": ["a", "States.ALL"]}] | States.ALL must appear alone and at end of list at ~/Retry[0]/ErrorEquals[1]
          "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["a"]}] | States.ALL must appear alone and at end of list at ~/Retry[0]/ErrorEquals[0]
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}, {"ErrorEquals": ["a"], "Next": "S"}] | States.ALL must appear alone and at end of list at ~/Catch[0]/ErrorEquals[0]
          """)
  void shouldCheckRetryAndCatch(String fields, String expected) {
    assertThat(errorsOfState(TASK + fields)).containsExactly(expected);
  }

  @Test
  void shouldLetNoRetrierHaveJsonata() {
    assertThat(
            errorsOfState(
                TASK
                    + """
                    "QueryLanguage": "JSONata",
                    "Retry": [{"ErrorEquals": ["{% phone %}"], "MaxAttempts": "{% 1 %}"}]
                    """))
        .containsExactly("Expected value of type [INTEGER] at ~/Retry[0]/MaxAttempts");
  }
}
