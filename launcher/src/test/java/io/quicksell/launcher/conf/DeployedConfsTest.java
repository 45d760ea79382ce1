package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The confs of containers: that of the image, and those in {@code deploy/}. */
class DeployedConfsTest {

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Pattern CONF_OF_A_MAP = Pattern.compile("(?s)quicksell\\.json: \\|\n(.+?)\n---");

    @TempDir
    private Path home;

    private Map<String, String> environment;

    @BeforeEach
    void secrets() throws IOException {
        Path key = Files.writeString(home.resolve("service-key"), "0123456789-0123456789-0123456789\n");
        Path password = Files.writeString(home.resolve("redis-password"), "open-sesame\n");
        environment = Map.of("QUICKSELL_SERVICE_KEY_FILE", key.toString(), "REDIS_PASSWORD_FILE", password.toString());
    }

    @Test
    void thatOfTheImageRunsEverythingForItselfAlone() throws IOException {
        Files.copy(Path.of("src/main/image/conf/quicksell.json"), home.resolve("quicksell.json"));
        QuickSellConfig config = QuickSellConfig.read(home, "quicksell.json", Map.of());

        assertEquals(List.of(), config.open());
        assertTrue(config.redis().isEmbedded());
        assertTrue(config.inventory().isPresent());
        assertTrue(config.payment().isPresent());
        assertTrue(config.web().isPresent());
        assertEquals(home.resolve("data/quicksell"), config.data());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory", "payment", "access", "web"})
    void onOneMachineWhatIsOpenIsSaidAndCallersLogIn(String service) throws IOException {
        QuickSellConfig config = read(Files.readString(DEPLOY.resolve("compose/" + service + ".json")));

        expectOnly(service, config);
        assertFalse(config.open().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory", "payment", "access", "web"})
    void inKubernetesNothingIsOpen(String service) throws IOException {
        Matcher map = CONF_OF_A_MAP.matcher(Files.readString(DEPLOY.resolve("kubernetes/" + service + ".yaml")));
        assertTrue(map.find());
        Certificate certificate = Certificate.make(home.resolve("tls"), service + ".quicksell.svc");
        QuickSellConfig config = read(map.group(1)
                .replace("/tls/tls.crt", slashed(certificate.certificate()))
                .replace("/tls/tls.key", slashed(certificate.key()))
                .replace("/tls/ca.crt", slashed(certificate.certificate())));

        expectOnly(service, config);
        assertEquals(List.of(), config.open());
    }

    private void expectOnly(String service, QuickSellConfig config) {
        assertEquals(service.equals("inventory"), config.inventory().isPresent());
        assertEquals(service.equals("payment"), config.payment().isPresent());
        assertEquals(service.equals("access"), config.accessService().isPresent());
        assertEquals(service.equals("web"), config.web().isPresent());
        assertTrue(config.access().isRequired());
        assertTrue(config.serviceKey().isSet());
        assertEquals(home.resolve("data/" + service), config.data());
        if (config.needsRedis()) {
            assertFalse(config.redis().isEmbedded());
            assertEquals("open-sesame", config.redis().password());
        }
    }

    private QuickSellConfig read(String conf) throws IOException {
        Files.writeString(home.resolve("quicksell.json"), conf);
        return QuickSellConfig.read(home, "quicksell.json", environment);
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
