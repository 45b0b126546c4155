package pawl.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pawl.engine.StoreView;
import pawl.engine.Write;

/**
 * The store of the one-machine host as it is, in a folder of its own. Its process may die amid a
 * write: then the end of its log is what somebody says.
 */
public final class SteppedStore implements AutoCloseable {
  private final Path folder;
  private RocksStore store;

  public SteppedStore() {
    try {
      this.folder = Files.createTempDirectory("pawl-simulation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.store = RocksStore.open(folder, true);
  }

  void write(List<Write> fullWrites) {
    store.write(fullWrites);
  }

  /** A shard's keys, also when the process has died meanwhile. */
  public StoreView shard(int number) {
    return new StoreView() {
      private StoreView now() {
        return store.view(RocksStore.shard(number));
      }

      @Override
      public byte @Nullable [] get(byte[] key) {
        return now().get(key);
      }

      @Override
      public void scan(byte[] from, byte[] to, Visitor visitor) {
        now().scan(from, to, visitor);
      }

      @Override
      public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
        now().scanReverse(from, to, visitor);
      }
    };
  }

  /** How long the log is that is being written. */
  public int logBytes() {
    try {
      return (int) Files.size(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  /**
   * The process dies and another opens what is left.
   *
   * @param left what is left of the log
   */
  public void crash(UnaryOperator<byte[]> left) {
    store.close();
    try {
      Path log = log();
      byte[] bytes = Files.readAllBytes(log);
      byte[] kept = left.apply(bytes);
      if (kept != bytes) {
        Files.write(log, kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = RocksStore.open(folder, true);
  }

  @Override
  public void close() {
    store.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
