package pawl.dev.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
  @TempDir Path folder;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final ProcessOutput output =
      new ProcessOutput() {
        @Override
        public void written(String process, String line) {
          heard.add(process + "|" + line);
        }

        @Override
        public void happened(String process, String what) {
          heard.add(process + "!" + what);
        }
      };

  @Test
  void shouldPassOnOutputAndEnvironment() throws Exception {
    try (SupervisedProcess process =
        start("echo \"$GREETING from $(pwd)\"; echo error >&2; sleep 100")) {
      assertThat(process.command()).startsWith("echo");
      assertThat(next()).isEqualTo("worker|hello from " + folder.toRealPath());
      assertThat(next()).isEqualTo("worker|error");
    }
  }

  @Test
  void shouldStartAgainWithGrowingPauses() throws Exception {
    try (SupervisedProcess process = start("exit 3")) {
      assertThat(next()).isEqualTo("worker!ended with exit code 3; starts again in 0.02 s");
      assertThat(next()).isEqualTo("worker!ended with exit code 3; starts again in 0.04 s");
      assertThat(next()).isEqualTo("worker!ended with exit code 3; starts again in 0.05 s");
      assertThat(next()).isEqualTo("worker!ended with exit code 3; starts again in 0.05 s");
    }
  }

  @Test
  void shouldStopTheWholeTree() throws Exception {
    long parent;
    long child;
    try (SupervisedProcess process = start("echo $$; sleep 1000 & echo $!; wait")) {
      parent = pid(next());
      child = pid(next());
      assertThat(alive(parent)).isTrue();
      assertThat(alive(child)).isTrue();
    }
    awaitEnd(parent);
    awaitEnd(child);
    assertThat(heard).isEmpty();
  }

  @Test
  void shouldKillWhatDoesNotListen() throws Exception {
    long pid;
    try (SupervisedProcess process =
        start("trap 'echo no' TERM; echo $$; while true; do sleep 0.1; done")) {
      pid = pid(next());
    }
    awaitEnd(pid);
  }

  /** The same pipe ends when this process is killed: nobody is left to write to it. */
  @Test
  void shouldEndWhenItsPipeEnds() throws Exception {
    Process victim =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    long pid;
    try (var lines = victim.inputReader()) {
      pid = Long.parseLong(lines.readLine().strip());
      assertThat(alive(pid)).isTrue();
      victim.destroyForcibly();
      victim.waitFor();
    }
    awaitEnd(pid);
  }

  /** A server that is going to be killed. */
  static final class Victim {
    public static void main(String[] args) throws InterruptedException {
      SupervisedProcess.start(
          "worker",
          "echo $$; exec sleep 1000",
          Path.of(args[0]),
          Map.of(),
          new ProcessOutput() {
            @Override
            public void written(String process, String line) {
              System.out.println(line);
            }

            @Override
            public void happened(String process, String what) {}
          });
      Thread.sleep(Duration.ofMinutes(10));
    }
  }

  private SupervisedProcess start(String command) {
    return SupervisedProcess.start(
        "worker",
        command,
        folder,
        Map.of("GREETING", "hello"),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        output);
  }

  private String next() throws InterruptedException {
    return heard.poll(20, TimeUnit.SECONDS);
  }

  private static long pid(String line) {
    return Long.parseLong(line.substring(line.indexOf('|') + 1).strip());
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void awaitEnd(long pid) throws Exception {
    var handle = ProcessHandle.of(pid);
    if (handle.isPresent()) {
      handle.get().onExit().get(20, TimeUnit.SECONDS);
    }
  }
}
