package io.quicksell.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The desk in a real browser, driven by the scripts in {@code src/test/desk}. */
class DeskIT {

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aClerkAddsAndOrdersAndSeesItHappenWithoutAReload() throws Exception {
        Path picture = Path.of("target", "screenshots", "desk.png");
        Files.createDirectories(picture.getParent());
        Files.deleteIfExists(picture);

        look("first-look.mjs", picture);

        assertTrue(Files.size(picture) > 0);
    }

    private static void look(String script, Path picture) throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        "node", "src/test/desk/" + script, SYSTEM.process().url("desk"), picture.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, node.waitFor(), said);
        } finally {
            node.destroyForcibly();
        }
    }
}
