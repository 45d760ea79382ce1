package io.quicksell.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.quicksell.launcher.conf.LogConfig;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log. What is logged before the data folder is known, in whatever class, goes to the console alone, as logback.xml says; from then
 * on everything goes to a file in that folder, too, as log-file.xml says. What libraries log by the JDK's own log goes the same way.
 */
final class Logging {

    private Logging() {}

    /** From now on the JDK's log goes into this one, instead of raw to the console. */
    static void takeOver() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static void toFile(Path folder, LogConfig log) {
        toFile((LoggerContext) LoggerFactory.getILoggerFactory(), folder, log);
    }

    static void toFile(LoggerContext context, Path folder, LogConfig log) {
        context.putProperty("folder", folder.toString());
        context.putProperty("level", log.level());
        configure(context, "/log-file.xml");
        if (log.isJson()) {
            context.getLogger(Logger.ROOT_LOGGER_NAME)
                    .iteratorForAppenders()
                    .forEachRemaining(appender -> writeJson((OutputStreamAppender<ILoggingEvent>) appender));
        }
    }

    /** Instead of the pattern that the file of its configuration gave it. */
    private static void writeJson(OutputStreamAppender<ILoggingEvent> appender) {
        JsonLines encoder = new JsonLines();
        encoder.setContext(appender.getContext());
        encoder.start();
        appender.setEncoder(encoder);
    }

    /** For a command that says itself, in one line, what is wrong. */
    static void ofErrorsOnly() {
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.ERROR);
    }

    /** Adds to what is configured already. */
    static void configure(LoggerContext context, String resource) {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Logging.class.getResource(resource));
        } catch (JoranException e) {
            throw new IllegalStateException(resource + " is broken", e);
        }
    }
}
