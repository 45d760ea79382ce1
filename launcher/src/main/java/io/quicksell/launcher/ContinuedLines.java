package io.quicksell.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code %continued(...)} in logback.xml: every line but the first is indented, and other control characters, those that turn text round
 * included, are written as {@code \u001b}. So no value that comes from Redis or a client forges an entry or steers a terminal.
 */
public final class ContinuedLines extends CompositeConverter<ILoggingEvent> {

    private static final Pattern LINE_BREAK = Pattern.compile("\r?\n(?=.)");
    private static final Pattern CONTROL = Pattern.compile(
            "\r(?!\n)|[\\p{Cc}\\p{Zl}\\p{Zp}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\r\n\t]]");

    @Override
    protected String transform(ILoggingEvent event, String text) {
        String visible = CONTROL.matcher(text).replaceAll(ContinuedLines::escape);
        return LINE_BREAK.matcher(visible).replaceAll("\n\t");
    }

    private static String escape(MatchResult control) {
        return Matcher.quoteReplacement(
                String.format("\\u%04x", (int) control.group().charAt(0)));
    }
}
