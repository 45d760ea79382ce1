package io.quicksell.common.testing;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.LimitsConfig;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.peer.BusProof;
import io.quicksell.common.tls.Trust;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.common.verticle.StreamsConfig;
import io.quicksell.redis.RedisEndpoint;
import java.util.Map;

/** The node on which a verticle under test runs. */
public final class TestNode {

    /** What the services show each other. */
    public static final ServiceKey KEY = new ServiceKey("a-key-of-the-tests-and-of-no-shop");

    /** Nobody is asked who they are. */
    public static final AccessConfig ACCESS_OFF = new AccessConfig("off");

    private static final AccessConfig REQUIRED = new AccessConfig("required");

    /** What messages carry between services that ask callers who they are. */
    public static final BusProof PROOF = BusProof.of(KEY, REQUIRED);

    private TestNode() {}

    /** A node on loopback with that Redis; instance 0. */
    public static NodeSettings on(RedisEndpoint redis) {
        return on(redis, KEY);
    }

    /** The same, where callers are asked who they are. */
    public static NodeSettings asking(RedisEndpoint redis) {
        return on(redis, KEY, REQUIRED);
    }

    /** The same, where the services show each other another key, or none. */
    public static NodeSettings on(RedisEndpoint redis, ServiceKey key) {
        return on(redis, key, ACCESS_OFF);
    }

    /** The same, for another instance. */
    public static NodeSettings instance(int instance, NodeSettings of) {
        return new NodeSettings(
                of.entrance(),
                of.serviceKey(),
                of.trust(),
                of.access(),
                of.limits(),
                of.redis(),
                of.streams(),
                of.id(),
                instance,
                of.meters(),
                of.reports());
    }

    /** The same, where it is measured how it is doing. */
    public static NodeSettings measured(Meters meters, NodeSettings of) {
        return new NodeSettings(
                of.entrance(),
                of.serviceKey(),
                of.trust(),
                of.access(),
                of.limits(),
                of.redis(),
                of.streams(),
                of.id(),
                of.instance(),
                meters,
                of.reports());
    }

    private static NodeSettings on(RedisEndpoint redis, ServiceKey key, AccessConfig access) {
        return new NodeSettings(
                Entrance.at("127.0.0.1"),
                key,
                Trust.OF_JAVA,
                access,
                LimitsConfig.NONE,
                redis,
                new StreamsConfig(1_440, 60),
                "test",
                0,
                Meters.NONE,
                Map.of());
    }
}
