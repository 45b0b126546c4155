package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.check.Definitions.errorsOfState;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          "Comment": "no type" | These fields are required: [Type] at ~
          "Type": "Walk" | Value should be one of the following: [Task, Parallel, Map, Pass, Wait, Choice, Succeed, Fail] at ~/Type
          "Type": "Succeed", "Foo": 1 | Field 'Foo' is not supported at ~
          "Type": "Succeed", "Assign": {} | Field 'Assign' is not supported at ~
          "Type": "Fail", "OutputPath": "$" | Field 'OutputPath' is not supported at ~
          "Type": "Wait", "Seconds": 1, "End": true, "ResultPath": "$" | Field 'ResultPath' is not supported at ~
          "Type": "Pass", "End": true, "Catch": [] | Field 'Catch' is not supported at ~
          "Type": "Pass", "End": true, "TimeoutSeconds": 1 | Field 'TimeoutSeconds' is not supported at ~
          "Type": "Pass", "End": true, "Output": 1 | The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at ~
          "Type": "Pass", "End": true, "QueryLanguage": "JSONata", "InputPath": "$" | The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at ~
          "Type": "Pass" | There should be one of the following fields: [Next, End] at ~
          "Type": "Pass", "End": false | There should be one of the following fields: [Next, End] at ~
          "Type": "Pass", "End": true, "Next": "S" | There should only be one of the following fields: [Next, End] at ~
          "Type": "Pass", "End": 1 | Expected value of type [BOOLEAN] at ~/End
          "Type": "Succeed", "End": true | Field 'End' is not supported at ~
          "Type": "Pass", "End": true, "Comment": 1 | Expected value of type [STRING] at ~/Comment
          "Type": "Pass", "End": true, "InputPath": "x" | Value must be a valid JSONPath. at ~/InputPath
          "Type": "Pass", "End": true, "OutputPath": 1 | Expected value of type [STRING] at ~/OutputPath
          "Type": "Pass", "End": true, "ResultPath": "$.a[*]" | Value is not a Reference Path at ~/ResultPath
          "Type": "Pass", "End": true, "ResultPath": "$$.a" | Value is not a Reference Path at ~/ResultPath
          "Type": "Pass", "End": true, "ResultPath": "$var" | Value is not a Reference Path at ~/ResultPath
          "Type": "Pass", "End": true, "Parameters": {"x": [{"y.$": "z"}]} | The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call at ~/Parameters
          "Type": "Pass", "End": true, "Parameters": {"y.$": 1} | The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call at ~/Parameters
          "Type": "Pass", "End": true, "Parameters": {"y.$": "States.Foo()"} | The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call at ~/Parameters
          "Type": "Pass", "End": true, "Assign": {"y.$": "z"} | The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call at ~/Assign
          "Type": "Pass", "End": true, "Assign": {"a b": 1} | 'a b' is not a valid variable name at ~/Assign
          "Type": "Pass", "End": true, "Assign": {"states": 1} | 'states' is not a valid variable name at ~/Assign
          "Type": "Pass", "End": true, "Assign": [] | Expected value of type [OBJECT] at ~/Assign
          "Type": "Wait", "End": true | There should be one of the following fields: [Seconds, Timestamp, SecondsPath, TimestampPath] at ~
          "Type": "Wait", "End": true, "Seconds": 1, "SecondsPath": "$.a" | There should only be one of the following fields: [Seconds, Timestamp, SecondsPath, TimestampPath] at ~
          "Type": "Wait", "End": true, "Seconds": -1 | Minimum value is 0 at ~/Seconds
          "Type": "Wait", "End": true, "Seconds": 1.5 | Expected value of type [INTEGER] at ~/Seconds
          "Type": "Wait", "End": true, "Seconds": "{% 1 %}" | Expected value of type [INTEGER] at ~/Seconds
          "Type": "Wait", "End": true, "SecondsPath": "$.a[*]" | Value is not a Reference Path at ~/SecondsPath
          "Type": "Wait", "End": true, "Timestamp": "2016-12-05 21:29:29Z" | String does not match RFC3339 timestamp at ~/Timestamp
          "Type": "Fail", "Error": "a", "ErrorPath": "$.a" | There should only be one of the following fields: [Error, ErrorPath] at ~
          "Type": "Fail", "Cause": 1 | Expected value of type [STRING] at ~/Cause
          "Type": "Fail", "CausePath": "States.Format()" | The value must be a valid JSONPath or a valid intrinsic function call at ~/CausePath
          "Type": "Task", "End": true | These fields are required: [Resource] at ~
          "Type": "Task", "End": true, "Resource": "x" | The resource provided x is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at ~/Resource
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 0 | Minimum value is 1 at ~/TimeoutSeconds
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 1, "TimeoutSecondsPath": "$.a" | There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath] at ~
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 5, "HeartbeatSeconds": 5 | HeartbeatSeconds must be smaller than TimeoutSeconds at ~
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Credentials": {} | The field 'RoleArn' is required but was missing at ~/Credentials
          "Type": "Parallel", "End": true | These fields are required: [Branches] at ~
          "Type": "Parallel", "End": true, "Branches": [] | Value cannot be empty at ~/Branches
          "Type": "Parallel", "End": true, "Branches": [{}] | These fields are required: [States, StartAt] at ~/Branches[0]
          # twice
          "Type": "Pass", "End": true, "Parameters": {"a": [{"b": 1, "b.$": "$.c"}]} | There should only be one of the following fields: [b, b.$] at ~/Parameters/a[0]
          "Type": "Pass", "End": true, "Assign": {"b": 1, "b.$": "$.c"} | There should only be one of the following fields: [b, b.$] at ~/Assign
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "ResultSelector": "$" | Expected value of type [OBJECT] at ~/ResultSelector
          """)
  void shouldCheckStates(String fields, String expected) {
    assertThat(errorsOfState(fields)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqs:sendMessage.sync",
        "lambda:invoke.sync:2",
        "aws-sdk:s3:listBuckets.sync",
        "dynamodb:getItem.waitForTaskToken",
        "glue:startJobRun.waitForTaskToken",
        "ecs:runTask.later"
      })
  void shouldRefuseWaysOfWaitingThatAServiceDoesNotHave(String resource) {
    String arn = "arn:aws:states:::" + resource;
    assertThat(errorsOfState("\"Type\": \"Task\", \"End\": true, \"Resource\": \"" + arn + "\""))
        .containsExactly(
            "The resource provided "
                + arn
                + " is not recognized. The value is not a valid resource ARN, or the resource is"
                + " not available in this region. at ~/Resource");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqs:sendMessage.waitForTaskToken",
        "states:startExecution.sync:2",
        "aws-sdk:s3:listBuckets.waitForTaskToken",
        "ecs:runTask.sync",
        "ecs:runTask.waitForTaskToken",
        "glue:startJobRun.sync",
        "somethingnew:doIt.sync"
      })
  void shouldAcceptWaysOfWaiting(String resource) {
    assertThat(
            errorsOfState(
                "\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::"
                    + resource
                    + "\""))
        .isEmpty();
  }
}
