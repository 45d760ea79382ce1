package io.quicksell.common.testing;

import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.common.verticle.StreamsConfig;
import io.quicksell.redis.RedisEndpoint;

/** The node on which a verticle under test runs. */
public final class TestNode {

    private TestNode() {}

    /** A node on loopback with that Redis; instance 0. */
    public static NodeSettings on(RedisEndpoint redis) {
        return new NodeSettings("127.0.0.1", redis, new StreamsConfig(1_440, 60), "test", 0);
    }
}
