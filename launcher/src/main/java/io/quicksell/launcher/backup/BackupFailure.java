package io.quicksell.launcher.backup;

/** Why there is no backup, or why it is not restored, in one line with the way out. */
public final class BackupFailure extends RuntimeException {

    BackupFailure(String line) {
        this(line, null);
    }

    BackupFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
