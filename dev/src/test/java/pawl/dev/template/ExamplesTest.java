package pawl.dev.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.dev.process.Procfile;
import pawl.engine.id.Arns;

class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();

  private static SamTemplate read(String example) {
    return SamTemplate.read(
        EXAMPLES.resolve(example).resolve("template.yaml"),
        new Surroundings(
            new Arns("us-east-1", "123456789012"), example, "http://127.0.0.1:9324", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"order-saga, OrderSaga, 3, payments", "approval, Approval, 1, desk"})
  void shouldReadAnExampleWithoutAWord(
      String example, String machine, int functions, String process) {
    SamTemplate template = read(example);
    assertThat(template.problems()).isEmpty();
    assertThat(template.plan().machines()).extracting(Plan.Machine::name).containsExactly(machine);
    assertThat(template.plan().functions()).hasSize(functions);
    Procfile procfile = Procfile.read(EXAMPLES.resolve(example).resolve("Procfile"));
    assertThat(procfile.problems()).isEmpty();
    assertThat(procfile.commands()).containsOnlyKeys(process);
  }

  @Test
  void shouldReadTheLongRunningExampleWithoutAWord() {
    SamTemplate template = read("long-running");
    assertThat(template.problems()).isEmpty();
    assertThat(template.plan().machines())
        .extracting(Plan.Machine::name)
        .containsExactly("MapPattern", "IteratorPattern", "CallbackPattern");
    assertThat(template.plan().functions()).hasSize(4);
    assertThat(template.plan().queues()).hasSize(1);
    Procfile procfile = Procfile.read(EXAMPLES.resolve("long-running/Procfile"));
    assertThat(procfile.problems()).isEmpty();
    assertThat(procfile.commands()).containsKey("worker");
  }

  @Test
  void shouldReadTheMillionLinesExampleWithoutAWord() {
    SamTemplate template = read("million-lines");
    assertThat(template.problems()).isEmpty();
    assertThat(template.plan().machines())
        .extracting(Plan.Machine::name)
        .containsExactly("MillionLines");
    assertThat(template.plan().functions()).hasSize(2);
    assertThat(template.plan().buckets())
        .containsExactly(new Plan.Bucket("LinesBucket", "linesbucket", "arn:aws:s3:::linesbucket"));
  }
}
