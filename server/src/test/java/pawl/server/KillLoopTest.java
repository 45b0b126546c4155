package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * {@code kill -9} of the real server under load, again and again, and then the books: every start,
 * answer and timer that was acknowledged is accounted for. {@code -Dpawl.kill.rounds=50} makes it
 * long, {@code -Dpawl.kill.seed=...} repeats the moments of the kills.
 */
class KillLoopTest {
  private static final int ROUNDS = Integer.getInteger("pawl.kill.rounds", 3);
  private static final long SEED = Long.getLong("pawl.kill.seed", System.nanoTime());
  private static final int SHORTEST_LIFE_MILLIS = 100;
  private static final int LONGEST_LIFE_MILLIS = 2_500;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path data;

  private ServerProcess serve() throws Exception {
    return ServerProcess.start("serve", "--port", "0", "--data", data.toString());
  }

  @Test
  void shouldAccountForAllThatWasAcknowledged() throws Exception {
    var random = new Random(SEED);
    var ledger = new KillLedger();
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = serve()) {
        var load = new KillLoad(server.url(), ledger, round);
        load.begin();
        Thread.sleep(random.nextInt(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS));
        server.kill();
        load.awaitEnd();
      }
    }

    var audit = new KillAudit(ledger);
    try (ServerProcess server = serve()) {
      SfnClient client = Client.of(server.url());
      var load = new KillLoad(server.url(), ledger, ROUNDS);
      load.beginAnswering();
      audit.awaitEnds(client, PATIENCE);
      audit.check(client);
    }
    System.out.printf(
        "kill -9, %d times, seed %d: %s%n", ROUNDS, SEED, audit); // for docs/reliability.md
    assertThat(audit.findings()).as("seed %d", SEED).isEmpty();
    assertThat(ledger.acknowledgedStarts()).as("the load was none").isNotEmpty();
    assertThat(ledger.acknowledgedAnswers()).as("the load was none").isNotEmpty();
  }
}
