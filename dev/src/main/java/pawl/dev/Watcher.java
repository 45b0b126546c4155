package pawl.dev;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls somebody when something in some folders has changed and nothing more changes for a moment.
 */
final class Watcher implements AutoCloseable {
  /** Editors write a file in several steps. */
  private static final Duration CALM = Duration.ofMillis(200);

  private final WatchService service;
  private final Supplier<Set<Path>> folders;
  private final Runnable changed;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Thread thread;

  private Watcher(WatchService service, Supplier<Set<Path>> folders, Runnable changed) {
    this.service = service;
    this.folders = folders;
    this.changed = changed;
    this.thread = Thread.ofPlatform().daemon().name("watcher").unstarted(this::watch);
  }

  /**
   * @param folders asked again after each change, each without what is in folders below it
   * @param changed called on the watcher's thread; what it throws ends the watching
   */
  static Watcher start(Path any, Supplier<Set<Path>> folders, Runnable changed) throws IOException {
    Watcher watcher = new Watcher(any.getFileSystem().newWatchService(), folders, changed);
    watcher.register();
    watcher.thread.start();
    return watcher;
  }

  private void register() throws IOException {
    Set<Path> wanted = new HashSet<>(folders.get());
    keys.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
              if (gone) {
                entry.getValue().cancel();
              }
              return gone;
            });
    for (Path folder : wanted) {
      if (!keys.containsKey(folder) && java.nio.file.Files.isDirectory(folder)) {
        keys.put(
            folder,
            folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE));
      }
    }
  }

  private void watch() {
    try {
      while (true) {
        if (!matters(service.take())) {
          continue;
        }
        @Nullable WatchKey more = service.poll(CALM.toMillis(), TimeUnit.MILLISECONDS);
        while (more != null) {
          matters(more);
          more = service.poll(CALM.toMillis(), TimeUnit.MILLISECONDS);
        }
        changed.run();
        register();
      }
    } catch (ClosedWatchServiceException closed) {
      // This is how it ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Changes of files are no longer seen", e);
    }
  }

  private static boolean matters(WatchKey key) {
    boolean matters =
        key.pollEvents().stream()
            .anyMatch(
                event -> !(event.context() instanceof Path path) || !FolderStamp.isLeftOut(path));
    key.reset();
    return matters;
  }

  @Override
  public void close() {
    try {
      service.close();
      thread.join(Duration.ofSeconds(10));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
