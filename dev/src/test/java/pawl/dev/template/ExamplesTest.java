package pawl.dev.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pawl.dev.process.Procfile;
import pawl.engine.id.Arns;

class ExamplesTest {
  private static final Path FOLDER =
      Path.of("../examples/long-running").toAbsolutePath().normalize();

  @Test
  void shouldReadTheLongRunningExampleWithoutAWord() {
    SamTemplate template =
        SamTemplate.read(
            FOLDER.resolve("template.yaml"),
            new Surroundings(
                new Arns("us-east-1", "123456789012"),
                "long-running",
                "http://127.0.0.1:9324",
                Map.of()));
    assertThat(template.problems()).isEmpty();
    assertThat(template.plan().machines())
        .extracting(Plan.Machine::name)
        .containsExactly("MapPattern", "IteratorPattern", "CallbackPattern");
    assertThat(template.plan().functions()).hasSize(4);
    assertThat(template.plan().queues()).hasSize(1);
    Procfile procfile = Procfile.read(FOLDER.resolve("Procfile"));
    assertThat(procfile.problems()).isEmpty();
    assertThat(procfile.commands()).containsKey("worker");
  }

  @Test
  void shouldReadTheMillionLinesExampleWithoutAWord() {
    Path folder = FOLDER.resolveSibling("million-lines");
    SamTemplate template =
        SamTemplate.read(
            folder.resolve("template.yaml"),
            new Surroundings(
                new Arns("us-east-1", "123456789012"),
                "million-lines",
                "http://127.0.0.1:9324",
                Map.of()));
    assertThat(template.problems()).isEmpty();
    assertThat(template.plan().machines())
        .extracting(Plan.Machine::name)
        .containsExactly("MillionLines");
    assertThat(template.plan().functions()).hasSize(2);
    assertThat(template.plan().buckets())
        .containsExactly(new Plan.Bucket("LinesBucket", "linesbucket", "arn:aws:s3:::linesbucket"));
  }
}
