package io.quicksell.testing;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ulimit;
import io.quicksell.redis.RedisEndpoint;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A redis-server in a container that ends with this JVM. It needs a Docker API. */
final class ContainerRedis {

    static final String NO_DOCKER = "-Dredis=container needs a Docker API, and none responds (docker info shows why);"
            + " without it the tests use the packed redis-server";

    private static final String IMAGE = "redis:7.4-alpine";
    private static final int PORT = 6379;

    /** The server needs one for each client and some more; the default varies from one container engine to the other. */
    private static final long OPEN_FILES = 16_384;

    private static final long PROCESSES = 4_096;

    private ContainerRedis() {}

    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /**
     * @throws IllegalStateException if no Docker API responds
     */
    static RedisEndpoint start() {
        if (!isPossible()) {
            throw new IllegalStateException(NO_DOCKER);
        }
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE));
        container
                .withExposedPorts(PORT)
                .withCommand("redis-server", "--save", "", "--appendonly", "no")
                .withCreateContainerCmdModifier(create -> limit(create.getHostConfig()))
                .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*", 1))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new RedisEndpoint(container.getHost(), container.getMappedPort(PORT), "");
    }

    private static void limit(HostConfig host) {
        host.withUlimits(
                List.of(new Ulimit("nofile", OPEN_FILES, OPEN_FILES), new Ulimit("nproc", PROCESSES, PROCESSES)));
    }
}
