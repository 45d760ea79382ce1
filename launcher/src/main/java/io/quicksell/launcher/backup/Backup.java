package io.quicksell.launcher.backup;

import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.redis.RedisEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Takes a backup of a Redis that goes on working, proves it by a start of the copy, and removes the oldest ones. Blocks, for as long as
 * it takes to copy and to load all data.
 */
public final class Backup {

    private static final String DATA = "redis.rdb";

    /** A snapshot is packed: an order takes half of what it takes in memory, or less. */
    private static final int PACKED = 2;

    private static final long MEBIBYTE = 1024 * 1024;
    private static final int MICROS_OF_A_MILLI = 1_000;

    private final Source source;
    private final Proof proof;
    private final int keep;
    private final Consumer<String> say;

    /**
     * @param keep how many proved backups of this source stay
     * @param say told how far it is
     */
    Backup(Source source, Proof proof, int keep, Consumer<String> say) {
        this.source = source;
        this.proof = proof;
        this.keep = keep;
        this.say = say;
    }

    /**
     * As a conf says.
     *
     * @param say told how far it is
     */
    public static Backup of(QuickSellConfig config, Source source, Consumer<String> say) {
        return new Backup(source, Proof.of(config), config.backup().keep(), say);
    }

    /**
     * Takes one into a folder of backups.
     *
     * @return the folder of the new one
     * @throws BackupFailure if there is none that is proved; one that was written and could not be proved is kept under another name
     */
    public Path into(Path path) {
        return into(path, memory -> {});
    }

    /** The same for whoever tries it again and again: copies nothing that this machine has not the memory to prove. */
    public Path provableInto(Path path) {
        return into(path, MachineMemory::check);
    }

    /**
     * @param check told how much memory the data take, or 0 if that is not known, before anything is copied
     */
    Path into(Path path, LongConsumer check) {
        try (BackupFolder folder = BackupFolder.open(path);
                RedisWire redis = RedisWire.to(source.redis().get())) {
            Contents before = new Contents(
                    "", Contents.orders(redis), 0, Contents.lastOrderNumber(redis)); // what its user may ask
            long memory = memoryOf(redis);
            check.accept(memory);
            Disk.checkRoom(path, memory / PACKED);
            Path partial = folder.begin(() -> clock(redis));
            BackupRecord record = written(partial, redis);
            Path backup = proved(folder, partial, record, before);
            folder.keep(keep, source.name()).forEach(old -> say.accept("Removed " + old));
            return backup;
        } catch (IOException | UncheckedIOException e) {
            throw new BackupFailure("There is no backup of " + source.name() + ": " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof UncheckedIOException ? e.getCause().getMessage() : e.getMessage();
    }

    /** What is not whole is removed again: it would take the room of the next one. */
    private BackupRecord written(Path partial, RedisWire redis) throws IOException {
        try {
            BackupRecord record = copied(partial, redis);
            record.write(partial);
            return record;
        } catch (IOException | RuntimeException e) {
            BackupFolder.remove(partial);
            throw e;
        }
    }

    private BackupRecord copied(Path partial, RedisWire redis) throws IOException {
        Path data = partial.resolve(DATA);
        Progress progress = new Progress(say);
        GuardedFile file = new GuardedFile(data, bytes -> progress.at("Copied " + bytes / MEBIBYTE + " MiB ..."));
        try (file) {
            if (source.isOurs()) {
                redis.call("CONFIG", "SET", "repl-diskless-sync", "yes");
                redis.call("CONFIG", "SET", "repl-diskless-sync-delay", "0");
            }
            Snapshot.copy(redis, file);
        } catch (RedisWire.Refusal refusal) {
            throw refused(refusal);
        }
        SnapshotHeader header = SnapshotHeader.of(data);
        return new BackupRecord(
                source.name(),
                BackupFolder.timeOf(partial).toString(),
                ProgramVersion.NOW,
                header.redis(),
                DATA,
                file.bytes(),
                file.sum(),
                header.memoryBytes(),
                null,
                false);
    }

    private BackupFailure refused(RedisWire.Refusal refusal) {
        RedisEndpoint redis = source.redis().get();
        if (refusal.isForLackOfRights()) {
            String user = redis.user().isEmpty() ? "default" : redis.user();
            return new BackupFailure(
                    "The user " + user + " of " + source.name() + " may not copy its data: ACL SETUSER " + user
                            + " +sync +replconf +psync",
                    refusal);
        }
        if (refusal.isUnknownCommand()) {
            return new BackupFailure(
                    source.name() + " gives no copy of its data (it has no SYNC): use the backups of"
                            + " whoever runs it",
                    refusal);
        }
        return new BackupFailure(source.name() + " gives no copy of its data: " + refusal.getMessage(), refusal);
    }

    private Path proved(BackupFolder folder, Path partial, BackupRecord record, Contents before) throws IOException {
        say.accept("Proving it by a start of the copy ...");
        try {
            Contents found = proof.start(partial, record);
            if (found.orders() < before.orders() || found.lastOrderNumber() < before.lastOrderNumber()) {
                throw new BackupFailure("The copy lacks orders: there were " + before.orders()
                        + " before it (last number " + before.lastOrderNumber() + "), and it has " + found);
            }
            record.proved(found).write(partial);
            return folder.finish(partial);
        } catch (RuntimeException e) {
            Path aside = folder.setAside(partial);
            folder.removeUnprovedBut(aside, source.name()).forEach(old -> say.accept("Removed " + old));
            throw new BackupFailure(e.getMessage() + " (the backup is not proved, and kept as " + aside + ")", e);
        }
    }

    private static Instant clock(RedisWire redis) {
        try {
            List<?> time = redis.list("TIME");
            return Instant.ofEpochSecond(Long.parseLong(RedisWire.textOf(time.get(0))))
                    .plus(Long.parseLong(RedisWire.textOf(time.get(1))) / MICROS_OF_A_MILLI, ChronoUnit.MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 0 if its user may not ask; then the disk is looked at while it is written alone. */
    private static long memoryOf(RedisWire redis) throws IOException {
        try {
            Map<String, String> fields = redis.text("INFO", "memory")
                    .lines()
                    .filter(line -> line.contains(":"))
                    .collect(Collectors.toMap(line -> line.split(":")[0], line -> line.split(":", 2)[1]));
            return Long.parseLong(fields.getOrDefault("used_memory", "0"));
        } catch (RedisWire.Refusal noRight) {
            return 0;
        }
    }
}
