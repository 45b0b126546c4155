package pawl.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused when a machine is created: all of it, with AWS's code, text and place. */
class ValidationTest {
  private static List<String> problems(String definition, MachineType type) {
    List<String> lines = new ArrayList<>();
    for (Diagnostic diagnostic : Programs.rejected(definition, type)) {
      lines.add(
          diagnostic.code()
              + ": "
              + diagnostic.message()
              + (diagnostic.location() == null ? "" : " at " + diagnostic.location()));
    }
    return lines;
  }

  private static String machine(String state) {
    return "{\"StartAt\": \"A\", \"States\": {\"A\": {" + state + "}}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"States": {"A": {"Type": "Pass", "End": true}}} | SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /
          {"StartAt": "A"}                                 | SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /
          ` `                                              | SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object
          []                                               | SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object
          """)
  void shouldSayWhatIsWrongWithADefinition(String definition, String problem) {
    assertThat(problems(definition, MachineType.STANDARD)).contains(problem);
  }

  @Test
  void shouldQuoteTheJsonParser() {
    assertThat(problems("not a definition", MachineType.STANDARD))
        .containsExactly(
            "INVALID_JSON_DESCRIPTION: Unrecognized token 'not': was expecting (JSON String,"
                + " Number, Array, Object or token 'null', 'true' or 'false')\n"
                + " at [Source: (String)\"not a definition\"; line: 1, column: 4]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Type": "Parallel", "End": true, "Branches": []         | SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/A/Branches
          "Type": "Wait", "End": true, "Timestamp": "tomorrow"    | SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/A/Timestamp
          "Type": "Pass", "End": true, "Parameters": {"x.$": "y"} | SCHEMA_VALIDATION_FAILED: The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters
          "Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage", "Credentials": {} | SCHEMA_VALIDATION_FAILED: The field 'RoleArn' is required but was missing at /States/A/Credentials
          """)
  void shouldSayWhatIsWrongWithAState(String state, String problem) {
    assertThat(problems(machine(state), MachineType.STANDARD)).contains(problem);
  }

  @Test
  void shouldCollectEverythingThatIsWrongWithItsPlaceInTheText() {
    List<Diagnostic> diagnostics =
        Programs.rejected(
            """
            {
              "StartAt": "A",
              "States": {
                "A": {"Type": "Pass", "Next": "Nowhere"},
                "B": {"Type": "Wait", "End": true, "Timestamp": "tomorrow"}
              }
            }
            """,
            MachineType.STANDARD);
    assertThat(diagnostics).hasSizeGreaterThanOrEqualTo(2);
    assertThat(diagnostics)
        .filteredOn(diagnostic -> "/States/B/Timestamp".equals(diagnostic.location()))
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.position()).isNotNull();
              assertThat(diagnostic.position().line()).isEqualTo(5);
            });
    assertThat(diagnostics)
        .anySatisfy(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo("MISSING_TRANSITION_TARGET");
              assertThat(diagnostic.position().line()).isEqualTo(4);
            });
  }

  @Test
  void shouldRefuseInExpressMachinesWhatWaitsLong() {
    String task = "\"Type\": \"Task\", \"End\": true, \"Resource\": \"%s\"";
    for (String resource :
        List.of(
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "arn:aws:states:::states:startExecution.sync",
            "arn:aws:states:us-east-1:123456789012:activity:a")) {
      String definition = machine(task.formatted(resource));
      assertThat(problems(definition, MachineType.EXPRESS)).isNotEmpty();
      Programs.compile(definition);
    }
    assertThat(
            problems(
                machine(task.formatted("arn:aws:states:::sqs:sendMessage.waitForTaskToken")),
                MachineType.EXPRESS))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken'"
                + " service integration  at /States/A/Resource");
  }

  @Test
  void shouldRefuseWhatPawlCanNotRunYet() {
    String map =
        "\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\":"
            + " \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, \"StartAt\": \"I\", \"States\":"
            + " {\"I\": {\"Type\": \"Succeed\"}}}";
    assertThat(problems(machine(map), MachineType.STANDARD))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Pawl does not support distributed Map states yet at"
                + " /States/A/ItemProcessor/ProcessorConfig/Mode");
    assertThat(
            problems(
                machine("\"Type\": \"Succeed\", \"QueryLanguage\": \"JSONata\""),
                MachineType.STANDARD))
        .containsExactly(
            "SCHEMA_VALIDATION_FAILED: Pawl does not support JSONata yet at /States/A");
  }
}
