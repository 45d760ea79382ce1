package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuickSellConfigTest {

    private static final String CONF = "conf/test.json";

    @TempDir
    Path home;

    @Test
    void theShippedConfRunsEverythingOnThisMachineAlone() throws IOException {
        QuickSellConfig config;
        try (InputStream shipped = QuickSellConfig.class.getResourceAsStream("/quicksell.json")) {
            config = read(new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertEquals("127.0.0.1", config.host());
        assertEquals(new RedisConfig("embedded", "127.0.0.1", 6379, "", "", false, "", "", "always"), config.redis());
        assertEquals(8000, config.inventory().orElseThrow().port());
        assertEquals(8001, config.payment().orElseThrow().port());
        assertEquals(3000, config.web().orElseThrow().port());
        assertEquals("EUR", config.web().orElseThrow().currency());
        assertEquals("info", config.logLevel());
    }

    @Test
    void aServiceWithoutASectionDoesNotRun() {
        QuickSellConfig config = read("{`inventory`: {}}");

        assertTrue(config.inventory().isPresent());
        assertTrue(config.payment().isEmpty());
        assertTrue(config.web().isEmpty());
    }

    @Test
    void theTermsOfPaymentAreKnownWherePaymentDoesNotRun() {
        assertEquals(
                new BigDecimal("0.2"), read("{`inventory`: {}}").paymentTerms().feeRate());
    }

    @Test
    void theDeskRunsAloneIfItIsToldWhereTheServicesAre() {
        QuickSellConfig config =
                read("{`web`: {`inventoryUrls`: [`http://i:1`, `http://i:2`], `paymentUrls`: [`http://p:1`]}}");

        assertEquals(
                List.of("http://i:1", "http://i:2"), config.web().orElseThrow().inventoryUrls());
        assertTrue(config.inventory().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{`inventory`: {`holdMilis`: 5000}} | inventory.holdMilis is unknown; did you mean inventory.holdMillis?",
                "{`redis`: {`appendFsync`: `no`}} | redis.appendFsync is unknown; did you mean redis.appendfsync?",
                "{`webb`: {}} | webb is unknown; did you mean web?",
                "{`colour`: `red`} | colour is unknown; the keys that exist are those of conf/quicksell.json",
                "{`inventory`: {`port`: `8000`}} | inventory.port must be a whole number, not `8000`",
                "{`inventory`: {`port`: 8000.5}} | inventory.port must be a whole number, not 8000.5",
                "{`inventory`: true} | inventory must be an object, not true",
                "{`protectedMode`: `no`} | protectedMode must be true or false, not `no`",
                "{`web`: {`paymentUrls`: `http://p`}} | web.paymentUrls must be a list of texts, not `http://p`",
                "{`inventory`: {`port`: 65536}} | inventory.port must be from 0 to 65535",
                "{`inventory`: {`port`: -1}} | inventory.port must be from 0 to 65535",
                "{`inventory`: {`instances`: 0}} | inventory.instances must be from 1 to 64",
                "{`inventory`: {`holdMillis`: 999}} | inventory.holdMillis must be from 1000 to 600000",
                "{`inventory`: {`sweepMillis`: 60001}} | inventory.sweepMillis must be from 100 to 60000",
                "{`inventory`: {`lowStockAt`: -1}} | inventory.lowStockAt must be from 0 to 1000000000",
                "{`inventory`: {`lowStockAt`: 1000000001}} | inventory.lowStockAt must be from 0 to 1000000000",
                "{`inventory`: {`ledgerDays`: 0}} | inventory.ledgerDays must be from 1 to 3650",
                "{`inventory`: {`ledgerDays`: 3651}} | inventory.ledgerDays must be from 1 to 3650",
                "{`inventory`: {`paymentUrl`: `payment:8001`}} | inventory.paymentUrl must be like http://localhost:8000, not payment:8001",
                "{`payment`: {`inventoryUrl`: `http://a:1,b`}} | payment.inventoryUrl must be like http://localhost:8000, not b",
                "{`web`: {`paymentUrls`: [`ftp://p`]}} | web.paymentUrls must be like http://localhost:8000, not ftp://p",
                "{`payment`: {`delayMillis`: 60001}} | payment.delayMillis must be from 0 to 60000",
                "{`payment`: {`feeRate`: 1.01}} | payment.feeRate must be from 0 to 1 with at most four decimals",
                "{`payment`: {`maxInFlight`: 0}} | payment.maxInFlight must be from 1 to 65536",
                "{`payment`: {`declineAbove`: -1}} | payment.declineAbove must be an amount from 0 to 9999999999.99",
                "{`web`: {`port`: 65536}} | web.port must be from 0 to 65535",
                "{`web`: {`currency`: `EURO`}} | web.currency must be a code of ISO 4217, like EUR",
                "{`redis`: {`mode`: `cluster`}} | redis.mode must be embedded or external",
                "{`redis`: {`port`: 0}} | redis.port must be from 1 to 65535",
                "{`redis`: {`appendfsync`: `never`}} | redis.appendfsync must be always, everysec or no",
                "{`log`: {`level`: `loud`}} | log.level must be one of error, warn, info, debug, trace",
                "{} | names nothing to run; it needs a section inventory, payment or web",
                "{`web`: {}} | web.inventoryUrls must say where inventory is, because it does not run here",
                "{`inventory`: {}, `web`: {}} | web.paymentUrls must say where payment is, because it does not run here"
            })
    void whatIsWrongIsSaidInOneLineThatNamesFileAndPlace(String json, String line) {
        assertEquals(home.resolve(CONF) + ": " + quoted(line), refusal(json));
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        String line = refusal("{`inventory`: {`port`: 1, `port`: 2}}");

        assertTrue(line.startsWith(home.resolve(CONF) + ": not valid JSON at line 1, column "), line);
        assertTrue(line.contains("port") && !line.contains("\n"), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void anAddressThatOthersReachNeedsTheProtectionTurnedOff(String host) {
        String json = "{`host`: `" + host + "`, `inventory`: {}";

        assertEquals(
                home.resolve(CONF) + ": host " + host + " can be reached from other machines, and there is no access"
                        + " control; set \"protectedMode\": false if you mean it",
                refusal(json + "}"));
        assertEquals(host, read(json + ", `protectedMode`: false}").host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void anAddressOfThisMachineAloneNeedsNothing(String host) {
        assertEquals(host, read("{`host`: `" + host + "`, `inventory`: {}}").host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void anAddressThatDoesNotExistIsRefusedWithTheProtectionAndWithout(String protectedMode) {
        assertEquals(
                home.resolve(CONF) + ": host nowhere.invalid is no address of this machine",
                refusal("{`host`: `nowhere.invalid`, `protectedMode`: " + protectedMode + ", `inventory`: {}}"));
    }

    @Test
    void aFreePortStaysAFreePort() {
        QuickSellConfig config = read("{`inventory`: {`port`: 0}, `payment`: {`port`: 0}, `web`: {`port`: 0}}");

        assertEquals(0, config.inventory().orElseThrow().port());
        assertEquals(0, config.payment().orElseThrow().port());
        assertEquals(0, config.web().orElseThrow().port());
    }

    @Test
    void relativePathsCountFromHomeAndAbsoluteOnesStay() {
        Path elsewhere = home.resolveSibling("elsewhere").toAbsolutePath();

        assertEquals(home.resolve(CONF), read("{`inventory`: {}}").file());
        assertEquals(home.resolve("data"), read("{`inventory`: {}}").data());
        assertEquals(
                home.resolve("a/b"), read("{`inventory`: {}, `data`: `a/b`}").data());
        assertEquals(
                elsewhere,
                read("{`inventory`: {}, `data`: `" + elsewhere.toString().replace('\\', '/') + "`}")
                        .data());
    }

    @Test
    void theEnvironmentWinsOverTheFileBesideTheConfAndThatOverTheConf() throws IOException {
        String json = "{`redis`: {`host`: `conf`, `password`: `conf`}, `payment`: {`inventoryUrl`: `http://conf`}}";
        write(json);
        Files.writeString(home.resolve("conf/.env"), "REDIS_HOST=file\nREDIS_PORT=1\nREDIS_PASSWORD=file\n");

        QuickSellConfig config = QuickSellConfig.read(home, CONF, Map.of("REDIS_PORT", "6380"));

        assertEquals(new RedisConfig("external", "file", 6380, "", "file", false, "", "", "always"), config.redis());
        assertFalse(config.redis().isEmbedded());
        assertEquals("http://conf", config.payment().orElseThrow().inventoryUrl());
    }

    @Test
    void aVariableForAServiceThatDoesNotRunHereMakesItNotRun() {
        write("{`inventory`: {}}");

        QuickSellConfig config = QuickSellConfig.read(home, CONF, Map.of("INVENTORY_SERVICE_URL", "http://i:8000"));

        assertTrue(config.payment().isEmpty());
    }

    @Test
    void aConfThatIsNotThereIsNamed() {
        ConfigError error = assertThrows(ConfigError.class, () -> QuickSellConfig.read(home, "none.json", Map.of()));

        assertEquals(home.resolve("none.json") + ": there is no such file", error.getMessage());
    }

    private QuickSellConfig read(String json) {
        write(json);
        return QuickSellConfig.read(home, CONF, Map.of());
    }

    private String refusal(String json) {
        return assertThrows(ConfigError.class, () -> read(json)).getMessage();
    }

    private void write(String json) {
        try {
            Files.createDirectories(home.resolve("conf"));
            Files.writeString(home.resolve(CONF), quoted(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String quoted(String text) {
        return text.replace('`', '"');
    }
}
