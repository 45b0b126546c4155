package pawl.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.Programs.compile;
import static pawl.asl.Programs.rejected;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.Diagnostic;
import pawl.asl.Diagnostic.Position;
import pawl.asl.Diagnostic.Severity;
import pawl.asl.MachineType;
import pawl.asl.Programs;

class DefinitionCheckTest {
  private static List<String> errors(String definition, MachineType type) {
    return rejected(definition, type).stream()
        .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .map(d -> d.code() + ": " + d.message() + " at " + d.location())
        .toList();
  }

  private static List<String> errors(String definition) {
    return errors(definition, MachineType.STANDARD);
  }

  /** Messages about a machine whose only state is S, with their places inside S. */
  private static List<String> errorsOfState(String fields) {
    return errors(machine(fields)).stream()
        .map(error -> error.replaceFirst("^SCHEMA_VALIDATION_FAILED: ", ""))
        .map(error -> error.replaceFirst(" at /States/S", " at "))
        .toList();
  }

  private static String machine(String fields) {
    return "{\"StartAt\": \"S\", \"States\": {\"S\": {" + fields + "}}}";
  }

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
          {"StartAt": 1, "States": {"S": {"Type": "Succeed"}}} | SCHEMA_VALIDATION_FAILED: Expected value of type String at /StartAt
          {"StartAt": "S", "States": []} | SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States
          {"StartAt": "S", "States": {"S": 1}} | SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States/S
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "Foo": 1} | SCHEMA_VALIDATION_FAILED: Field 'Foo' is not supported at /
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "Version": "2.0"} | SCHEMA_VALIDATION_FAILED: Value is not one of the allowed values: [1.0] at /Version
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "TimeoutSeconds": 0} | SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /TimeoutSeconds
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "TimeoutSeconds": 100000000} | SCHEMA_VALIDATION_FAILED: Maximum value is 99999999 at /TimeoutSeconds
          {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}, "QueryLanguage": "XPath"} | SCHEMA_VALIDATION_FAILED: Value is not one of the allowed values: [JSONPath, JSONata] at /QueryLanguage
          """)
  void shouldCheckTheMachine(String definition, String expected) {
    assertThat(errors(definition)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Comment": "no type"                           | These fields are required: [Type] at
          "Type": "Walk"                                 | Value is not one of the allowed values: [Task, Parallel, Map, Pass, Wait, Choice, Succeed, Fail] at /Type
          # fields that other states or languages have
          "Type": "Succeed", "Foo": 1                    | Field 'Foo' is not supported at
          "Type": "Succeed", "Assign": {}                | Field 'Assign' is not supported at
          "Type": "Fail", "OutputPath": "$"              | Field 'OutputPath' is not supported at
          "Type": "Wait", "Seconds": 1, "End": true, "ResultPath": "$" | Field 'ResultPath' is not supported at
          "Type": "Pass", "End": true, "Catch": []       | Field 'Catch' is not supported at
          "Type": "Pass", "End": true, "TimeoutSeconds": 1 | Field 'TimeoutSeconds' is not supported at
          "Type": "Pass", "End": true, "Output": 1       | The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at
          "Type": "Pass", "End": true, "QueryLanguage": "JSONata", "InputPath": "$" | The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at
          # transitions
          "Type": "Pass"                                 | There should be one of the following fields: [Next, End] at
          "Type": "Pass", "End": false                   | There should be one of the following fields: [Next, End] at
          "Type": "Pass", "End": true, "Next": "S"       | There should only be one of the following fields: [Next, End] at
          "Type": "Pass", "End": 1                       | Expected value of type Boolean at /End
          "Type": "Succeed", "End": true                 | Field 'End' is not supported at
          # data flow
          "Type": "Pass", "End": true, "Comment": 1      | Expected value of type String at /Comment
          "Type": "Pass", "End": true, "InputPath": "x"  | Value must be a valid JSONPath. at /InputPath
          "Type": "Pass", "End": true, "OutputPath": 1   | Expected value of type String at /OutputPath
          "Type": "Pass", "End": true, "ResultPath": "$.a[*]" | Value is not a Reference Path at /ResultPath
          "Type": "Pass", "End": true, "ResultPath": "$$.a" | Value is not a Reference Path at /ResultPath
          "Type": "Pass", "End": true, "ResultPath": "$var" | Value is not a Reference Path at /ResultPath
          "Type": "Pass", "End": true, "Parameters": {"x": [{"y.$": "z"}]} | The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call at /Parameters
          "Type": "Pass", "End": true, "Parameters": {"y.$": 1} | The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call at /Parameters
          "Type": "Pass", "End": true, "Parameters": {"y.$": "States.Foo()"} | The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call at /Parameters
          "Type": "Pass", "End": true, "Assign": {"y.$": "z"} | The value for the field 'y.$' must be a valid JSONPath or a valid intrinsic function call at /Assign
          "Type": "Pass", "End": true, "Assign": {"a b": 1} | 'a b' is not a valid variable name at /Assign
          "Type": "Pass", "End": true, "Assign": {"states": 1} | 'states' is not a valid variable name at /Assign
          "Type": "Pass", "End": true, "Assign": []      | Expected value of type Object at /Assign
          # Wait
          "Type": "Wait", "End": true                    | There should be one of the following fields: [Seconds, Timestamp, SecondsPath, TimestampPath] at
          "Type": "Wait", "End": true, "Seconds": 1, "SecondsPath": "$.a" | There should only be one of the following fields: [Seconds, Timestamp, SecondsPath, TimestampPath] at
          "Type": "Wait", "End": true, "Seconds": -1     | Minimum value is 0 at /Seconds
          "Type": "Wait", "End": true, "Seconds": 1.5    | Expected value of type Integer at /Seconds
          "Type": "Wait", "End": true, "Seconds": "{% 1 %}" | Expected value of type Integer at /Seconds
          "Type": "Wait", "End": true, "SecondsPath": "$.a[*]" | Value is not a Reference Path at /SecondsPath
          "Type": "Wait", "End": true, "Timestamp": "2016-12-05 21:29:29Z" | String does not match RFC3339 timestamp at /Timestamp
          # Fail
          "Type": "Fail", "Error": "a", "ErrorPath": "$.a" | There should only be one of the following fields: [Error, ErrorPath] at
          "Type": "Fail", "Cause": 1                     | Expected value of type String at /Cause
          "Type": "Fail", "CausePath": "States.Format()" | The value must be a valid JSONPath or a valid intrinsic function call at /CausePath
          # Task
          "Type": "Task", "End": true                    | These fields are required: [Resource] at
          "Type": "Task", "End": true, "Resource": "x"   | The resource provided x is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /Resource
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 0 | Minimum value is 1 at /TimeoutSeconds
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 1, "TimeoutSecondsPath": "$.a" | There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath] at
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": 5, "HeartbeatSeconds": 5 | HeartbeatSeconds must be smaller than TimeoutSeconds at
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Credentials": {} | The field 'RoleArn' is required but was missing at /Credentials
          # Retry and Catch
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": {} | Expected value of type Array at /Retry
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{}] | These fields are required: [ErrorEquals] at /Retry[0]
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": []}] | Value cannot be empty at /Retry[0]/ErrorEquals
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": [1]}] | Expected value of type String at /Retry[0]/ErrorEquals[0]
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["a"], "IntervalSeconds": 0}] | Minimum value is 1 at /Retry[0]/IntervalSeconds
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["a"], "MaxAttempts": -1}] | Minimum value is 0 at /Retry[0]/MaxAttempts
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["a"], "BackoffRate": 0.5}] | Minimum value is 1.0 at /Retry[0]/BackoffRate
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["a"], "MaxDelaySeconds": 1}] | MaxDelaySeconds must be greater than IntervalSeconds at /Retry[0]
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["a"], "MaxDelaySeconds": 31622401}] | Maximum value is 31622400 at /Retry[0]/MaxDelaySeconds
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["a"], "JitterStrategy": "SOME"}] | Value is not one of the allowed values: [FULL, NONE] at /Retry[0]/JitterStrategy
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["States.ALL", "a"]}] | States.ALL must appear alone at /Retry[0]/ErrorEquals
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["a"]}] | States.ALL must appear in the last element at /Retry[0]/ErrorEquals
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Catch": [{"ErrorEquals": ["a"]}] | These fields are required: [Next] at /Catch[0]
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Catch": [{"ErrorEquals": ["a"], "Next": "S", "ResultPath": "$..a"}] | Value is not a Reference Path at /Catch[0]/ResultPath
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Catch": [{"ErrorEquals": ["a"], "Next": "S", "Output": 1}] | The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /Catch[0]
          # Parallel and Map
          "Type": "Parallel", "End": true                | These fields are required: [Branches] at
          "Type": "Parallel", "End": true, "Branches": [] | Value cannot be empty at /Branches
          "Type": "Parallel", "End": true, "Branches": [{}] | These fields are required: [States, StartAt] at /Branches[0]
          "Type": "Map", "End": true                     | These fields are required: [ItemProcessor] at
          "Type": "Map", "End": true, "ItemProcessor": {"QueryLanguage": "JSONPath", "StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Field 'QueryLanguage' is not supported at /ItemProcessor
          "Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "FAST"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Value is not one of the allowed values: [INLINE, DISTRIBUTED] at /ItemProcessor/ProcessorConfig/Mode
          "Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | These fields are required: [ExecutionType] at /ItemProcessor/ProcessorConfig
          "Type": "Map", "End": true, "MaxConcurrency": -1, "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Minimum value is 0 at /MaxConcurrency
          "Type": "Map", "End": true, "MaxConcurrency": 1, "MaxConcurrencyPath": "$.a", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | There should only be one of the following fields: [MaxConcurrency, MaxConcurrencyPath] at
          "Type": "Map", "End": true, "MaxConcurrencyPath": "$$.Execution.Input.n", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Value is not a Reference Path at /MaxConcurrencyPath
          "Type": "Map", "End": true, "ToleratedFailurePercentage": 101, "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Maximum value is 100.0 at /ToleratedFailurePercentage
          "Type": "Map", "End": true, "ToleratedFailurePercentage": -1, "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Minimum value is 0.0 at /ToleratedFailurePercentage
          "Type": "Map", "End": true, "Parameters": {}, "ItemSelector": {}, "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | There should only be one of the following fields: [Parameters, ItemSelector] at
          "Type": "Map", "End": true, "ItemReader": {}, "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Field 'ItemReader' is only supported in Map states of Mode 'DISTRIBUTED' at
          "Type": "Map", "End": true, "ItemBatcher": {}, "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Field 'ItemBatcher' is only supported in Map states of Mode 'DISTRIBUTED' at
          "Type": "Map", "End": true, "ResultWriter": {}, "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Field 'ResultWriter' is only supported in Map states of Mode 'DISTRIBUTED' at
          "Type": "Map", "End": true, "Label": "l", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}} | Field 'Label' is only supported in Map states of Mode 'DISTRIBUTED' at
          # Choice
          "Type": "Choice"                               | These fields are required: [Choices] at
          "Type": "Choice", "Choices": []                | Value cannot be empty at /Choices
          "Type": "Choice", "Choices": [{"Variable": "$.a", "StringMatches": "b"}] | These fields are required: [Next] at /Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "a", "StringMatches": "b", "Next": "S"}] | Value must be a valid JSONPath. at /Choices[0]/Variable
          "Type": "Choice", "Choices": [{"StringMatches": "b", "Next": "S"}] | These fields are required: [Variable] at /Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "Next": "S"}] | The rule needs And, Or, Not, or a Variable and a comparison at /Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "IsString": true, "Next": "S"}] | There should only be one of the following fields: [IsNull, IsString] at /Choices[0]
          "Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": "true", "Next": "S"}] | Expected value of type Boolean at /Choices[0]/IsNull
          "Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": "1", "Next": "S"}] | Expected value of type Number at /Choices[0]/NumericEquals
          "Type": "Choice", "Choices": [{"Variable": "$.a", "StringEquals": 1, "Next": "S"}] | Expected value of type String at /Choices[0]/StringEquals
          "Type": "Choice", "Choices": [{"Variable": "$.a", "TimestampEquals": "now", "Next": "S"}] | String does not match RFC3339 timestamp at /Choices[0]/TimestampEquals
          "Type": "Choice", "Choices": [{"Variable": "$.a", "StringEqualsPath": "b", "Next": "S"}] | Value must be a valid JSONPath. at /Choices[0]/StringEqualsPath
          "Type": "Choice", "Choices": [{"And": [], "Next": "S"}] | Value cannot be empty at /Choices[0]/And
          "Type": "Choice", "Choices": [{"Not": {"Variable": "$.a", "IsNull": true, "Next": "S"}, "Next": "S"}] | Field 'Next' is not supported at /Choices[0]/Not
          "Type": "Choice", "Choices": [{"Or": [{"Variable": "$.a", "IsNull": 1}], "Next": "S"}] | Expected value of type Boolean at /Choices[0]/Or[0]/IsNull
          """)
  void shouldCheckStates(String fields, String expected) {
    assertThat(errorsOfState(fields))
        .contains(expected.endsWith(" at") ? expected + " " : expected);
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
            "DUPLICATE_LABEL_NAME: Duplicate Label: l at /ItemProcessor/States/M/Label");
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

  @Test
  void shouldRefuseJsonPathInJsonataMachines() {
    assertThat(
            errors(
                """
                {"QueryLanguage": "JSONata", "StartAt": "S", "States": {
                  "S": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": true}}}
                """))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata'"
                + " for whole state machine at /States/S");
  }

  @Test
  void shouldCheckTheStructureOfJsonataStates() {
    assertThat(
            errorsOfState(
                "\"Type\": \"Choice\", \"QueryLanguage\": \"JSONata\", \"Choices\":"
                    + " [{\"Variable\": \"$\", \"Next\": \"S\"}]"))
        .contains(
            "These fields are required: [Condition] at /Choices[0]",
            "The QueryLanguage is set to 'JSONata', but field 'Variable' is only supported for the"
                + " 'JSONPath' QueryLanguage at /Choices[0]");
    compile(
        machine(
            """
            "Type": "Map", "QueryLanguage": "JSONata", "End": true, "Items": "{% $a %}",
            "MaxConcurrency": "{% 1 %}", "Output": {"a": "{% $states.result %}"},
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}
            """));
  }

  @Test
  void shouldLetInlineMapsTolerateFailures() {
    String map =
        "\"Type\": \"Map\", \"End\": true, \"ToleratedFailureCount\": 1, %s\"ItemProcessor\":"
            + " {%s\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}";
    compile(machine(map.formatted("\"ToleratedFailurePercentagePath\": \"$.p\", ", "")));
    compile(
        machine(
            map.formatted(
                "\"ToleratedFailurePercentage\": 50, ",
                "\"ProcessorConfig\": {\"Mode\": \"INLINE\"}, ")));
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

  @Test
  void shouldWarnAboutWhatIsHardlyMeant() {
    Compilation compilation =
        AslCompiler.compile(
            machine(
                "\"Type\": \"Pass\", \"End\": true, \"Parameters\": {\"a\": \"$.b\", \"c\":"
                    + " [{\"d\": \"States.UUID()\"}]}, \"Result\": {\"x.$\": \"$.y\"}"),
            MachineType.STANDARD);
    assertThat(((Compilation.Compiled) compilation).warnings())
        .extracting(Diagnostic::code, Diagnostic::location)
        .containsExactly(
            Tuple.tuple("NO_DOLLAR", "/States/S/Parameters/a"),
            Tuple.tuple("NO_DOLLAR", "/States/S/Parameters/c[0]/d"),
            Tuple.tuple("PASS_RESULT_IS_STATIC", "/States/S/Result"));
    assertThat(Programs.compile(machine("\"Type\": \"Succeed\"")).flows()).hasSize(1);
  }
}
