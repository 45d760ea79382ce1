package io.quicksell.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class logs until this is closed: warnings and worse, but not that the machine was slow. */
public final class LogLines implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            boolean isOfASlowMachine = event.getLoggerName().endsWith("BlockedThreadChecker");
            if (event.getLevel().isGreaterOrEqual(Level.WARN) && !isOfASlowMachine) {
                lines.add(event.getFormattedMessage());
            }
        }
    };

    private LogLines(String logger) {
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.logger = logging.getLogger(logger);
        appender.setContext(logging);
        appender.start();
        this.logger.addAppender(appender);
    }

    public static LogLines of(String logger) {
        return new LogLines(logger);
    }

    /** The messages so far, oldest first. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
    }
}
