package io.quicksell.launcher.redis;

import io.quicksell.common.json.Json;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.PrivateFile;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A data folder and the embedded Redis on it, as one run of the launcher has them; for the JUnit thread. */
final class RedisRun implements AutoCloseable {

    /** The packed one. */
    static final String EXECUTABLE = "";

    static final String APPENDFSYNC = "always";

    static final EmbeddedSettings SETTINGS = new EmbeddedSettings(EXECUTABLE, APPENDFSYNC, 0);

    private static final Duration SIGN_OF_LIFE_LIMIT = Duration.ofSeconds(3);

    private final DataFolder folder;
    private final EmbeddedRedis redis;
    private final Vertx vertx = Vertx.vertx();
    private Redis client;
    private Redis serviceClient;

    private RedisRun(DataFolder folder, EmbeddedSettings settings) {
        this.folder = folder;
        this.redis = new EmbeddedRedis(folder, settings, SIGN_OF_LIFE_LIMIT);
    }

    /** What a launcher does with a data folder until its Redis is ready. */
    static RedisRun start(Path data) {
        return start(data, SETTINGS);
    }

    static RedisRun start(Path data, String executable, String appendfsync) {
        return start(data, new EmbeddedSettings(executable, appendfsync, 0));
    }

    static RedisRun start(Path data, EmbeddedSettings settings) {
        RedisRun run = new RedisRun(DataFolder.open(data), settings);
        try {
            RedisEndpoint endpoint = run.redis.start();
            run.client = run.client(endpoint, "", run.server().password());
            run.serviceClient = run.client(endpoint, endpoint.user(), endpoint.password());
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private Redis client(RedisEndpoint endpoint, String user, String password) {
        String url = "redis://" + user + ":" + password + "@" + endpoint.host() + ":" + endpoint.port();
        return Redis.createClient(vertx, new RedisOptions().setConnectionString(url));
    }

    /** Sends one command as the launcher and gives its answer. */
    Response call(Command command, Object... arguments) {
        return call(client, command, arguments);
    }

    /** The same as the services do. */
    Response callAsService(Command command, Object... arguments) {
        return call(serviceClient, command, arguments);
    }

    private static Response call(Redis client, Command command, Object... arguments) {
        Request request = Request.cmd(command);
        Stream.of(arguments).map(String::valueOf).forEach(request::arg);
        return client.send(request)
                .recover(failure -> Future.failedFuture(new IllegalStateException(failure)))
                .await();
    }

    /** The value of one of the server's settings. */
    String setting(String name) {
        return call(Command.CONFIG, "GET", name).get(name).toString();
    }

    /** A value of INFO. */
    String info(String name) {
        return call(Command.INFO)
                .toString()
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    RedisServer server() {
        return serverOf(folder.path());
    }

    /** Ends the server itself without a word. */
    void killServer() {
        Eventually.succeeds(() -> ProcessHandle.of(server().pid()).orElseThrow())
                .destroyForcibly();
    }

    /** As {@link EmbeddedRedis#stop()}, and the folder is free. */
    @Override
    public void close() {
        redis.stop();
        folder.close();
        vertx.close().await();
    }

    /** Begins to stop, as Ctrl-C does while it is still starting. */
    void stopRedis() {
        redis.stop();
    }

    /** What a data folder's {@code redis.json} says. */
    static RedisServer serverOf(Path data) {
        try {
            return Json.read(Files.readString(data.resolve("redis.json")), RedisServer.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path data, RedisServer server) {
        PrivateFile.write(data.resolve("redis.json"), Json.text(server));
    }

    /** The processes that work in the Redis folder of a data folder, zombies apart. */
    static List<Long> processesOn(Path data) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> worksIn(pid, data.resolve("redis")))
                .toList();
    }

    private static boolean worksIn(long pid, Path folder) {
        Path workingDirectory = Path.of("/proc", String.valueOf(pid), "cwd");
        try {
            return Files.exists(workingDirectory) && Files.isSameFile(workingDirectory, folder);
        } catch (IOException ended) {
            return false;
        }
    }
}
