package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.Write;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.DamagedException;
import pawl.engine.store.Keys;

/** What a host does with a store that is not as it left it. */
class DamageTest {
  @TempDir Path folder;

  private static void change(
      Path folder, EmbeddedHost.Options options, ExecutionId id, Write write) {
    try (RocksStore store = RocksStore.open(folder, true)) {
      RocksStore.Space space = RocksStore.shard(id.shard(options.shards()));
      store.write(List.of(new Write(space.key(write.key()), write.value())));
    }
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  @Test
  void shouldServeTheOthersWhenARecordDoesNotDecode() {
    EmbeddedHost.Options options = EmbeddedHost.Options.of(folder, Hosts.ARNS);
    try (EmbeddedHost host = Hosts.open(folder)) {
      Hosts.create(host, "Wait", Hosts.WAIT.replace("100000", "1"));
      Hosts.start(host, "Wait", "damaged", "{}");
      Hosts.start(host, "Wait", "sound", "{}");
    }
    ExecutionId damaged = Hosts.id("Wait", "damaged");
    change(folder, options, damaged, new Write(Keys.execution(damaged), new byte[] {-1, -1}));

    try (EmbeddedHost host = Hosts.open(folder)) {
      assertThat(host.awaitEnd(Hosts.id("Wait", "sound"), Duration.ofSeconds(20))).isTrue();
      ExecutionId later = Hosts.start(host, "Wait", "later", "{}");
      assertThat(host.awaitEnd(later, Duration.ofSeconds(20))).isTrue();
      assertThat(host.reads().setAside(10, null).rows())
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.arn()).isEqualTo(Hosts.ARNS.execution("Wait", "damaged"));
                assertThat(row.command()).isEqualTo("FireTimers");
              });
      assertThatThrownBy(() -> host.reads().execution(damaged))
          .isInstanceOf(DamagedException.class);
      assertThat(host.submit(new Command.Release(damaged))).isInstanceOf(Reply.Quarantined.class);
    }
  }

  @Test
  void shouldGoOnWhenWhatWasDamagedIsRepairedAndReleased() {
    EmbeddedHost.Options options = EmbeddedHost.Options.of(folder, Hosts.ARNS);
    String task =
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}
        """;
    CountDownLatch never = new CountDownLatch(1);
    try (EmbeddedHost host = EmbeddedHost.open(options, Outside.of(_ -> await(never)))) {
      Hosts.create(host, "Task", task);
      Hosts.start(host, "Task", "run", "{\"n\": 1}");
    }
    ExecutionId id = Hosts.id("Task", "run");
    byte[] sound;
    try (RocksStore store = RocksStore.open(folder, true)) {
      sound = store.get(RocksStore.shard(id.shard(options.shards())).key(Keys.start(id)));
    }
    change(folder, options, id, new Write(Keys.start(id), null));
    try (EmbeddedHost host = Hosts.open(folder)) {
      assertThat(host.submit(new Command.Release(id))).isInstanceOf(Reply.Quarantined.class);
      assertThat(host.reads().setAside(10, null).rows())
          .singleElement()
          .matches(row -> row.execution().equals(id) && row.arn() == null);
    }
    change(folder, options, id, new Write(Keys.start(id), sound));

    try (EmbeddedHost host = Hosts.open(folder)) {
      assertThat(host.submit(new Command.Release(id))).isEqualTo(new Reply.Released());
      assertThat(host.awaitEnd(id, Duration.ofSeconds(20))).isTrue();
      assertThat(host.reads().execution(id).orElseThrow().output().text()).isEqualTo("{\"n\": 1}");
      assertThat(host.reads().setAside(10, null).rows()).isEmpty();
    }
  }

  private static TaskReport await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new TaskReport.Failed("Interrupted", "");
  }

  /** What was being written when the power went was answered to nobody. */
  @Test
  void shouldCutATornTailOfTheLog() throws Exception {
    copyWhileRunning();
    Path log = files(".log").getLast();
    byte[] bytes = Files.readAllBytes(log);
    Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 7));

    try (EmbeddedHost host = Hosts.open(folder)) {
      assertThat(host.reads().execution(Hosts.id("Wait", "run0"))).isPresent();
      assertThat(host.reads().execution(Hosts.id("Wait", "run9"))).as("the torn one").isEmpty();
      Hosts.start(host, "Wait", "run9", "{}");
    }
    try (EmbeddedHost host = Hosts.open(folder)) {
      for (int i = 0; i < 10; i++) {
        assertThat(host.reads().execution(Hosts.id("Wait", "run" + i)).orElseThrow().status())
            .isEqualTo(ExecutionStatus.RUNNING);
      }
    }
  }

  /** Damage with sound records behind it is no torn tail: what is behind was answered. */
  @Test
  void shouldNotPassOverDamageInTheMiddleOfTheLog() throws Exception {
    copyWhileRunning();
    Path log = files(".log").getLast();
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(log, bytes);

    assertThatThrownBy(() -> Hosts.open(folder).close())
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNUSABLE))
        .hasMessageContaining(log.getFileName().toString())
        .hasMessageContaining("pawl restore");
    assertThat(Files.readAllBytes(log)).as("nothing was touched").isEqualTo(bytes);

    // Whoever promises less may start with what is left.
    try (RocksStore store = RocksStore.open(folder, false)) {
      assertThat(store.format()).isPositive();
    }
  }

  /** Leaves in {@link #folder} what a kill at this moment would leave. */
  private void copyWhileRunning() throws IOException {
    Path running = Files.createTempDirectory(folder.getParent(), "running");
    try (EmbeddedHost host = Hosts.open(running)) {
      Hosts.create(host, "Wait", Hosts.WAIT);
      for (int i = 0; i < 10; i++) {
        Hosts.start(host, "Wait", "run" + i, "{}");
      }
      try (Stream<Path> files = Files.list(running)) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
  }

  @Test
  void shouldRefuseATruncatedTable() throws Exception {
    table();
    Path table = files(".sst").getLast();
    Files.write(table, java.util.Arrays.copyOf(Files.readAllBytes(table), 2_000));

    assertThatThrownBy(() -> Hosts.open(folder).close())
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNUSABLE))
        .hasMessageContaining(table.getFileName().toString());
  }

  /** Wherever a byte is flipped: the host refuses to start, or names what it can't read. */
  @Test
  void shouldNeverAnswerFromAFlippedByteOfATable() throws Exception {
    table();
    Path table = files(".sst").getLast();
    byte[] sound = Files.readAllBytes(table);
    Random random = new Random(11);
    int refused = 0;
    int noticed = 0;
    for (int round = 0; round < 25; round++) {
      byte[] flipped = sound.clone();
      flipped[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(table, flipped);
      try (RocksStore store = RocksStore.open(folder, true)) {
        int shards = EmbeddedHost.Options.of(folder, Hosts.ARNS).shards();
        for (int i = 0; i < 300; i++) {
          ExecutionId id = Hosts.id("Wait", "run" + i);
          byte[] record;
          try {
            record = store.get(RocksStore.shard(id.shard(shards)).key(Keys.execution(id)));
          } catch (DamagedException e) {
            noticed++;
            continue;
          } catch (HostException e) {
            throw new AssertionError("Damage is not an unreadable disk", e);
          }
          assertThat(record).as("never silently gone").isNotNull();
        }
      } catch (StoreException e) {
        refused++;
      }
    }
    assertThat(refused + noticed).isPositive();
  }

  private void table() throws IOException {
    try (EmbeddedHost host = Hosts.open(folder)) {
      Hosts.create(host, "Wait", Hosts.WAIT);
      for (int i = 0; i < 300; i++) {
        Hosts.start(host, "Wait", "run" + i, "{\"number\": " + i + "}");
      }
      host.removals().compact();
    }
    assertThat(files(".sst")).isNotEmpty();
  }
}
