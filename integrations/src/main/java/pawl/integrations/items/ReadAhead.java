package pawl.integrations.items;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads what comes next on a thread of its own while what was read is worked on, a few batches
 * ahead at most. Once it is closed nothing reads any more.
 */
final class ReadAhead<T> implements AutoCloseable {
  private static final int BATCH = 256;
  private static final int BATCHES = 4;

  /** A batch ends with the element that reaches this weight. */
  private static final long WEIGHT = 1 << 20;

  private final Iterator<T> source;
  private final ToLongFunction<T> weight;
  private final BlockingQueue<Batch<T>> read = new ArrayBlockingQueue<>(BATCHES);
  private final Thread reader;
  private volatile boolean isClosed;

  /**
   * Some elements.
   *
   * @param failure that the source ended with, or null
   */
  private record Batch<T>(List<T> elements, @Nullable RuntimeException failure) {}

  /**
   * Begins to read.
   *
   * @param weight of an element, in bytes: a few MiB are ahead at most
   */
  ReadAhead(Iterator<T> source, ToLongFunction<T> weight) {
    this.source = source;
    this.weight = weight;
    this.reader = Thread.ofVirtual().name("read-ahead").start(this::read);
  }

  private void read() {
    try {
      boolean isOver = false;
      while (!isOver && !isClosed) {
        Batch<T> batch = next();
        isOver = batch.elements.isEmpty() || batch.failure != null;
        if (!isClosed) {
          read.put(batch);
        }
      }
    } catch (InterruptedException _) {
      // nobody wants more
    }
  }

  private Batch<T> next() {
    List<T> elements = new ArrayList<>(BATCH);
    try {
      long bytes = 0;
      while (elements.size() < BATCH && bytes < WEIGHT && !isClosed && source.hasNext()) {
        T element = source.next();
        elements.add(element);
        bytes += weight.applyAsLong(element);
      }
      return new Batch<>(elements, null);
    } catch (RuntimeException e) {
      return new Batch<>(elements, e);
    }
  }

  /**
   * The next elements; none after the last.
   *
   * @throws RuntimeException what the source has thrown
   * @throws InterruptedException if the thread was interrupted
   */
  List<T> take() throws InterruptedException {
    Batch<T> batch = read.take();
    if (batch.failure != null) {
      throw batch.failure;
    }
    return batch.elements;
  }

  /** Returns when nothing is read any more, which is at once. */
  @Override
  public void close() {
    isClosed = true;
    reader.interrupt();
    boolean wasInterrupted = false;
    while (true) {
      try {
        reader.join();
        break;
      } catch (InterruptedException _) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
