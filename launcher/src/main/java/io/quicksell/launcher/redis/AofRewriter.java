package io.quicksell.launcher.redis;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the append-only file rewritten when it has grown and little is written, so that the next start reads a base and little else. What
 * Redis does by itself, a rewrite when the file has doubled, comes in the middle of the work that makes it grow, and may never come: it
 * takes all that it has read at its start for the base.
 */
final class AofRewriter {

    private static final Logger LOG = LoggerFactory.getLogger(AofRewriter.class);
    private static final long LOOK_EVERY_SECONDS = 60;

    /** In one interval at least; the leases of a system at rest take a twentieth of it. */
    static final long BUSY_BYTES = 1024 * 1024;

    /** Read again in less than half a second. */
    static final long GROWN_BYTES = 32 * 1024 * 1024;

    /** The part of the base by which the file may be larger than it, because a rewrite writes all of the base. */
    private static final int SHARE_OF_BASE = 8;

    private final Supplier<RedisProbe> server;
    private final long grownBytes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(AofRewriter::daemon);
    private long lastSize = -1;
    private long baseAtStart = -1;

    AofRewriter(Supplier<RedisProbe> server) {
        this(server, GROWN_BYTES);
    }

    /**
     * @param server the one that runs now
     * @param grownBytes how many bytes behind the base are worth a rewrite
     */
    AofRewriter(Supplier<RedisProbe> server, long grownBytes) {
        this.server = server;
        this.grownBytes = grownBytes;
    }

    /** Looks from now on, unless it has ended already. */
    synchronized void begin() {
        if (!timer.isShutdown()) {
            timer.scheduleWithFixedDelay(this::look, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    synchronized void end() {
        timer.shutdownNow();
    }

    /** Looks at the file, and asks for a rewrite if it is due. */
    void look() {
        try {
            Map<String, String> state = server.get().info("persistence");
            long size = Long.parseLong(state.get("aof_current_size"));
            if (isAtRest(size) && isGrown(size, Long.parseLong(state.get("aof_base_size")))) {
                LOG.info("Redis rewrites its append-only file of {} MiB while there is little to do", size >> 20);
                server.get().send("BGREWRITEAOF");
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("the append-only file is looked at later", e);
        }
    }

    private boolean isAtRest(long size) {
        long written = size - lastSize;
        boolean isFirst = lastSize < 0;
        lastSize = size;
        return !isFirst && written >= 0 && written < BUSY_BYTES;
    }

    /** What was there at its start is no base that it knows of, so all of it counts until it was rewritten once. */
    private boolean isGrown(long size, long base) {
        if (baseAtStart < 0) {
            baseAtStart = base;
        }
        long known = base == baseAtStart ? 0 : base;
        return size - known > Math.max(grownBytes, known / SHARE_OF_BASE);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "aof-rewriter");
        thread.setDaemon(true);
        return thread;
    }
}
