package pawl.asl.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.Programs.compile;
import static pawl.asl.Programs.error;
import static pawl.asl.Programs.state;
import static pawl.asl.Programs.value;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Environments;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;
import pawl.asl.program.Step.WaitTime;

class FieldsTest {
  private static final String PROCESSOR =
      "\"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}";

  private static Step.Wait wait(String fields) {
    return (Step.Wait) state("\"Type\": \"Wait\", \"Next\": \"T\", " + fields);
  }

  private static Step.Task task(String fields) {
    return (Step.Task)
        state(
            "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage\", \"Next\":"
                + " \"T\", "
                + fields);
  }

  private static Step.Map map(String fields) {
    return (Step.Map) state("\"Type\": \"Map\", \"Next\": \"T\", " + PROCESSOR + ", " + fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Seconds": 5                                    | 5
          "SecondsPath": "$.n"                            | 3
          "SecondsPath": "$.m", "InputPath": "$.in"       | 7
          "SecondsPath": "$v"                             | 9
          """)
  void shouldWaitSeconds(String fields, long expected) {
    Environment environment =
        Environments.of("{\"n\": 3, \"in\": {\"m\": 7}}", Map.of("v", Payload.ofText("9")));
    assertThat(value(wait(fields).time().evaluate(environment)))
        .isEqualTo(new WaitTime.Seconds(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Timestamp": "2024-11-06T09:42:03Z"
          "TimestampPath": "$.t"
          """)
  void shouldWaitUntil(String fields) {
    Environment environment = Environments.of("{\"t\": \"2024-11-06T10:42:03.000000+01:00\"}");
    assertThat(value(wait(fields).time().evaluate(environment)))
        .isEqualTo(new WaitTime.Until(Instant.parse("2024-11-06T09:42:03Z").toEpochMilli()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "SecondsPath": "$.no"     | The SecondsPath parameter does not reference an input value: $.no
          "SecondsPath": "$.half"   | The SecondsPath parameter cannot be parsed as a long value: $.half == 1.5
          "SecondsPath": "$.text"   | The SecondsPath parameter cannot be parsed as a long value: $.text == 5
          "SecondsPath": "$.minus"  | The SecondsPath parameter references a negative value: $.minus == -1
          "TimestampPath": "$.no"   | The TimestampPath parameter does not reference an input value: $.no
          "TimestampPath": "$.t"    | The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.t == 2016-12-05 21:29:29Z
          "TimestampPath": "$.half" | The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.half == 1.5
          """)
  void shouldComplainAboutWaits(String fields, String cause) {
    Environment environment =
        Environments.of(
            "{\"half\": 1.5, \"text\": \"5\", \"minus\": -1, \"t\": \"2016-12-05 21:29:29Z\"}");
    assertThat(error(wait(fields).time().evaluate(environment)).cause()).isEqualTo(cause);
  }

  @Test
  void shouldReadTimeoutsAndCredentials() {
    Step.Task task =
        task(
            """
            "TimeoutSecondsPath": "$.t", "HeartbeatSeconds": 5,
            "Credentials": {"RoleArn.$": "States.Format('arn:{}', $.role)"}
            """);
    Environment environment = Environments.of("{\"t\": 300, \"role\": \"r\"}");
    assertThat(value(task.timeoutSeconds().evaluate(environment))).isEqualTo(300);
    assertThat(value(task.heartbeatSeconds().evaluate(environment))).isEqualTo(5);
    assertThat(value(task.credentialsRoleArn().evaluate(environment))).isEqualTo("arn:r");
    assertThat(error(task.timeoutSeconds().evaluate(Environments.of("{}"))).cause())
        .isEqualTo("Invalid path '$.t' : No results for path: $['t']");
    Step.Task plain = task("\"Credentials\": {\"RoleArn\": \"arn:x\"}");
    assertThat(plain.timeoutSeconds()).isNull();
    assertThat(plain.heartbeatSeconds()).isNull();
    assertThat(value(plain.credentialsRoleArn().evaluate(environment))).isEqualTo("arn:x");
  }

  private static Step.Fail fail(String fields) {
    String state = "{\"Type\": \"Fail\", " + fields + "}";
    return (Step.Fail)
        compile("{\"StartAt\": \"F\", \"States\": {\"F\": " + state + "}}").top().step(0);
  }

  @Test
  void shouldFailWithLiteralsPathsAndCalls() {
    Step.Fail literal = fail("\"Error\": \"E\", \"CausePath\": \"States.Format('{}!', $.c)\"");
    assertThat(value(literal.error().evaluate(Environments.of("{}")))).isEqualTo("E");
    assertThat(value(literal.cause().evaluate(Environments.of("{\"c\": 1}")))).isEqualTo("1!");
    Step.Fail paths = fail("\"ErrorPath\": \"$.x\", \"CausePath\": \"$$.State.Name\"");
    assertThat(value(paths.error().evaluate(Environments.of("{\"x\": \"y\"}")))).isEqualTo("y");
    assertThat(value(paths.cause().evaluate(Environments.of("{}")))).isEqualTo("Here");
    Step.Fail nothing = fail("\"Comment\": \"no error, no cause\"");
    assertThat(nothing.error()).isNull();
    assertThat(nothing.cause()).isNull();
  }

  @Test
  void shouldComplainAboutErrorPaths() {
    Step.Fail fail = fail("\"ErrorPath\": \"$.x\"");
    assertThat(error(fail.error().evaluate(Environments.of("{}"))).cause())
        .isEqualTo(
            "The JSONPath '$.x' specified for the field 'ErrorPath' could not be found in the"
                + " input '{}'");
    assertThat(error(fail.error().evaluate(Environments.of("{\"x\": 1}"))).cause())
        .isEqualTo("The value of the field 'ErrorPath' must be a string but was: 1");
  }

  @Test
  void shouldReadTheFieldsOfAMap() {
    Step.Map map =
        map(
            """
            "InputPath": "$.in", "ItemsPath": "$.list", "MaxConcurrencyPath": "$.n",
            "ToleratedFailureCountPath": "$.text", "ToleratedFailurePercentagePath": "$.d",
            "ItemSelector": {"all.$": "$.n", "index.$": "$$.Execution.Name"}
            """);
    Environment environment =
        Environments.of("{\"in\": {\"list\": [1, {}], \"n\": 0, \"text\": \"1\", \"d\": 2.5}}");
    assertThat(value(map.items().evaluate(environment)))
        .containsExactly(MapItem.of(Payload.ofText("1")), MapItem.of(Payload.EMPTY_OBJECT));
    assertThat(value(map.maxConcurrency().evaluate(environment))).isZero();
    assertThat(value(map.toleratedFailureCount().evaluate(environment))).isEqualTo(1);
    assertThat(value(map.toleratedFailurePercentage().evaluate(environment))).isEqualTo(2.5);
    assertThat(value(map.itemSelector().evaluate(environment)).text())
        .isEqualTo("{\"all\":0,\"index\":\"run\"}");
    assertThat(map.distributed()).isNull();
  }

  @Test
  void shouldKnowTheOlderFormOfAMap() {
    Step.Map map =
        (Step.Map)
            state(
                """
                "Type": "Map", "Next": "T", "Parameters": {"p.$": "$"}, "ResultPath": "$.r",
                "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}
                """);
    Environment environment = Environments.of("[5]");
    assertThat(value(map.data().arguments(environment)).text()).isEqualTo("[5]");
    assertThat(value(map.itemSelector().evaluate(environment)).text()).isEqualTo("{\"p\":[5]}");
    assertThat(map.distributed()).isNull();
    assertThat(map.maxConcurrency()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "ToleratedFailureCountPath": "$.half"        | The ToleratedFailureCountPath field refers to value "1.5" which is not a valid integer: $.half
          "ToleratedFailureCountPath": "$.object"      | The ToleratedFailureCountPath field refers to value "{}" which is not a valid integer: $.object
          "ToleratedFailureCountPath": "$.minus"       | ToleratedFailureCount cannot be negative.
          "ToleratedFailurePercentagePath": "$.minus"  | ToleratedFailurePercentage must be between 0 and 100.
          "ToleratedFailurePercentagePath": "$.large"  | ToleratedFailurePercentage must be between 0 and 100.
          "MaxConcurrencyPath": "$.half"               | The MaxConcurrencyPath field refers to value "1.5" which is not a valid integer: $.half
          "MaxConcurrencyPath": "$.no"                 | Invalid path '$.no' : No results for path: $['no']
          "ItemsPath": "$.object"                      | Reference path "$.object" must point to array.
          "ItemsPath": "$$.Execution.Name"             | Reference path "$.Execution.Name" must point to array.
          "ItemsPath": "$.no"                          | Invalid path '$.no' : No results for path: $['no']
          """)
  void shouldComplainAboutMaps(String fields, String cause) {
    Step.Map map = map(fields);
    Environment environment =
        Environments.of("{\"half\": 1.5, \"minus\": -1, \"object\": {}, \"large\": 101}");
    var evaluated =
        map.maxConcurrency() != null
            ? map.maxConcurrency().evaluate(environment)
            : map.toleratedFailureCount() != null
                ? map.toleratedFailureCount().evaluate(environment)
                : map.toleratedFailurePercentage() != null
                    ? map.toleratedFailurePercentage().evaluate(environment)
                    : map.items().evaluate(environment);
    assertThat(error(evaluated).cause()).isEqualTo(cause);
  }
}
