package pawl.asl.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static pawl.asl.Programs.error;
import static pawl.asl.Programs.exit;
import static pawl.asl.Programs.pass;
import static pawl.asl.Programs.run;
import static pawl.asl.Programs.state;
import static pawl.asl.Programs.value;
import static pawl.asl.Programs.variables;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Environments;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.ErrorOutput;
import pawl.asl.data.EvaluationError;
import pawl.asl.data.Outcome;
import pawl.asl.program.Step;

class DataFlowTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                | {"a":{"b":1}}
          "InputPath": "$.a"                                | {"b":1}
          "InputPath": null                                 | {}
          "InputPath": "$$.State"                           | {"Name":"Here","EnteredTime":"2026-01-02T03:04:05.678Z"}
          "OutputPath": "$.a.b"                             | 1
          "OutputPath": null                                | {}
          "OutputPath": "$$.State.Name"                     | "Here"
          "Result": [1.0]                                   | [1.0]
          "Result": {"x.$": "$.a"}                          | {"x.$":"$.a"}
          "Result": 2, "ResultPath": "$.r"                  | {"a":{"b":1},"r":2}
          "Result": 2, "ResultPath": null                   | {"a":{"b":1}}
          "Result": 2, "ResultPath": "$"                    | 2
          "Parameters": {"p.$": "$.a.b"}                    | {"p":1}
          "Parameters": {"p": 1}, "Result": 2               | 2
          "InputPath": "$.a", "ResultPath": "$.r"           | {"a":{"b":1},"r":{"b":1}}
          "InputPath": "$.a", "Parameters": {"p.$": "$.b"}, "ResultPath": "$.a.r", "OutputPath": "$.a" | {"b":1,"r":{"p":1}}
          """)
  void shouldFlow(String fields, String expected) {
    assertThat(run(pass(fields == null ? "" : fields), "{\"a\":{\"b\":1}}")).isEqualTo(expected);
  }

  @Test
  void shouldPassAPayloadThroughUnparsed() {
    Payload unparsable = Payload.ofText("not JSON at all");
    Outcome outcome = value(exit(pass(""), Environments.of(unparsable, Map.of())));
    assertThat(outcome.output()).isSameAs(unparsable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "InputPath": "$.no"             | Invalid path '$.no' : No results for path: $['no']
          "OutputPath": "$.no.such.path"  | Invalid path '$.no.such.path' : Missing property in path $['no']
          "Parameters": {"x.$": "$.no"}   | The JSONPath '$.no' specified for the field 'x.$' could not be found in the input '{"a":1}'
          "Assign": {"x.$": "$.no"}       | The JSONPath '$.no' specified for the field 'x.$' could not be found in the input '{"a":1}'
          """)
  void shouldFail(String fields, String cause) {
    EvaluationError error = error(exit(pass(fields), Environments.of("{\"a\":1}")));
    assertThat(error).isEqualTo(EvaluationError.runtime(cause));
  }

  @Test
  void shouldSelectTheResultOfATask() {
    Step.Task task =
        (Step.Task)
            state(
                """
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "T",
                "ResultSelector": {"p.$": "$.Payload", "state.$": "$$.State.Name"},
                "ResultPath": "$.r", "OutputPath": "$.r",
                "Assign": {"v.$": "$.p", "literal": "$.p", "old.$": "$v"}
                """);
    Environment environment = Environments.of("{\"in\": 1}", variables("v", "0"));
    Outcome outcome =
        value(exit(task.data(), environment, Payload.ofText("{\"Payload\": [7], \"x\": 1}")));
    assertThat(outcome.output().text()).isEqualTo("{\"p\":[7],\"state\":\"Here\"}");
    assertThat(outcome.assigned())
        .isEqualTo(
            Map.of(
                "v", Payload.ofText("[7]"),
                "literal", Payload.ofText("\"$.p\""),
                "old", Payload.ofText("0")));
    assertThat(outcome.assigned().keySet()).containsExactly("v", "literal", "old");
  }

  @Test
  void shouldAssignFromTheResultOfAPassAndSeeOldVariables() {
    Step.Pass pass = pass("\"Result\": {\"n\": 42}, \"Assign\": {\"n.$\": \"$.n\"}");
    assertThat(value(exit(pass, Environments.of("{}"))).assigned())
        .containsEntry("n", Payload.ofText("42"));
    Step.Pass reader =
        pass(
            "\"InputPath\": \"$n\", \"ResultPath\": \"$.r\", \"OutputPath\": \"$n\","
                + " \"Assign\": {\"n\": \"new\"}");
    Outcome outcome = value(exit(reader, Environments.of("{}", variables("n", "42"))));
    assertThat(outcome.output().text()).isEqualTo("42");
    assertThat(outcome.assigned()).containsEntry("n", Payload.ofText("\"new\""));
  }

  @Test
  void shouldReportAResultPathThatDoesNotFit() {
    EvaluationError error =
        error(exit(pass("\"Result\": 1, \"ResultPath\": \"$.a.b\""), Environments.of("[]")));
    assertThat(error.error()).isEqualTo("States.ResultPathMatchFailure");
    assertThat(error.cause()).isEqualTo("Unable to apply ReferencePath $.a.b to input []");
  }

  @Test
  void shouldGiveTheErrorToACatcher() {
    Step.Task task =
        (Step.Task)
            state(
                """
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "T",
                "OutputPath": "$.nothing",
                "Catch": [
                  {"ErrorEquals": ["A"], "Next": "T"},
                  {"ErrorEquals": ["B"], "ResultPath": "$.e", "Assign": {"c.$": "$.Cause"}, "Next": "T"},
                  {"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "T"}]
                """);
    Environment environment = Environments.of("{\"in\":1}");
    List<Step.Catcher> catchers = task.recovery().catchers();
    assertThat(value(catchers.get(0).data().exit(environment, new ErrorOutput("A", ""))))
        .isEqualTo(new Outcome(Payload.ofText("{\"Error\":\"A\",\"Cause\":\"\"}"), Map.of()));
    assertThat(value(catchers.get(1).data().exit(environment, new ErrorOutput(null, null))))
        .isEqualTo(
            new Outcome(
                Payload.ofText("{\"in\":1,\"e\":{\"Error\":null,\"Cause\":null}}"),
                Map.of("c", Payload.NULL)));
    assertThat(value(catchers.get(2).data().exit(environment, new ErrorOutput("x", "y"))).output())
        .isSameAs(environment.input());
  }

  @Test
  void shouldGiveTheRulesOfAChoiceTheirOwnAssign() {
    Step.Choice choice =
        (Step.Choice)
            state(
                """
                "Type": "Choice", "InputPath": "$.in", "OutputPath": "$.out", "Default": "T",
                "Assign": {"by": "default"},
                "Choices": [
                  {"Variable": "$.n", "NumericEquals": 1, "Assign": {"by.$": "$.n"}, "Next": "T"},
                  {"Variable": "$.n", "NumericEquals": 2, "Next": "T"}]
                """);
    Environment environment = Environments.of("{\"in\": {\"n\": 2, \"out\": 3}}");
    assertThat(value(choice.rules().get(0).condition().evaluate(environment))).isFalse();
    assertThat(value(choice.rules().get(1).condition().evaluate(environment))).isTrue();
    assertThat(value(exit(choice.rules().get(0).data(), environment, null)))
        .isEqualTo(new Outcome(Payload.ofText("3"), Map.of("by", Payload.ofText("2"))));
    assertThat(value(exit(choice.rules().get(1).data(), environment, null)).assigned()).isEmpty();
    assertThat(value(exit(choice.data(), environment, null)).assigned())
        .containsEntry("by", Payload.ofText("\"default\""));
  }
}
