package io.quicksell.launcher;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.quicksell.common.access.Caller;

/** {@code %caller} in logback.xml: who asked for what a line is about, or a dash. */
public final class CallerInLog extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Caller.current().map(Caller::who).orElse("-");
    }
}
