package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessGuardTest {
  private static Process sleeper(ProcessGuard guard) throws IOException {
    Process process = new ProcessBuilder(guard.inOwnGroup(List.of("sleep", "1000"))).start();
    guard.add(process.pid());
    return process;
  }

  @Test
  void shouldKillWhatIsLeftWhenItsPipeEnds() throws Exception {
    ProcessGuard guard = ProcessGuard.start();
    Process first = sleeper(guard);
    Process second = sleeper(guard);
    Process ended = sleeper(guard);
    ended.destroyForcibly().waitFor();
    guard.end(ended.pid());
    Process third = sleeper(guard);

    guard.close();

    for (Process process : List.of(first, second, third)) {
      assertThat(process.waitFor()).isEqualTo(137);
    }
  }

  @Test
  void shouldStartAnewWhenItWasKilled() throws Exception {
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    ProcessGuard guard = ProcessGuard.start();
    Process first = sleeper(guard);
    ProcessHandle.current()
        .children()
        .filter(child -> !before.contains(child) && child.pid() != first.pid())
        .forEach(
            shell -> {
              shell.destroyForcibly();
              shell.onExit().join();
            });

    Process second = sleeper(guard);
    guard.close();

    assertThat(first.waitFor()).isEqualTo(137);
    assertThat(second.waitFor()).isEqualTo(137);
  }
}
