package io.quicksell.launcher.run;

/** Why the system does not start, in one line with the way out. */
public class StartFailure extends RuntimeException {

    public StartFailure(String line) {
        this(line, null);
    }

    public StartFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
