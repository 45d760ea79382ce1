package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.ServiceKey;
import io.quicksell.redis.RedisEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs, where, and with which Redis, according to a conf file and the environment. */
class QuickSellConfigTest {

    private static final String KEY = "0123456789-0123456789-0123456789";

    @TempDir
    Path home;

    private ConfFile conf;

    @BeforeEach
    void aConfFile() {
        conf = new ConfFile(home);
    }

    @Test
    void theShippedConfRunsEverythingOnThisMachineAlone() throws IOException {
        QuickSellConfig config;
        try (InputStream shipped = QuickSellConfig.class.getResourceAsStream("/quicksell.json")) {
            config = conf.read(new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertEquals("127.0.0.1", config.entrance().host());
        assertEquals(
                new RedisConfig(
                        "embedded",
                        "127.0.0.1",
                        6379,
                        "",
                        "",
                        false,
                        "",
                        List.of(),
                        "quicksell",
                        "",
                        "",
                        0,
                        "",
                        "always",
                        0),
                config.redis());
        assertEquals(8000, config.inventory().orElseThrow().port());
        assertEquals(8001, config.payment().orElseThrow().port());
        assertEquals(3000, config.web().orElseThrow().port());
        assertEquals("EUR", config.web().orElseThrow().currency());
        assertEquals(new LogConfig("info", "text"), config.log());
    }

    @Test
    void aServiceWithoutASectionDoesNotRun() {
        QuickSellConfig config = conf.read("{`inventory`: {}}");

        assertTrue(config.inventory().isPresent());
        assertTrue(config.payment().isEmpty());
        assertTrue(config.web().isEmpty());
    }

    @Test
    void theTermsOfPaymentAreKnownWherePaymentDoesNotRun() {
        assertEquals(
                new BigDecimal("0.2"),
                conf.read("{`inventory`: {}}").paymentTerms().feeRate());
    }

    @Test
    void theDeskRunsAloneIfItIsToldWhereTheServicesAre() {
        QuickSellConfig config =
                conf.read("{`web`: {`inventoryUrls`: [`http://i:1`, `http://i:2`], `paymentUrls`: [`http://p:1`]}}");

        assertEquals(
                List.of("http://i:1", "http://i:2"), config.web().orElseThrow().inventoryUrls());
        assertTrue(config.inventory().isEmpty());
    }

    @Test
    void aFreePortStaysAFreePort() {
        QuickSellConfig config = conf.read("{`inventory`: {`port`: 0}, `payment`: {`port`: 0}, `web`: {`port`: 0}}");

        assertEquals(0, config.inventory().orElseThrow().port());
        assertEquals(0, config.payment().orElseThrow().port());
        assertEquals(0, config.web().orElseThrow().port());
    }

    @Test
    void relativePathsCountFromHomeAndAbsoluteOnesStay() {
        Path elsewhere = home.resolveSibling("elsewhere").toAbsolutePath();

        assertEquals(conf.path(), conf.read("{`inventory`: {}}").file());
        assertEquals(home.resolve("data"), conf.read("{`inventory`: {}}").data());
        assertEquals(
                home.resolve("a/b"),
                conf.read("{`inventory`: {}, `data`: `a/b`}").data());
        assertEquals(
                elsewhere,
                conf.read("{`inventory`: {}, `data`: `" + elsewhere.toString().replace('\\', '/') + "`}")
                        .data());
    }

    @Test
    void theEnvironmentWinsOverTheFileBesideTheConfAndThatOverTheConf() throws IOException {
        String json =
                "{`redis`: {`host`: `conf`, `password`: `conf`}, `payment`: {`inventoryUrl`: `http://conf`}, `serviceKey`: `"
                        + KEY + "`}";
        conf.write(json);
        Files.writeString(home.resolve("conf/.env"), "REDIS_HOST=file\nREDIS_PORT=1\nREDIS_PASSWORD=file\n");

        QuickSellConfig config = conf.read(Map.of("REDIS_PORT", "6380"));

        assertEquals(
                new RedisConfig(
                        "external",
                        "file",
                        6380,
                        "",
                        "file",
                        false,
                        "",
                        List.of(),
                        "quicksell",
                        "",
                        "",
                        0,
                        "",
                        "always",
                        0),
                config.redis());
        assertFalse(config.redis().isEmbedded());
        assertEquals("http://conf", config.payment().orElseThrow().inventoryUrl());
    }

    @Test
    void sentinelsSayWhereTheRedisIsAndMayComeFromTheEnvironment() {
        conf.write(
                "{`inventory`: {}, `redis`: {`mode`: `sentinel`, `sentinels`: [`a:1`, `[::1]:2`], `masterName`: `shop`,"
                        + " `replicas`: 1}}");

        RedisEndpoint redis = conf.read(Map.of()).redis().endpoint();
        RedisEndpoint ofTheEnvironment = conf.read(
                        Map.of("REDIS_SENTINELS", "b:3, c:4", "REDIS_SENTINEL_PASSWORD", "secret"))
                .redis()
                .endpoint();

        assertEquals("shop, as a:1, [::1]:2 say", redis.master().toString());
        assertEquals(1, redis.replicas());
        assertEquals("shop, as b:3, c:4 say", ofTheEnvironment.master().toString());
    }

    @Test
    void theKeyOfTheServicesMayComeFromTheEnvironment() {
        conf.write("{`payment`: {`inventoryUrl`: `http://i:8000`}}");

        QuickSellConfig config = conf.read(Map.of("QUICKSELL_SERVICE_KEY", KEY));

        assertEquals(new ServiceKey(KEY), config.serviceKey());
        assertFalse(config.toString().contains(KEY), "a conf that is printed does not tell it");
    }

    @Test
    void theHostIsOneOfTheNames() {
        assertEquals(
                Set.of("localhost", "shop.example", "10.0.0.7"),
                conf.read("{`inventory`: {}, `host`: `localhost`, `protectedMode`: false,"
                                + " `names`: [`shop.example`, `10.0.0.7`]}")
                        .entrance()
                        .names());
    }

    @Test
    void aVariableForAServiceThatDoesNotRunHereMakesItNotRun() {
        conf.write("{`inventory`: {}}");

        QuickSellConfig config = conf.read(Map.of("INVENTORY_SERVICE_URL", "http://i:8000"));

        assertTrue(config.payment().isEmpty());
    }
}
