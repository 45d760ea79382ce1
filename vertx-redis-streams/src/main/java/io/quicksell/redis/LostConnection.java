package io.quicksell.redis;

import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;

/** Why there is no connection to Redis, in words for an operator. */
final class LostConnection {

    static final String BROKEN = "the connection broke";
    static final String REFUSED_TO_REPLY = "it ends the connection before it replies (does it want TLS?)";

    private static final Pattern BREAK =
            Pattern.compile("CONNECTION_CLOSED|.*(Connection reset|Broken pipe).*", Pattern.DOTALL);

    private LostConnection() {}

    /** Whether the other side, or the network, ended the connection without saying why. */
    static boolean isBreak(Throwable failure) {
        return failure instanceof ClosedChannelException
                || BREAK.matcher(message(failure)).matches();
    }

    /** One text for all ways in which a connection breaks. If an encrypted one fails, only the innermost cause says why. */
    static String reason(Throwable failure) {
        if (isBreak(failure)) {
            return BROKEN;
        }
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String outer = message(failure);
        String inner = message(innermost);
        return outer.contains(inner) ? outer : outer + ": " + inner;
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
