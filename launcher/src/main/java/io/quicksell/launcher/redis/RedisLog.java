package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server writes about itself, which is the only place where it says why it does not start. */
record RedisLog(Path file) {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLog.class);
    private static final int MAX_BYTES = 64 * 1024;

    /** The position behind what it has written by now. */
    long end() {
        return file.toFile().length();
    }

    /** What it has written since that position, at most the first 64 KiB; nothing if the log cannot be read. */
    String since(long position) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(position);
            byte[] bytes = new byte[(int) Math.max(0, Math.min(log.length() - position, MAX_BYTES))];
            log.readFully(bytes);
            return new String(bytes, UTF_8);
        } catch (IOException e) {
            LOG.debug("no {}", file, e);
            return "";
        }
    }

    /** Mostly the reason, where a server has just refused to start. */
    String lastLine() {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            LOG.debug("no {}", file, e);
            return "it says nothing";
        }
    }
}
