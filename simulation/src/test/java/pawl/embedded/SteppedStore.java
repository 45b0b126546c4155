package pawl.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
  private int processes;
  private RocksStore store;

  public SteppedStore() {
    try {
      this.folder = Files.createTempDirectory("pawl-simulation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.store = RocksStore.open(present(), true);
  }

  /** Each process finds what the one before has left in a folder of its own. */
  private Path present() {
    return folder.resolve("process-" + processes);
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
    try (Stream<Path> files = Files.list(present())) {
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
    Path dead = present();
    processes++;
    try {
      while (!isCopied(dead, present())) {
        delete(present()); // files have come or gone meanwhile
      }
      store.close(); // which may write what a process that dies does not
      delete(dead);
      Path log = log();
      Files.write(log, left.apply(Files.readAllBytes(log)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = RocksStore.open(present(), true);
  }

  private static boolean isCopied(Path from, Path to) throws IOException {
    List<Path> before = files(from);
    Files.createDirectory(to);
    try {
      for (Path file : before) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (NoSuchFileException _) {
      return false;
    }
    return files(from).equals(before);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    store.close();
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
