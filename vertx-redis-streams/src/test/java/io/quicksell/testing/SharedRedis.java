package io.quicksell.testing;

import io.quicksell.redis.RedisEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/**
 * The redis-server that all tests of this JVM share: the one that {@code QUICKSELL_TEST_REDIS} (host:port) names, else one in a
 * container if {@code -Dredis=container} asks for it, else the embedded one.
 */
final class SharedRedis {

    /** How often a server is started on other ports before it is given up. */
    static final int STARTS = 5;

    private SharedRedis() {}

    static RedisEndpoint start() {
        String given = System.getenv("QUICKSELL_TEST_REDIS");
        if (given != null && !given.isBlank()) {
            String[] parts = given.split(":");
            return new RedisEndpoint(parts[0], Integer.parseInt(parts[1]), "");
        }
        return switch (System.getProperty("redis", "embedded")) {
            case "embedded" -> embedded();
            case "container" -> ContainerRedis.start();
            default ->
                throw new IllegalStateException("-Dredis is embedded or container, not " + System.getProperty("redis"));
        };
    }

    /** Another process may take a free port before the server does, so there are several tries. */
    private static RedisEndpoint embedded() {
        IOException why = null;
        for (int tries = 0; tries < STARTS; tries++) {
            try {
                return embedded(freePort());
            } catch (IOException e) {
                why = e;
            }
        }
        throw new UncheckedIOException("the embedded redis-server does not start", why);
    }

    private static RedisEndpoint embedded(int port) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        return new RedisEndpoint("127.0.0.1", port, "");
    }

    private static void stop(RedisServer server) {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
