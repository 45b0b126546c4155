package pawl.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  /** Nobody listens at the "discard" port. */
  private static final String NOBODY = "http://127.0.0.1:9";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void shouldAskForACommand() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("which command?").contains("--help");
  }

  @Test
  void shouldSayInOneLineThatNoServerAnswers() {
    assertThat(run("list", "--endpoint", NOBODY)).isEqualTo(1);
    assertThat(err.toString()).hasLineCount(1).contains(NOBODY).contains("pawl serve");
  }

  @Test
  void shouldRefuseAnEndpointThatIsNoUrl() {
    assertThat(run("list", "--endpoint", "no url")).isEqualTo(1);
    assertThat(err.toString()).hasLineCount(1).contains("no url");
  }

  @Test
  void shouldRefuseInputThatIsNotJson() {
    assertThat(run("start", "M", "--input", "{\"a\":", "--endpoint", NOBODY)).isEqualTo(1);
    assertThat(err.toString()).hasLineCount(1).contains("--input is not JSON").contains("column");
  }

  @Test
  void shouldNameAnInputFileThatIsMissing() {
    assertThat(run("start", "M", "--input", "@nowhere.json", "--endpoint", NOBODY)).isEqualTo(1);
    assertThat(err.toString()).hasLineCount(1).contains("no file nowhere.json");
  }

  @Test
  void shouldNameThePlaceOfAnErrorInADefinition(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("wrong.asl.json");
    Files.writeString(
        file,
        """
        {
          "StartAt": "A",
          "States": {
            "A": {"Type": "Pass", "Next": "Nowhere"}
          }
        }
        """);

    assertThat(run("validate", file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains(file + ":4:").contains("error ").contains("Nowhere");
  }

  @Test
  void shouldSayWhatAServiceWouldNotTake(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("wrong.asl.json");
    Files.writeString(
        file,
        """
        {
          "StartAt": "A",
          "States": {
            "A": {
              "Type": "Task",
              "Resource": "arn:aws:states:::sqs:sendMessage",
              "Parameters": {"QueueUrl.$": "$.queue", "messageBody": "x"},
              "End": true
            }
          }
        }
        """);

    assertThat(run("validate", file.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("The field 'MessageBody' is required but was missing (at /States/A/Parameters)")
        .contains("The field \"messageBody\" is not supported by Step Functions");
  }

  @Test
  void shouldHaveNothingToSayOfAGoodDefinition(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("good.asl.json");
    Files.writeString(file, "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}");

    assertThat(run("validate", file.toString())).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(run("validate", "--json", file.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo("[ ]");
  }

  @Test
  void shouldPrintACompletionScript() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("complete -F").contains("validate");
  }

  @Test
  void shouldExplainEveryCommand() {
    for (String command :
        new String[] {"dev", "serve", "start", "list", "describe", "history", "stop", "validate"}) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(out.toString()).contains("PAWL_PORT").contains("--follow");
  }
}
