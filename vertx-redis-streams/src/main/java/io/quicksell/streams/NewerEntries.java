package io.quicksell.streams;

import io.quicksell.streams.StreamPoller.Subscription;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries of a newer version than this process understands. They are nobody's fault: during an upgrade some processes are newer than
 * others. They stay pending, under the name of a consumer that no process has, {@code needs-version-<version>}. Whoever understands
 * them takes them over from there as from a dead consumer, but at once ({@link Takeover}); everybody else leaves them alone.
 *
 * <p>Not thread-safe: for the event loop of its poller.
 */
final class NewerEntries {

    private static final Logger LOG = LoggerFactory.getLogger(NewerEntries.class);
    private static final String CONSUMER = "needs-version-";

    private final Subscription subscription;
    private final Supplier<RedisConnection> connection;
    private final Set<String> told = new HashSet<>();

    /**
     * @param connection the one to Redis, or {@code null} while there is none
     */
    NewerEntries(Subscription subscription, Supplier<RedisConnection> connection) {
        this.subscription = subscription;
        this.connection = connection;
    }

    /** Whether what is pending under that name needs a newer process than one that understands {@code version}. */
    static boolean areUnder(String consumer, int version) {
        return consumer.startsWith(CONSUMER)
                && StreamEntry.versionIn(consumer.substring(CONSUMER.length())).orElse(0) > version;
    }

    /**
     * @throws IllegalArgumentException if it says no version that there can be
     */
    boolean include(StreamEntry entry) {
        return entry.version() > subscription.version();
    }

    /**
     * Puts an entry where newer processes look for it. Where Redis is away the entry stays pending under this consumer's own name, and
     * is found there again.
     */
    Future<Void> leave(StreamEntry entry) {
        if (told.add(entry.stream())) {
            LOG.warn(
                    "Entries of {} are of version {} and wait for a newer process: this one understands up to {}. Upgrade it.",
                    entry.stream(),
                    entry.version(),
                    subscription.version());
        }
        return Optional.ofNullable(connection.get())
                .map(connected -> connected.send(claim(entry)))
                .orElse(Future.succeededFuture())
                .otherwiseEmpty()
                .mapEmpty();
    }

    /** As if it had been idle for as long as one of a dead consumer has to be. Whoever claims it ends that, so only one process gets it. */
    private Request claim(StreamEntry entry) {
        return Request.cmd(Command.XCLAIM)
                .arg(entry.stream())
                .arg(subscription.group())
                .arg(CONSUMER + entry.version())
                .arg(0)
                .arg(entry.id())
                .arg("IDLE")
                .arg(ConsumerLease.MILLIS)
                .arg("JUSTID");
    }
}
