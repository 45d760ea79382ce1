package io.quicksell.common.verticle;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.LimitsConfig;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.peer.BusProof;
import io.quicksell.common.tls.Trust;
import io.quicksell.redis.RedisEndpoint;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a verticle has to know about its node.
 *
 * @param entrance where it listens
 * @param serviceKey what services send each other over HTTP
 * @param trust by what it knows services that it asks over HTTPS
 * @param access who may use its services
 * @param limits how often one client may ask
 * @param redis the Redis to use
 * @param id the stable random id of this node
 * @param streams how long streams are kept and entries may wait
 * @param instance which instance of its kind on this node it is, from 0
 * @param meters where it measures how it is doing
 * @param reports what else of the node its services show in their health, by name; never waits
 */
public record NodeSettings(
        Entrance entrance,
        ServiceKey serviceKey,
        Trust trust,
        AccessConfig access,
        LimitsConfig limits,
        RedisEndpoint redis,
        StreamsConfig streams,
        String id,
        int instance,
        Meters meters,
        Map<String, Supplier<Map<String, Object>>> reports) {

    /** What messages between services prove that they come from one. */
    public BusProof busProof() {
        return BusProof.of(serviceKey, access);
    }
}
