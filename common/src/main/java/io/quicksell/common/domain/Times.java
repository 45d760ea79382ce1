package io.quicksell.common.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as JSON shows them: RFC 3339, UTC, always three decimals. Redis holds them as milliseconds since 1970. */
public final class Times {

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    public static String text(long epochMillis) {
        return RFC_3339.format(Instant.ofEpochMilli(epochMillis));
    }

    /**
     * @throws java.time.format.DateTimeParseException if the text is not an RFC 3339 time in UTC
     */
    public static long millis(String text) {
        return Instant.parse(text).toEpochMilli();
    }
}
