package io.quicksell.launcher.redis;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How an embedded Redis runs.
 *
 * @param executable path of the redis-server to run, or empty for the packed one
 * @param appendfsync how often it makes its log safe: {@code always}, {@code everysec} or {@code no}
 * @param maxMemoryMb how much memory its data may take before it refuses new data; 0 means half of what this machine has
 */
public record EmbeddedSettings(String executable, String appendfsync, int maxMemoryMb) {

    private static final long MEBIBYTE = 1024 * 1024;

    /** The limit in bytes: never 0, which Redis takes for none. */
    long maxMemoryBytes() {
        return maxMemoryMb > 0 ? maxMemoryMb * MEBIBYTE : memoryOfThisMachine() / 2;
    }

    /** Or of the container, where it has a limit of its own. */
    private static long memoryOfThisMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
