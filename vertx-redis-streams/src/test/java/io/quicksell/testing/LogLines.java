package io.quicksell.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged until this is closed, but not that the machine was slow. */
public final class LogLines implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level least;
    private final Level before;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            boolean isOfASlowMachine = event.getLoggerName().endsWith("BlockedThreadChecker");
            if (event.getLevel().isGreaterOrEqual(least) && !isOfASlowMachine) {
                lines.add(event.getFormattedMessage());
            }
        }
    };

    private LogLines(String logger, Level least) {
        this.least = least;
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.logger = logging.getLogger(logger);
        this.before = this.logger.getLevel();
        if (!this.logger.isEnabledFor(least)) {
            this.logger.setLevel(least);
        }
        appender.setContext(logging);
        appender.start();
        this.logger.addAppender(appender);
    }

    /** Warnings and worse. */
    public static LogLines of(String logger) {
        return new LogLines(logger, Level.WARN);
    }

    /** What a class tells, too. */
    public static LogLines from(Class<?> logger) {
        return new LogLines(logger.getName(), Level.INFO);
    }

    /** The messages so far, oldest first. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(before);
        appender.stop();
    }
}
