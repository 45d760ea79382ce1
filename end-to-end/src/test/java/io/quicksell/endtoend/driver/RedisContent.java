package io.quicksell.endtoend.driver;

import static io.quicksell.endtoend.driver.RedisClient.elements;
import static io.quicksell.endtoend.driver.RedisClient.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is in a Redis, as the commands that make it: strings, hashes, sorted sets, and streams with their groups and what these have
 * pending. As a text it has a command a line, so that one can read what a release has written, and what the next one writes otherwise.
 * The leases of consumers are left out: they belong to processes.
 *
 * @param commands in the order of the names of their keys
 */
public record RedisContent(List<List<String>> commands) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEASES = "consumer:";
    private static final String NO_ENTRY = "0-0";

    public static RedisContent of(RedisClient redis) {
        List<List<String>> commands = new ArrayList<>();
        redis.texts("KEYS", "*").stream()
                .filter(key -> !key.startsWith(LEASES))
                .sorted()
                .forEach(key -> {
                    commands.addAll(making(redis, key));
                    long left = redis.number("PTTL", key);
                    if (left > 0) {
                        commands.add(List.of("PEXPIRE", key, String.valueOf(left)));
                    }
                });
        return new RedisContent(commands);
    }

    public static RedisContent read(Path text) {
        try (Stream<String> lines = Files.lines(text)) {
            return new RedisContent(lines.map(RedisContent::command).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(Path text) {
        try {
            Files.writeString(
                    text, commands.stream().map(RedisContent::line).collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it in an empty Redis. */
    public void fill(RedisClient redis) {
        redis.sendAll(commands);
    }

    private static List<List<String>> making(RedisClient redis, String key) {
        return switch ((String) redis.send("TYPE", key)) {
            case "string" -> List.of(List.of("SET", key, (String) redis.send("GET", key)));
            case "hash" -> List.of(command(List.of("HSET", key), redis.texts("HGETALL", key)));
            case "zset" -> List.of(command(List.of("ZADD", key), membersWithScores(redis, key)));
            case "stream" -> stream(redis, key);
            default -> throw new IllegalStateException("nothing is kept like " + key);
        };
    }

    /** ZRANGE replies with member, score, ZADD wants score, member. */
    private static List<String> membersWithScores(RedisClient redis, String key) {
        List<String> members = redis.texts("ZRANGE", key, "0", "-1", "WITHSCORES");
        List<String> turned = new ArrayList<>();
        for (int i = 0; i < members.size(); i += 2) {
            turned.addAll(List.of(members.get(i + 1), members.get(i)));
        }
        return turned;
    }

    private static List<List<String>> stream(RedisClient redis, String key) {
        List<List<String>> commands = new ArrayList<>();
        for (Object entry : redis.list("XRANGE", key, "-", "+")) {
            List<String> flat = elements(elements(entry).get(1)).stream()
                    .map(String.class::cast)
                    .toList();
            commands.add(command(List.of("XADD", key, (String) elements(entry).get(0)), flat));
        }
        for (Object group : redis.list("XINFO", "GROUPS", key)) {
            commands.addAll(group(redis, key, fields(group)));
        }
        String last = fields(redis.send("XINFO", "STREAM", key)).get("last-generated-id");
        if (!last.equals(NO_ENTRY)) {
            commands.add(List.of("XSETID", key, last));
        }
        return commands;
    }

    private static List<List<String>> group(RedisClient redis, String key, Map<String, String> group) {
        String name = group.get("name");
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("XGROUP", "CREATE", key, name, group.get("last-delivered-id"), "MKSTREAM"));
        for (Object pending : redis.list("XPENDING", key, name, "-", "+", group.get("pending"))) {
            List<String> entry = elements(pending).stream().map(String::valueOf).toList();
            commands.add(List.of(
                    "XCLAIM",
                    key,
                    name,
                    entry.get(1),
                    "0",
                    entry.get(0),
                    "IDLE",
                    entry.get(2),
                    "RETRYCOUNT",
                    entry.get(3),
                    "FORCE",
                    "JUSTID"));
        }
        return commands;
    }

    private static List<String> command(List<String> begin, List<String> rest) {
        return Stream.concat(begin.stream(), rest.stream()).toList();
    }

    private static String line(List<String> command) {
        try {
            return JSON.writeValueAsString(command);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> command(String line) {
        try {
            return List.of(JSON.readValue(line, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line, e);
        }
    }
}
