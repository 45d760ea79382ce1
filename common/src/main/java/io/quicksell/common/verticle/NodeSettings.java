package io.quicksell.common.verticle;

import io.quicksell.redis.RedisEndpoint;

/**
 * What a verticle is told of the node it runs on.
 *
 * @param host the address to bind to
 * @param redis its Redis
 * @param id the stable random id of this node
 * @param streams how its streams are looked after
 * @param instance which instance of its kind on this node it is, from 0
 */
public record NodeSettings(String host, RedisEndpoint redis, StreamsConfig streams, String id, int instance) {}
