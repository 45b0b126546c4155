package pawl.integrations.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Payload;
import pawl.engine.TaskReport;

class MockFileTest {
  private static MockFile.MockedResponse response(String answers) {
    MockFile file =
        MockFile.parse(
            "{\"StateMachines\": {\"M\": {\"TestCases\": {\"C\": {\"S\": \"R\"}}}},"
                + " \"MockedResponses\": {\"R\": "
                + answers
                + "}}");
    return file.testCase("M", "C").states().get("S");
  }

  @Test
  void shouldAnswerOneCallAfterAnother() {
    var response =
        response(
            """
            {
              "0": {"Return": {"StatusCode": 200}},
              "1-3": {"Throw": {"Error": "E", "Cause": "because"}},
              "5": {"Return": "text"}
            }
            """);

    assertThat(response.answer(0))
        .isEqualTo(new TaskReport.Succeeded(Payload.ofText("{\"StatusCode\":200}")));
    for (int call = 1; call <= 3; call++) {
      assertThat(response.answer(call)).isEqualTo(new TaskReport.Failed("E", "because"));
    }
    assertThat(response.answer(4)).isNull();
    assertThat(response.answer(5)).isEqualTo(new TaskReport.Succeeded(Payload.ofText("\"text\"")));
    assertThat(response.answer(6)).isNull();
  }

  @Test
  void shouldTakeAnyValueAndNoAnswersAtAll() {
    for (String value : new String[] {"null", "1.50", "[]", "true", "\"\""}) {
      assertThat(response("{\"0\": {\"Return\": " + value + "}}").answer(0))
          .isEqualTo(new TaskReport.Succeeded(Payload.ofText(value)));
    }
    assertThat(response("{}").answer(0)).isNull();
    assertThat(MockFile.parse("{}").testCases("M")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": {}} | MockedResponses/R/a: 'a' is neither a number such as 0 nor a range such as"
            + " 1-3",
        "{\"3-1\": {\"Return\": 1}} | MockedResponses/R/3-1: the range ends before it begins",
        "{\"0\": {}} | MockedResponses/R/0: exactly one of Return and Throw has to be there",
        "{\"0\": {\"Return\": 1, \"Throw\": {\"Error\": \"E\"}}} | MockedResponses/R/0: exactly"
            + " one",
        "{\"0\": {\"Retrun\": 1}} | MockedResponses/R/0: 'Retrun' is not known here",
        "{\"0\": 7} | MockedResponses/R/0: this has to be an object with Return or Throw",
        "{\"0\": {\"Throw\": {}}} | MockedResponses/R/0/Throw: Error is missing",
        "{\"0\": {\"Throw\": {\"Error\": 1}}} | MockedResponses/R/0/Throw/Error: this has to be a"
            + " string",
        "{\"0-2\": {\"Return\": 1}, \"2\": {\"Return\": 1}} | MockedResponses/R/2: there is another"
            + " answer to call 2",
        "[] | MockedResponses/R: this has to be an object",
      })
  void shouldSayWhatIsWrongWithAnAnswer(String answers, String problem) {
    assertThatThrownBy(() -> response(answers))
        .isInstanceOf(MockFileException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void shouldTellEverythingThatIsWrong() {
    assertThatThrownBy(
            () ->
                MockFile.parse(
                    """
                    {
                      "MockedResponse": {},
                      "StateMachines": {
                        "M": {"TestCases": {"C": {"S": "Missing", "T": 1}}},
                        "N": {"Cases": {}}
                      },
                      "MockedResponses": {"R": {"x": 1}}
                    }
                    """))
        .isInstanceOf(MockFileException.class)
        .hasMessage(
            "'MockedResponse' is not known here (what is: MockedResponses, StateMachines);"
                + " MockedResponses/R/x: 'x' is neither a number such as 0 nor a range such as 1-3;"
                + " StateMachines/M/TestCases/C/S: MockedResponses has no 'Missing';"
                + " StateMachines/M/TestCases/C/T: this has to be the name of a mocked response;"
                + " StateMachines/N: 'Cases' is not known here (what is: TestCases)");
  }

  @Test
  void shouldSayWhereJsonEnds() {
    assertThatThrownBy(() -> MockFile.parse("{\n  \"StateMachines\": {\n"))
        .isInstanceOf(MockFileException.class)
        .hasMessageContaining("line 3, column 1");
    assertThatThrownBy(() -> MockFile.parse("[]")).hasMessage("this has to be an object");
  }
}
