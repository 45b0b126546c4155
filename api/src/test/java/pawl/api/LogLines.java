package pawl.api;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the endpoint writes to its log while this is open. */
public final class LogLines implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger(AwsJsonEndpoint.class);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  public LogLines() {
    logger.setLevel(Level.INFO);
    appender.start();
    logger.addAppender(appender);
  }

  /** The lines since this was last asked. */
  public List<String> take() {
    List<String> lines =
        appender.list.stream()
            .map(event -> event.getLevel() + " " + event.getFormattedMessage())
            .toList();
    appender.list.clear();
    return lines;
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }
}
