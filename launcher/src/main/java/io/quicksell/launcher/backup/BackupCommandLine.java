package io.quicksell.launcher.backup;

import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.redis.EmbeddedSettings;
import io.quicksell.launcher.redis.RestoredRedis;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.RunRecord;
import io.quicksell.redis.RedisEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The commands {@code backup} and {@code restore}. */
public final class BackupCommandLine {

    /** What {@code --help} prints. */
    public static final String HELP = """
            Usage: ./run.sh backup DIR
                   ./run.sh backup list DIR
                   ./run.sh backup verify BACKUP
                   ./run.sh restore BACKUP [--replace]

              backup DIR      write a backup into DIR, whether the system runs or not, prove it by a start of the copy, and
                              remove the oldest proved ones (backup.keep stay)
              backup list     list what is in DIR
              backup verify   prove a backup again, here or on another machine
              restore BACKUP  put a backup where the conf says: into the data folder of a system that is stopped, or into an
                              external Redis that is empty
                --replace     move aside what is in the data folder

              --conf FILE     the conf file of the system (default: conf/quicksell.json)

            A proof takes as much memory as the data take in Redis. Exit codes: 0, 1 (it was not done; the error output says
            why), 2 (wrong use).
            """;

    private static final String REPLACE = "--replace";

    private final List<String> words;
    private final boolean replace;

    /**
     * @param words from {@code backup} or {@code restore} on
     */
    public BackupCommandLine(List<String> words) {
        this.words = new ArrayList<>(words);
        this.replace = this.words.remove(REPLACE);
    }

    /** What is wrong with it, in words for who typed it; empty if it can be carried out. */
    public Optional<String> misuse() {
        boolean isRestore = words.get(0).equals("restore");
        Optional<String> option =
                words.stream().filter(word -> word.startsWith("-")).findFirst();
        if (option.isPresent()) {
            return Optional.of(option.get() + " is unknown");
        }
        if (replace && !isRestore) {
            return Optional.of(REPLACE + " is for restore");
        }
        int needed = isAbout("list") || isAbout("verify") ? 3 : 2;
        if (words.size() < needed) {
            return Optional.of(
                    String.join(" ", words) + " needs " + (isRestore || isAbout("verify") ? "a backup" : "a folder"));
        }
        return words.size() > needed ? Optional.of(words.get(needed) + " is one argument too many") : Optional.empty();
    }

    private boolean isAbout(String subject) {
        return words.get(0).equals("backup") && words.size() > 1 && words.get(1).equals(subject);
    }

    /**
     * Carries it out.
     *
     * @param conf read only where it is needed
     * @param say takes what was done, a line each
     * @throws BackupFailure if it was not done; the line says why
     * @throws io.quicksell.launcher.run.StartFailure the same
     */
    public void run(Supplier<QuickSellConfig> conf, Consumer<String> say) {
        Path path = Path.of(words.get(words.size() - 1));
        if (isAbout("list")) {
            list(path, say);
        } else if (isAbout("verify")) {
            BackupRecord record = BackupRecord.of(path);
            say.accept("Proved " + path + " of " + record.takenAt() + ": "
                    + Proof.of(conf.get()).of(path, record));
        } else if (words.get(0).equals("restore")) {
            restore(conf.get(), backupAt(path), say);
        } else {
            say.accept("Backup " + backup(conf.get(), path, say));
        }
    }

    private static void list(Path folder, Consumer<String> say) {
        if (!Files.isDirectory(folder)) {
            throw new BackupFailure(folder + " is no folder");
        }
        for (Path backup : BackupFolder.backups(folder)) {
            BackupRecord record = BackupRecord.of(backup);
            say.accept(backup + "  " + record.bytes() + " bytes  "
                    + (record.verified() ? record.contents().toString() : "not proved") + "  of " + record.source());
        }
    }

    private static Path backupAt(Path path) {
        if (Files.isDirectory(path) && !Files.exists(path.resolve(BackupRecord.NAME))) {
            List<Path> backups = BackupFolder.backups(path);
            if (!backups.isEmpty()) {
                throw new BackupFailure(path + " is a folder of backups; name one of them, the last is "
                        + backups.get(backups.size() - 1));
            }
        }
        return path.getFileName().toString().equals(BackupRecord.NAME)
                ? path.toAbsolutePath().getParent()
                : path;
    }

    private void restore(QuickSellConfig config, Path backup, Consumer<String> say) {
        if (!config.redis().isEmbedded()) {
            new ExternalRestore(external(config), Proof.of(config), say).restore(backup);
        } else {
            new EmbeddedRestore(config.data(), settings(config), Proof.of(config), say).restore(backup, replace);
        }
        say.accept("Next: ./run.sh, and a recount of the books (docs/operating.md, Backup and restore)");
    }

    /** Which one it is does not change meanwhile, as it can with sentinels. */
    private static RedisEndpoint external(QuickSellConfig config) {
        if (config.redis().hasSentinels()) {
            throw new BackupFailure(config.file() + ": backup and restore need one Redis, and redis.mode is sentinel;"
                    + " name the primary by redis.mode external in a conf for it");
        }
        return config.redis().endpoint();
    }

    private static Path backup(QuickSellConfig config, Path folder, Consumer<String> say) {
        if (!config.redis().isEmbedded()) {
            return backup(config, Source.external(external(config)), folder, say);
        }
        Path data = config.data();
        if (DataFolder.isInUse(data)) {
            return backup(config, Source.embedded(data), folder, say);
        }
        if (!RestoredRedis.hasData(data)) {
            throw new BackupFailure(data + " has no data to back up");
        }
        return backupOfStopped(config, folder, say);
    }

    /** Its Redis runs meanwhile, and nothing else. */
    private static Path backupOfStopped(QuickSellConfig config, Path folder, Consumer<String> say) {
        Path data = config.data();
        try (DataFolder locked = DataFolder.open(data)) {
            new RunRecord(ProcessHandle.current().pid(), Map.of()).write(data);
            EmbeddedRedis redis = new EmbeddedRedis(locked, settings(config));
            Thread stop = new Thread(redis::stop, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                redis.start();
                return backup(config, Source.embedded(data), folder, say);
            } finally {
                redis.stop();
                RunRecord.remove(data);
            }
        }
    }

    private static Path backup(QuickSellConfig config, Source source, Path folder, Consumer<String> say) {
        return Backup.of(config, source, say).into(folder);
    }

    private static EmbeddedSettings settings(QuickSellConfig config) {
        return new EmbeddedSettings(
                config.redis().server(),
                config.redis().appendfsync(),
                config.redis().maxMemoryMb());
    }
}
