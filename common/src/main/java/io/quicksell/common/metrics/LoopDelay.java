package io.quicksell.common.metrics;

import io.vertx.core.Vertx;

/** How late the timers of an event loop come, because it is doing something else. For the event loop that calls {@link #start()}. */
public final class LoopDelay {

    private static final long EVERY_MILLIS = 100;

    private final Vertx vertx;
    private final Meter delay;
    private long timer;

    public LoopDelay(Vertx vertx, Meter delay) {
        this.vertx = vertx;
        this.delay = delay;
    }

    public void start() {
        long due = System.nanoTime() + EVERY_MILLIS * 1_000_000;
        timer = vertx.setTimer(EVERY_MILLIS, late -> {
            delay.record(Math.max(0, System.nanoTime() - due) / 1e9);
            start();
        });
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }
}
