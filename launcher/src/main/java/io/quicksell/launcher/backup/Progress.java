package io.quicksell.launcher.backup;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says every few seconds how far something is that takes longer. */
final class Progress {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<String> say;
    private long sayAt = System.nanoTime() + EVERY_NANOS;

    Progress(Consumer<String> say) {
        this.say = say;
    }

    void at(String done) {
        if (System.nanoTime() - sayAt > 0) {
            sayAt = System.nanoTime() + EVERY_NANOS;
            say.accept(done);
        }
    }
}
