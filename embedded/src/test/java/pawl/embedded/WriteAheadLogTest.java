package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.engine.Write;

class WriteAheadLogTest {
  @TempDir Path store;
  @TempDir Path copy;

  private final Random random = new Random(5);
  private byte[] log = {};
  private int lastWrite;

  /** Writes of many sizes, some of them longer than a block. */
  @BeforeEach
  void write() throws IOException {
    try (RocksStore rocks = RocksStore.open(store, true)) {
      for (int i = 0; i < 100; i++) {
        byte[] value = new byte[random.nextInt(i % 10 == 0 ? 80_000 : 3_000)];
        random.nextBytes(value);
        if (i == 99) {
          lastWrite = (int) Files.size(file());
        }
        rocks.write(List.of(new Write(new byte[] {0, 1, (byte) i}, value)));
      }
      log = Files.readAllBytes(file());
    }
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  private List<WriteAheadLog.Fault> faults(byte[] bytes) throws IOException {
    Files.write(copy.resolve("000001.log"), bytes);
    return WriteAheadLog.faults(copy);
  }

  @Test
  void shouldFindNothingWrongWithWhatRocksDbWrites() throws IOException {
    assertThat(log.length).isGreaterThan(300_000);
    assertThat(faults(log)).isEmpty();
    assertThat(faults(new byte[0])).isEmpty();
    assertThat(faults(Arrays.copyOf(log, log.length + 5_000))).as("room for more").isEmpty();
    assertThat(WriteAheadLog.faults(copy.resolve("nothing"))).isEmpty();
  }

  @Test
  void shouldTakeWhatIsCutShortForATornTail() throws IOException {
    for (int i = 0; i < 50; i++) {
      int length = lastWrite + 1 + random.nextInt(log.length - lastWrite - 1);
      assertThat(faults(Arrays.copyOf(log, length)))
          .singleElement()
          .matches(WriteAheadLog.Fault::isTail)
          .matches(fault -> fault.at() == lastWrite);
    }
  }

  @Test
  void shouldTellDamageFromATornTail() throws IOException {
    int noticed = 0;
    for (int i = 0; i < 300; i++) {
      int at =
          i % 3 == 0
              ? lastWrite + random.nextInt(log.length - lastWrite)
              : random.nextInt(log.length);
      byte[] flipped = log.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      List<WriteAheadLog.Fault> faults = faults(flipped);
      if (!faults.isEmpty()) { // else it is in the few zeros that fill a block up
        noticed++;
        assertThat(faults)
            .singleElement()
            .matches(fault -> fault.isTail() == at >= lastWrite)
            .matches(fault -> fault.at() <= at);
      }
    }
    assertThat(noticed).isGreaterThan(295);
  }
}
