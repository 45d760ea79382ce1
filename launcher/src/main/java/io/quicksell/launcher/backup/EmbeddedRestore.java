package io.quicksell.launcher.backup;

import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.redis.EmbeddedSettings;
import io.quicksell.launcher.redis.RestoredRedis;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Restores a backup into the data folder of a system that does not run. What was there is moved aside, never deleted. Blocks. */
final class EmbeddedRestore {

    private final Path data;
    private final EmbeddedSettings settings;
    private final Proof proof;
    private final Consumer<String> say;

    EmbeddedRestore(Path data, EmbeddedSettings settings, Proof proof, Consumer<String> say) {
        this.data = data;
        this.settings = settings;
        this.proof = proof;
        this.say = say;
    }

    /**
     * Proves the backup with the Redis of this folder, then puts it there.
     *
     * @param replace whether data that are there may be moved aside
     * @throws BackupFailure if it is not restored; then nothing was changed
     * @throws StartFailure if the system runs on the folder
     */
    void restore(Path backup, boolean replace) {
        BackupRecord record = BackupRecord.of(backup);
        try (DataFolder folder = DataFolder.open(data)) {
            say.accept("Proving the backup of " + record.takenAt() + " by a start of a copy ...");
            Contents found = proof.of(backup, record);
            boolean isOccupied = RestoredRedis.hasData(data);
            if (isOccupied) {
                String there = whatIsThere(folder);
                if (!replace) {
                    throw new BackupFailure(data + " has data (" + there + "), and the backup has " + found
                            + "; --replace moves what is there aside");
                }
                say.accept("Moving aside what is in " + data + " (" + there + ")");
            }
            Disk.checkRoom(data, record.bytes());
            Optional<Path> before = new RestoredRedis(folder).put(backup.resolve(record.file()));
            say.accept("Restored " + backup + " of " + record.takenAt() + " into " + data + ": " + found);
            before.ifPresent(aside -> say.accept("What was there is in " + aside));
        } catch (IOException e) {
            throw new BackupFailure("Nothing was restored into " + data + ": " + e.getMessage(), e);
        }
    }

    /** Its Redis may have outlived a launcher that was killed; so it is adopted, and stopped. Data that cannot be read are no obstacle. */
    private String whatIsThere(DataFolder folder) {
        EmbeddedRedis redis = new EmbeddedRedis(folder, settings);
        try {
            redis.start();
            try (RedisWire wire = RedisWire.to(EmbeddedRedis.administrator(data).orElseThrow())) {
                return Contents.of(wire).toString();
            } finally {
                redis.stop();
            }
        } catch (IOException | StartFailure e) {
            EmbeddedRedis.processOn(folder).ifPresent(process -> {
                throw new BackupFailure("Process " + process + " works on " + data + ": end it first", e);
            });
            return "which cannot be read: " + e.getMessage();
        }
    }
}
