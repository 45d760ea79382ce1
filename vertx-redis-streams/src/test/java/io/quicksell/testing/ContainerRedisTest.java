package io.quicksell.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

/** The Redis that {@code -Dredis=container} asks for. */
class ContainerRedisTest {

    @Test
    void aContainerStartsIfThereIsADockerApiAndElseOneLineSaysThatThereIsNone() {
        if (ContainerRedis.isPossible()) {
            assertEquals("master", roleOf(ContainerRedis.start()));
        } else {
            assertEquals(
                    ContainerRedis.NO_DOCKER,
                    assertThrows(IllegalStateException.class, ContainerRedis::start)
                            .getMessage());
        }
    }

    private static String roleOf(RedisEndpoint endpoint) {
        Vertx vertx = Vertx.vertx();
        try {
            RedisLink link = new RedisLink(vertx, endpoint, "test").open();
            return Eventually.succeeds(() -> link.durability().await()).role();
        } finally {
            vertx.close().await();
        }
    }
}
