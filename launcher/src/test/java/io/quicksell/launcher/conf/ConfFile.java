package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The conf file of a test, below a home of its own. In its text, {@code `} stands for a quotation mark. */
record ConfFile(Path home) {

    private static final String NAME = "conf/test.json";

    Path path() {
        return home.resolve(NAME);
    }

    void write(String json) {
        try {
            Files.createDirectories(path().getParent());
            Files.writeString(path(), quoted(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    QuickSellConfig read(String json) {
        write(json);
        return read(Map.of());
    }

    /** What was written last, read in this environment. */
    QuickSellConfig read(Map<String, String> environment) {
        return QuickSellConfig.read(home, NAME, environment);
    }

    String refusal(String json) {
        return assertThrows(ConfigError.class, () -> read(json)).getMessage();
    }

    static String quoted(String text) {
        return text.replace('`', '"');
    }
}
