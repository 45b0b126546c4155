package pawl.observability.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;
import pawl.observability.Losses;

/**
 * Writes the log of all executions as lines of JSON, whatever their machines ask for. A file is
 * opened for every batch, so it may be moved away at any time.
 */
public final class LineLog implements HistoryListener {
  private static final Logger LOG = LoggerFactory.getLogger(LineLog.class);

  private final Opener opener;
  private final Logging logging;
  private final Losses losses = new Losses(LOG, "Lines of the executions' log");

  @FunctionalInterface
  private interface Opener {
    OutputStream open() throws IOException;
  }

  private LineLog(Opener opener, LogLevel level, boolean withData) {
    this.opener = opener;
    this.logging = new Logging(level, withData, null);
  }

  /** A log in a file, which is appended to. */
  public static LineLog to(Path file, LogLevel level, boolean withData) {
    return new LineLog(
        () -> Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        level,
        withData);
  }

  /** A log on a stream that stays open. */
  public static LineLog to(OutputStream stream, LogLevel level, boolean withData) {
    return new LineLog(() -> new KeptOpen(stream), level, withData);
  }

  @Override
  public String name() {
    return "log-lines";
  }

  @Override
  public boolean wants(NewEvents news) {
    return logging.carries(news);
  }

  @Override
  public void heard(List<NewEvents> news) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    int count = 0;
    for (NewEvents one : news) {
      for (HistoryEvent event : one.events()) {
        if (logging.level().carries(event.type())) {
          String entry = LogEntry.of(one, event, logging.withData(), Integer.MAX_VALUE);
          lines.writeBytes((entry + "\n").getBytes(UTF_8));
          count++;
        }
      }
    }
    try (OutputStream out = opener.open()) {
      // At once, so that nothing gets between two halves of a line.
      out.write(lines.toByteArray());
    } catch (IOException e) {
      losses.add(count, e.toString());
    }
  }

  /** How many lines could not be written; those of a batch count together. */
  public Losses losses() {
    return losses;
  }

  private static final class KeptOpen extends OutputStream {
    private final OutputStream stream;

    KeptOpen(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      stream.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      stream.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }

    @Override
    public void close() throws IOException {
      stream.flush();
    }
  }
}
