package io.quicksell.launcher;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.quicksell.launcher.trace.CurrentSpan;

/** {@code %trace} in log-file.xml: the trace that a line belongs to, and the begin of its span's id; nothing where nothing is traced. */
public final class TraceInLog extends ClassicConverter {

    private static final int DIGITS_OF_SPAN = 8;

    @Override
    public String convert(ILoggingEvent event) {
        return CurrentSpan.ids()
                .map(ids -> " [" + ids.getTraceId() + "/" + ids.getSpanId().substring(0, DIGITS_OF_SPAN) + "]")
                .orElse("");
    }
}
