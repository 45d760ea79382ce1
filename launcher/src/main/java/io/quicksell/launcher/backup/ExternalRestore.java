package io.quicksell.launcher.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.order.StoredFormat;
import io.quicksell.redis.RedisEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Restores a backup into an external Redis that is empty, key by key from a server on the copy. The format says {@code restoring} until
 * everything is there, so no process uses what is not whole, however this ends. Blocks.
 */
final class ExternalRestore {

    static final String UNDER_WAY = "restoring";
    private static final int KEYS_AT_ONCE = 50;

    private final Source target;
    private final Proof proof;
    private final Consumer<String> say;

    ExternalRestore(RedisEndpoint redis, Proof proof, Consumer<String> say) {
        this.target = Source.external(redis);
        this.proof = proof;
        this.say = say;
    }

    /**
     * Proves the backup, then restores it.
     *
     * @throws BackupFailure if it is not restored
     */
    void restore(Path backup) {
        BackupRecord record = BackupRecord.of(backup);
        try (RedisWire redis = RedisWire.to(target.redis().get())) {
            checkEmpty(redis);
            say.accept("Proving the backup of " + record.takenAt() + " by a start of a copy ...");
            Contents found = proof.of(backup, record, copy -> fill(redis, copy));
            say.accept("Restored " + backup + " of " + record.takenAt() + " into " + target.name() + ": " + found);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private BackupFailure failure(IOException e) {
        boolean lacksRights = e instanceof RedisWire.Refusal refusal && refusal.isForLackOfRights();
        return new BackupFailure(
                "Nothing was restored into " + target.name() + ": " + e.getMessage()
                        + (lacksRights ? "; its user needs +restore and +dbsize for it" : ""),
                e);
    }

    private void checkEmpty(RedisWire redis) throws IOException {
        long keys = redis.number("DBSIZE");
        if (keys == 0) {
            return;
        }
        String start = target.name() + " has " + keys + " keys, and a backup is restored into an empty Redis alone; ";
        if (redis.text("GET", StoredFormat.KEY).equals(UNDER_WAY)) {
            throw new BackupFailure(
                    start + "they are of a restore that was cut off: empty it (FLUSHALL), and restore again");
        }
        if (isInUse(redis)) {
            throw new BackupFailure(start + "processes work with it now: stop them first");
        }
        throw new BackupFailure(start + "use another one, or empty it (FLUSHALL) if nobody needs them");
    }

    /** Whether a consumer of a stream has renewed its lease within the last seconds. */
    private static boolean isInUse(RedisWire redis) throws IOException {
        String cursor = "0";
        do {
            List<?> page = redis.list("SCAN", cursor, "MATCH", "consumer:*", "COUNT", 1_000);
            if (!((List<?>) page.get(1)).isEmpty()) {
                return true;
            }
            cursor = RedisWire.textOf(page.get(0));
        } while (!cursor.equals("0"));
        return false;
    }

    private void fill(RedisWire redis, RedisWire copy) throws IOException {
        boolean isBegun = redis.call("SET", StoredFormat.KEY, UNDER_WAY, "NX") != null;
        if (!isBegun || redis.number("DBSIZE") != 1) {
            if (isBegun) {
                redis.call("DEL", StoredFormat.KEY);
            }
            throw new BackupFailure(target.name() + " is not empty any more: stop what uses it first");
        }
        List<byte[]> begun = new ArrayList<>();
        try {
            copyAll(redis, copy, begun);
        } catch (IOException e) {
            empty(begun, e);
            throw failure(e);
        }
    }

    private void copyAll(RedisWire redis, RedisWire copy, List<byte[]> begun) throws IOException {
        long all = copy.number("DBSIZE");
        Progress progress = new Progress(say);
        String cursor = "0";
        do {
            List<?> page = copy.list("SCAN", cursor, "COUNT", KEYS_AT_ONCE);
            List<byte[]> keys = ((List<?>) page.get(1))
                    .stream()
                            .map(key -> (byte[]) key)
                            .filter(key -> !RedisWire.textOf(key).equals(StoredFormat.KEY))
                            .toList();
            begun.addAll(keys);
            copy(redis, copy, keys);
            progress.at("Restored " + begun.size() + " of " + all + " keys ...");
            cursor = RedisWire.textOf(page.get(0));
        } while (!cursor.equals("0"));
        byte[] format = StoredFormat.KEY.getBytes(UTF_8);
        if (copy.number("EXISTS", format) == 1) {
            copy(redis, copy, List.of(format));
        } else {
            redis.call("DEL", format);
        }
    }

    /** A key that has expired meanwhile is left out. */
    private static void copy(RedisWire redis, RedisWire copy, List<byte[]> keys) throws IOException {
        for (byte[] key : keys) {
            copy.send("PTTL", key);
            copy.send("DUMP", key);
        }
        copy.flush();
        int sent = 0;
        for (byte[] key : keys) {
            long millis = Long.parseLong(RedisWire.textOf(copy.read()));
            Object packed = copy.read();
            if (packed != null) {
                redis.send("RESTORE", key, Math.max(millis, 0), packed, "REPLACE");
                sent++;
            }
        }
        redis.flush();
        for (int i = 0; i < sent; i++) {
            redis.read();
        }
    }

    /** As it was before, where it can be reached still; on another connection, because this one may have replies on their way. */
    private void empty(List<byte[]> begun, Exception why) {
        try (RedisWire redis = RedisWire.to(target.redis().get())) {
            for (byte[] key : begun) {
                redis.call("DEL", key);
            }
            redis.call("DEL", StoredFormat.KEY);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
