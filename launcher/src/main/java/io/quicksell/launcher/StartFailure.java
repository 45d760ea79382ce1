package io.quicksell.launcher;

/** Why it does not start, in one line with the way out. */
class StartFailure extends RuntimeException {

    StartFailure(String line) {
        this(line, null);
    }

    StartFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
