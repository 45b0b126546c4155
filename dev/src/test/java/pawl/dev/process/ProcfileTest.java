package pawl.dev.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcfileTest {
  @TempDir Path folder;

  @Test
  void shouldReadNamesAndCommands() throws IOException {
    Procfile procfile =
        read("# what runs beside\nworker: node worker.mjs --url=http://x:1\n\nweb : sh web.sh\n");
    assertThat(procfile.problems()).isEmpty();
    assertThat(procfile.commands())
        .containsExactly(
            java.util.Map.entry("worker", "node worker.mjs --url=http://x:1"),
            java.util.Map.entry("web", "sh web.sh"));
  }

  @Test
  void shouldNameEveryLineThatIsWrong() throws IOException {
    Procfile procfile = read("worker node\nweb: x\nweb: y\nempty:\n");
    assertThat(procfile.problems()).extracting(problem -> problem.line()).containsExactly(1, 3, 4);
    assertThat(procfile.commands()).containsOnlyKeys("web");
  }

  @Test
  void shouldHaveNoCommandsWithoutAFile() {
    assertThat(Procfile.read(folder.resolve("Procfile")).commands()).isEmpty();
  }

  private Procfile read(String text) throws IOException {
    return Procfile.read(Files.writeString(folder.resolve("Procfile"), text));
  }
}
