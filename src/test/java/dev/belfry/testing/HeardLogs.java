package dev.belfry.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that Belfry logs while this is open, down to the least of it. */
public final class HeardLogs implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.belfry");
  private final @Nullable Level before = logger.getLevel();
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  public HeardLogs() {
    logger.setLevel(Level.TRACE);
    heard.start();
    logger.addAppender(heard);
  }

  /** Messages and stack traces. */
  public String text() {
    return List.copyOf(heard.list).stream().map(HeardLogs::text).collect(Collectors.joining("\n"));
  }

  private static String text(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? event.getFormattedMessage()
        : event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  @Override
  public void close() {
    logger.detachAppender(heard);
    logger.setLevel(before);
  }
}
