package pawl.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pawl.engine.Engine;
import pawl.engine.ExecutionStatus;

/**
 * Histories to the letter. {@code -Dgolden.update=true} writes the files anew; the difference is
 * for a person to judge against what AWS does.
 */
class GoldenTest {
  private static final Path FILES = Path.of("src/test/resources/golden");

  static Stream<Scenario> scenarios() {
    return Stream.of(
            StateScenarios.all(),
            TaskScenarios.all(),
            CallbackScenarios.all(),
            MapScenarios.all(),
            ParallelScenarios.all(),
            DistributedMapScenarios.all(),
            JsonataScenarios.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void shouldWriteTheHistoryThatAwsWrites(Scenario scenario) throws IOException {
    Engine engine = Engine.given(scenario.definition()).start(scenario.input());
    scenario.script().accept(engine);
    String actual = HistoryText.of(engine);
    Path file = FILES.resolve(scenario.name() + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, actual);
    } else if (!Files.exists(file)) {
      fail("No golden file " + file + "; the history is\n" + actual);
    } else {
      assertThat(actual).isEqualTo(Files.readString(file));
    }
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.status())
        .as("the scenario goes to the end")
        .isNotEqualTo(ExecutionStatus.RUNNING);
    assertThat(engine.host.calls()).as("calls left over").isEmpty();
    assertThat(engine.host.nextDue()).as("timers left over").isEmpty();
  }

  @Test
  void shouldHaveAFileForEachScenarioAndNoOther() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              scenarios().map(scenario -> scenario.name() + ".txt").toList());
    }
  }
}
