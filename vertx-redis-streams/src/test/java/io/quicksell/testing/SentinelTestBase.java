package io.quicksell.testing;

import io.quicksell.redis.Address;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.Sentinels;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a Redis of its own with one replica and three sentinels, to be harmed. */
public abstract class SentinelTestBase {

    @TempDir
    protected Path folder;

    protected final Vertx vertx = Vertx.vertx();
    protected SentinelSetup setup;

    @BeforeEach
    void startServersAndSentinels() {
        setup = SentinelSetup.start(vertx, folder, 1);
    }

    @AfterEach
    void endServersAndSentinels() {
        vertx.close().await();
        if (setup != null) {
            setup.close();
        }
    }

    /** The Redis, wherever these sentinels say that it is, for the system. */
    protected static RedisEndpoint endpoint(Sentinels sentinels) {
        return new RedisEndpoint(sentinels, SystemUser.NAME, SystemUser.PASSWORD, false, "");
    }

    /** Sentinels at these addresses, as a process knows them. */
    protected static Sentinels sentinels(List<String> addresses) {
        return new Sentinels(
                addresses.stream().map(Address::parse).toList(), SentinelSetup.MASTER_NAME, "", "", false, "");
    }
}
