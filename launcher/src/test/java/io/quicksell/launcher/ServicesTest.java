package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a start when a service cannot be deployed. */
class ServicesTest {

    @TempDir
    Path home;

    /** The check of ports has found it free: somebody else was faster. */
    @Test
    void aPortThatIsTakenAtTheLastMomentIsAFailureOfTheStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DataFolder folder = DataFolder.open(home.resolve("data"))) {
            QuickSellConfig config = deskOn(taken.getLocalPort());
            Services services = new Services(Vertx.vertx(), config, folder);

            StartFailure failure = assertThrows(
                    StartFailure.class, () -> services.start(config.web().orElseThrow()));

            services.stop();
            assertTrue(failure.getMessage().startsWith("web does not start: "), failure.getMessage());
        }
    }

    private QuickSellConfig deskOn(int port) throws IOException {
        Files.writeString(home.resolve("desk.json"), """
                {"web": {"port": %d, "inventoryUrls": ["http://localhost:1"], "paymentUrls": ["http://localhost:2"]}}
                """.formatted(port));
        return QuickSellConfig.read(home, "desk.json", Map.of());
    }
}
