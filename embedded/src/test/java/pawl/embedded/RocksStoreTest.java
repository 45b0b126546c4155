package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.engine.HostException;
import pawl.engine.StoreView;
import pawl.engine.Write;

class RocksStoreTest {
  private static final int ROUNDS = 20;
  private static final int READERS = 4;
  private static final int KEYS = 2_000;

  @TempDir Path folder;

  private RocksStore open() {
    RocksStore store = RocksStore.open(folder, false);
    store.write(
        IntStream.range(0, KEYS)
            .mapToObj(key -> new Write(RocksStore.shard(0).key(key(key)), new byte[300]))
            .toList());
    return store;
  }

  private static byte[] key(int number) {
    return new byte[] {1, (byte) (number >> 8), (byte) number};
  }

  @Test
  void shouldTurnReadersAwayAndNotCrashWhenItIsClosedUnderThem() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      RocksStore store = open();
      StoreView shard = store.view(RocksStore.shard(0));
      var reading = new CountDownLatch(READERS);
      try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
          boolean scans = i % 2 == 0;
          readers.add(threads.submit(() -> readForEver(shard, scans, reading)));
        }
        reading.await();

        store.close();

        for (Future<?> reader : readers) {
          assertThatThrownBy(reader::get).hasCauseInstanceOf(HostException.Unavailable.class);
        }
      }
    }
  }

  private static void readForEver(StoreView shard, boolean scans, CountDownLatch reading) {
    boolean first = true;
    while (true) {
      if (scans) {
        shard.scan(key(0), key(KEYS), (_, _) -> true);
      } else {
        assertThat(shard.get(key(7))).hasSize(300);
      }
      if (first) {
        reading.countDown();
        first = false;
      }
    }
  }

  @Test
  void shouldAllowToBeClosedTwice() {
    RocksStore store = open();

    store.close();
    store.close();
    store.stopCompacting();

    assertThatThrownBy(store::compact).isInstanceOf(HostException.Unavailable.class);
    assertThatThrownBy(() -> store.write(List.of())).isInstanceOf(HostException.Unavailable.class);
  }
}
