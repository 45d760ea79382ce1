package io.quicksell.common.config;

/**
 * Where Redis answers.
 *
 * @param password empty means none
 */
public record RedisEndpoint(String host, int port, String password) {}
