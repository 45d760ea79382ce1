package io.quicksell.common.verticle;

import io.quicksell.redis.RedisEndpoint;

/**
 * What a verticle has to know about its node.
 *
 * @param host the address to bind to
 * @param redis the Redis to use
 * @param id the stable random id of this node
 * @param streams how long streams are kept and entries may wait
 * @param instance which instance of its kind on this node it is, from 0
 */
public record NodeSettings(String host, RedisEndpoint redis, StreamsConfig streams, String id, int instance) {}
