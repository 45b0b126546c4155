package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.engine.ExecutionStatus;
import pawl.engine.read.ExecutionQuery;

class RemovalLoopTest {
  @TempDir Path folder;

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(sst|blob|log)"))
          .mapToLong(RemovalLoopTest::size)
          .sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < 20_000; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.append('"').toString();
  }

  @Test
  void shouldGiveTheDiskBackWhenTheTimeOfExecutionsIsOver() throws Exception {
    Random random = new Random(7);
    try (EmbeddedHost host = Hosts.open(folder)) {
      Hosts.create(host, "Pass", Hosts.PASS);
      Hosts.create(host, "Wait", Hosts.WAIT);
      Hosts.start(host, "Wait", "runs", "{}");
      for (int i = 0; i < 500; i++) {
        Hosts.start(host, "Pass", "run" + i, noise(random));
      }
      long now = System.currentTimeMillis();
      assertThat(host.removals().sweep(now + Duration.ofDays(89).toMillis())).isZero();
      host.removals().compact();
      long before = bytes();
      assertThat(before).as("random letters take five bits each").isGreaterThan(6_000_000);

      assertThat(host.removals().sweep(now + Duration.ofDays(91).toMillis())).isEqualTo(500);
      host.removals().compact();

      assertThat(
              host.reads()
                  .executions(ExecutionQuery.of(Hosts.ARNS.stateMachine("Pass")), 10, null)
                  .rows())
          .isEmpty();
      assertThat(host.reads().execution(Hosts.id("Wait", "runs")).orElseThrow().status())
          .isEqualTo(ExecutionStatus.RUNNING);
      assertThat(bytes()).isLessThan(before / 10);
    }
  }
}
