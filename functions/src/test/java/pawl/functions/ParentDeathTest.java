package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ParentDeathTest {
  @TempDir Path folder;

  @Test
  @Timeout(60)
  void shouldLeaveNoProcessBehindWhenTheHostIsKilled() throws Exception {
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HostProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> pids = new ArrayList<>();
    List<ProcessHandle> all;
    try (BufferedReader out = host.inputReader()) {
      while (pids.size() < 4) {
        pids.add(Long.parseLong(out.readLine().substring("pid ".length())));
      }
      all = host.descendants().toList();
      assertThat(pids).allMatch(Functions::isAlive).doesNotHaveDuplicates();
    } finally {
      // As kill -9: nothing in the host gets to run any more.
      host.destroyForcibly();
    }

    // The three functions, what one of them started, and the guard itself.
    assertThat(all).hasSizeGreaterThanOrEqualTo(5);
    Functions.await(() -> pids.stream().noneMatch(Functions::isAlive));
    Functions.await(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }
}
