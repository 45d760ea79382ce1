package io.quicksell.common.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Times as JSON shows them: RFC 3339, UTC, always three decimals. Redis holds them as milliseconds since 1970. */
public final class Times {

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern ANY_OFFSET = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)", Pattern.CASE_INSENSITIVE);

    /** Those of the years 0000 to 9999, which is all that RFC 3339 can say. */
    private static final long FIRST_MILLIS = millis("0000-01-01T00:00:00.000Z");

    private static final long LAST_MILLIS = millis("9999-12-31T23:59:59.999Z");

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

    /**
     * The first millisecond since 1970 that is not before a time.
     *
     * @param text RFC 3339 with any offset, upper or lower case
     * @throws DateTimeException if it is not such a time, or in no year from 0000 to 9999 of UTC
     */
    public static long millisOf(String text) {
        if (!ANY_OFFSET.matcher(text).matches()) {
            throw new DateTimeException("not a time: " + text);
        }
        Instant time = OffsetDateTime.parse(text).toInstant();
        long millis = time.toEpochMilli() + (time.getNano() % 1_000_000 == 0 ? 0 : 1);
        if (millis < FIRST_MILLIS || millis > LAST_MILLIS) {
            throw new DateTimeException("out of range: " + text);
        }
        return millis;
    }
}
