package io.quicksell.endtoend.driver;

import io.quicksell.testing.OwnRedis;
import java.nio.file.Path;

/** One server, which has a password. */
public record SingleRedis(OwnRedis server) implements FleetRedis {

    private static final String PASSWORD = "open-sesame";

    /**
     * @param folder an empty one
     */
    public static SingleRedis start(Path folder) {
        OwnRedis server = OwnRedis.start(folder);
        try (RedisClient client = new RedisClient(server.endpoint().port(), "")) {
            client.send("CONFIG", "SET", "requirepass", PASSWORD);
        }
        return new SingleRedis(server);
    }

    @Override
    public String conf() {
        return """
                "mode": "external", "port": %d, "password": "%s"
                """.formatted(server.endpoint().port(), PASSWORD);
    }

    @Override
    public RedisClient connect() {
        return new RedisClient(server.endpoint().port(), PASSWORD);
    }

    @Override
    public void close() {
        server.close();
    }
}
