package io.quicksell.launcher.redis;

import io.quicksell.common.json.Json;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.PrivateFile;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.redis.RedisEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The Redis server of a data folder: {@code redis.json} in it, readable by its owner alone. It is written before the server is
 * started, so that a server which outlives its JVM is always found again.
 *
 * @param pid its process, or 0 before it is known
 * @param password of the launcher, which may do everything
 * @param servicePassword of the {@link ServiceUser}; empty in a record from before there was one
 * @param family product and major version that wrote the data
 */
record RedisServer(long pid, int port, String password, String servicePassword, String family) {

    private static final String FILE = "redis.json";
    private static final int PASSWORD_BYTES = 32;

    RedisServer {
        servicePassword = servicePassword == null ? "" : servicePassword;
    }

    /** A server that is yet to be started, on a free port, with a password of its own. */
    static RedisServer planned(String family) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new RedisServer(0, socket.getLocalPort(), newPassword(), newPassword(), family);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The server that was written last into that data folder, if any was.
     *
     * @throws StartFailure if the record cannot be read
     */
    static Optional<RedisServer> of(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Files.exists(file)
                    ? Optional.of(Json.read(Files.readString(file), RedisServer.class))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(
                    file + " cannot be read (" + e.getMessage()
                            + "); it holds the port and the password of the Redis server here:"
                            + " put it back, or end that server and delete the file",
                    e);
        }
    }

    void write(DataFolder folder) {
        PrivateFile.write(folder.file(FILE), Json.text(this));
    }

    RedisServer runningAs(long process) {
        return new RedisServer(process, port, password, servicePassword, family);
    }

    /** The same server, with a user for the services. */
    RedisServer withServiceUser() {
        return servicePassword.isEmpty() ? new RedisServer(pid, port, password, newPassword(), family) : this;
    }

    /** Where the services find it. */
    RedisEndpoint endpoint() {
        return new RedisEndpoint("127.0.0.1", port, ServiceUser.NAME, servicePassword, false, "");
    }

    /** Where its launcher finds it. */
    RedisEndpoint administrator() {
        return new RedisEndpoint("127.0.0.1", port, password);
    }

    private static String newPassword() {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return HexFormat.of().formatHex(password);
    }

    RedisProbe probe() {
        return new RedisProbe(port, password);
    }
}
