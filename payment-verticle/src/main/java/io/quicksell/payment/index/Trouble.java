package io.quicksell.payment.index;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that fails again and again: the log has each cause of it once, until it is over. Thread-safe. */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private final String what;
    private volatile String cause = "";

    Trouble(String what) {
        this.what = what;
    }

    void is(Throwable failure) {
        String last = cause;
        cause = failure.toString();
        if (!cause.equals(last)) {
            LOG.warn("The index of orders {}", what, failure);
        }
    }

    void isOver() {
        cause = "";
    }
}
