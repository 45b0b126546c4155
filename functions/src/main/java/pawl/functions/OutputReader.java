package pawl.functions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a process writes to standard output and error and gives each line to the invocation in
 * progress. Lines written while there is none (initialisation, between invocations) are put in
 * front of the next invocation's log.
 */
final class OutputReader {
  private static final Logger LOG = LoggerFactory.getLogger(OutputReader.class);
  private static final int LONGEST_LINE_BYTES = 64 * 1024;

  private final String functionName;
  private final InputStream in;
  private final LogListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final ByteArrayOutputStream unfinishedLine = new ByteArrayOutputStream();
  private InvocationLog unclaimed = new InvocationLog();
  private @Nullable InvocationLog current;
  private @Nullable String requestId;
  private long bytesRead;
  private boolean ended;

  OutputReader(String functionName, InputStream in, LogListener listener) {
    this.functionName = functionName;
    this.in = in;
    this.listener = listener;
  }

  /** Starts reading. A pipe blocks its thread, so it is a platform thread. */
  void start() {
    Thread.ofPlatform().daemon().name("output of " + functionName).start(this::readAll);
  }

  /** From now on lines belong to this invocation. */
  void attach(String id, InvocationLog log) {
    lock.lock();
    try {
      finishLine();
      String earlier = unclaimed.toString();
      if (!earlier.isEmpty()) {
        log.line(earlier.stripTrailing());
        unclaimed = new InvocationLog();
      }
      current = log;
      requestId = id;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the invocation's share of the output. */
  void detach() {
    lock.lock();
    try {
      finishLine();
      current = null;
      requestId = null;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a line of the host to the invocation in progress. */
  void platformLine(String line) {
    lock.lock();
    try {
      finishLine();
      add(LogListener.Source.PLATFORM, line);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until so many bytes have been read since the start of the process. */
  void awaitBytes(long count, Duration most) {
    lock.lock();
    try {
      long left = most.toNanos();
      while (bytesRead < count && !ended && left > 0) {
        left = progress.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until nothing has come for a moment: for processes that don't say how much they wrote.
   */
  void awaitQuiet(Duration moment, int mostMoments) {
    lock.lock();
    try {
      long seen = -1;
      for (int i = 0; i < mostMoments && seen != bytesRead && !ended; i++) {
        seen = bytesRead;
        long left = moment.toNanos();
        while (left > 0 && seen == bytesRead && !ended) {
          left = progress.awaitNanos(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end of the output. */
  void awaitEnd(Duration most) {
    awaitBytes(Long.MAX_VALUE, most);
  }

  private void readAll() {
    byte[] buffer = new byte[8192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        take(buffer, count);
      }
    } catch (IOException e) {
      LOG.debug("the output of a process of {} broke off", functionName, e);
    }
    lock.lock();
    try {
      finishLine();
      ended = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void take(byte[] buffer, int count) {
    lock.lock();
    try {
      int from = 0;
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n') {
          unfinishedLine.write(buffer, from, i - from);
          emit();
          from = i + 1;
        }
      }
      unfinishedLine.write(buffer, from, count - from);
      if (unfinishedLine.size() > LONGEST_LINE_BYTES) {
        emit();
      }
      bytesRead += count;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void finishLine() {
    if (unfinishedLine.size() > 0) {
      emit();
    }
  }

  private void emit() {
    String line = unfinishedLine.toString(StandardCharsets.UTF_8);
    unfinishedLine.reset();
    add(
        LogListener.Source.FUNCTION,
        line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }

  private void add(LogListener.Source source, String line) {
    InvocationLog log = current == null ? unclaimed : current;
    log.line(line);
    try {
      listener.onLine(new LogListener.Line(functionName, requestId, source, line));
    } catch (RuntimeException e) {
      LOG.error("a listener of function output failed", e);
    }
  }
}
