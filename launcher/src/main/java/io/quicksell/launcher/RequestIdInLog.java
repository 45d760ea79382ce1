package io.quicksell.launcher;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.quicksell.common.http.RequestId;

/** {@code %request} in logback.xml: the id of the request that a line belongs to, or a dash. */
public final class RequestIdInLog extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return RequestId.current().orElse("-");
    }
}
