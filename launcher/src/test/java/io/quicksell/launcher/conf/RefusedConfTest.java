package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a conf is said in one line that names the file and the place. */
class RefusedConfTest {

    @TempDir
    Path home;

    private ConfFile conf;

    @BeforeEach
    void aConfFile() {
        conf = new ConfFile(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{`inventory`: {`holdMilis`: 5000}} | inventory.holdMilis is unknown; did you mean inventory.holdMillis?",
                "{`redis`: {`appendFsync`: `no`}} | redis.appendFsync is unknown; did you mean redis.appendfsync?",
                "{`webb`: {}} | webb is unknown; did you mean web?",
                "{`colour`: `red`} | colour is unknown; the keys that exist are those of conf/quicksell.json",
                "{`inventory`: {`port`: `8000`}} | inventory.port must be a whole number, not a text",
                "{`inventory`: {`port`: 8000.5}} | inventory.port must be a whole number, not 8000.5",
                "{`inventory`: true} | inventory must be an object, not true or false",
                "{`protectedMode`: `no`} | protectedMode must be true or false, not a text",
                "{`web`: {`paymentUrls`: `http://p`}} | web.paymentUrls must be a list of texts, not a text",
                "{`backup`: {`at`: `24:00`}} | backup.at must be a time of day like 03:00",
                "{`backup`: {`keep`: 0}} | backup.keep must be from 1 to 1000",
                "{`backup`: {`keep`: 1001}} | backup.keep must be from 1 to 1000",
                "{`access`: {`mode`: `maybe`}} | access.mode must be off or required",
                "{`inventory`: {`port`: 65536}} | inventory.port must be from 0 to 65535",
                "{`metrics`: {`port`: 65536}} | metrics.port must be from 0 to 65535",
                "{`inventory`: {`port`: -1}} | inventory.port must be from 0 to 65535",
                "{`inventory`: {`instances`: 0}} | inventory.instances must be from 1 to 64",
                "{`inventory`: {`holdMillis`: 999}} | inventory.holdMillis must be from 1000 to 600000",
                "{`inventory`: {`sweepMillis`: 60001}} | inventory.sweepMillis must be from 100 to 60000",
                "{`inventory`: {`lowStockAt`: -1}} | inventory.lowStockAt must be from 0 to 1000000000",
                "{`inventory`: {`lowStockAt`: 1000000001}} | inventory.lowStockAt must be from 0 to 1000000000",
                "{`inventory`: {`ledgerDays`: 0}} | inventory.ledgerDays must be from 1 to 3650",
                "{`inventory`: {`ledgerDays`: 3651}} | inventory.ledgerDays must be from 1 to 3650",
                "{`inventory`: {`paymentUrl`: `payment:8001`}} | inventory.paymentUrl must be like http://localhost:8000",
                "{`payment`: {`inventoryUrl`: `http://a:1,b`}} | payment.inventoryUrl must be like http://localhost:8000",
                "{`web`: {`paymentUrls`: [`ftp://p`]}} | web.paymentUrls must be like http://localhost:8000",
                "{`payment`: {`delayMillis`: 60001}} | payment.delayMillis must be from 0 to 60000",
                "{`payment`: {`gatewayThreads`: 0}} | payment.gatewayThreads must be from 1 to 256",
                "{`payment`: {`gatewayThreads`: 257}} | payment.gatewayThreads must be from 1 to 256",
                "{`payment`: {`gatewayTimeoutMillis`: 99}} | payment.gatewayTimeoutMillis must be from 100 to 600000",
                "{`payment`: {`gatewayTimeoutMillis`: 600001}} | payment.gatewayTimeoutMillis must be from 100 to 600000",
                "{`payment`: {`delayMillis`: 32000}} | payment.gatewayTimeoutMillis must be more than delayMillis",
                "{`payment`: {`feeRate`: 1.01}} | payment.feeRate must be from 0 to 1 with at most six decimals",
                "{`payment`: {`maxInFlight`: 0}} | payment.maxInFlight must be from 1 to 65536",
                "{`payment`: {`declineAbove`: -1}} | payment.declineAbove must be an amount from 0 to 9999999999.99",
                "{`web`: {`port`: 65536}} | web.port must be from 0 to 65535",
                "{`web`: {`paymentUrls`: [`ftp://clerk:hunter2@p`]}} | web.paymentUrls must be like http://localhost:8000",
                "{`redis`: {`password`: 4711}} | redis.password must be a text, not a number",
                "{`redis`: `redis://:hunter2@r`} | redis must be an object, not a text",
                "{`serviceKey`: [`0123456789`]} | serviceKey must be a text, not a list",
                "{`payment`: {`feeRate`: 0.0000001}} | payment.feeRate must be from 0 to 1 with at most six decimals",
                "{`payment`: {`feeRate`: 1e999999999}} | payment.feeRate must be from 0 to 1 with at most six decimals",
                "{`payment`: {`declineAbove`: 1e999999999}} | payment.declineAbove must be an amount from 0 to 9999999999.99",
                "{`payment`: {`feeRate`: 1e99999999999}} | not valid JSON: a number has an exponent that no number can have",
                "{`web`: {`currency`: `JPY`}} | web.currency must have two decimals, as every price and total here has; JPY has none",
                "{`web`: {`currency`: `KWD`}} | web.currency must have two decimals, as every price and total here has; KWD has 3",
                "{`web`: {`currency`: `XAU`}} | web.currency must have two decimals, as every price and total here has; XAU has none",
                "{`web`: {`currency`: `EURO`}} | web.currency must be a code of ISO 4217, like EUR",
                "{`web`: {`language`: `fr`}} | web.language must be en or de, or empty for that of each browser",
                "{`redis`: {`mode`: `cluster`}} | redis.mode must be embedded, external or sentinel",
                "{`redis`: {`mode`: `sentinel`}} | redis.sentinels must name 1 to 20 sentinels, each as host:port, if mode is sentinel",
                "{`inventory`: {}, `backup`: {`folder`: `b`}, `redis`: {`mode`: `sentinel`, `sentinels`: [`here:26379`]}} | backup.folder must be empty if redis.mode is sentinel; take backups with ./run.sh backup and a conf that names the primary by redis.mode external",
                "{`redis`: {`sentinels`: [`here`]}} | redis.sentinels must be like 10.0.0.1:26379 or [fd00::1]:26379, not `here`",
                "{`redis`: {`sentinels`: [`::1:26379`]}} | redis.sentinels must be like 10.0.0.1:26379 or [fd00::1]:26379, not `::1:26379`",
                "{`redis`: {`sentinels`: [`here:65536`]}} | redis.sentinels must be like 10.0.0.1:26379 or [fd00::1]:26379, not `here:65536`",
                "{`redis`: {`masterName`: ``}} | redis.masterName must be the name under which the sentinels know the master: letters, digits and . _ -",
                "{`redis`: {`replicas`: 1}} | redis.replicas must be 0 with the embedded Redis, which has none; a Redis of your own (mode external or sentinel) may have some",
                "{`redis`: {`mode`: `external`, `replicas`: 6}} | redis.replicas must be from 0 to 5",
                "{`redis`: {`port`: 0}} | redis.port must be from 1 to 65535",
                "{`redis`: {`appendfsync`: `never`}} | redis.appendfsync must be always, everysec or no",
                "{`redis`: {`maxMemoryMb`: 15}} | redis.maxMemoryMb must be from 16 to 1048576",
                "{`redis`: {`maxMemoryMb`: 1048577}} | redis.maxMemoryMb must be from 16 to 1048576",
                "{`redis`: {`maxMemoryMb`: -1}} | redis.maxMemoryMb must be from 16 to 1048576",
                "{`limits`: {`addressPerSecond`: -1}} | limits.addressPerSecond must be from 0 to 1000000",
                "{`limits`: {`tokenPerSecond`: 1000001}} | limits.tokenPerSecond must be from 0 to 1000000",
                "{`cluster`: {`port`: 0}} | cluster.port must be from 1 to 65535",
                "{`cluster`: {`members`: [`node`]}} | cluster.members must be like 127.0.0.1:5701",
                "{`inventory`: {}, `protectedMode`: false, `cluster`: {`members`: [`192.0.2.1:5701`], `host`: `192.0.2.1`}} | cluster.name must be a name of your own, hard to guess, because cluster.host 192.0.2.1 can be reached from other machines",
                "{`inventory`: {}, `protectedMode`: false, `cluster`: {`members`: [`192.0.2.1:5701`], `host`: `0.0.0.0`, `name`: ` `}} | cluster.name must be a name of your own, hard to guess, because cluster.host 0.0.0.0 can be reached from other machines",
                "{`log`: {`level`: `loud`}} | log.level must be one of error, warn, info, debug, trace",
                "{`log`: {`format`: `xml`}} | log.format must be text or json",
                "{`tls`: {`certFile`: `a.crt`}} | tls.certFile and keyFile need each other",
                "{`tls`: {`keyFile`: `a.key`}} | tls.certFile and keyFile need each other",
                "{} | names nothing to run; it needs a section inventory, payment or web, or access.mode required and access.port",
                "{`names`: `shop.example`} | names must be a list of texts, not a text",
                "{`names`: [`shop.example:3000`]} | names must be like shop.example, without a port",
                "{`names`: [`*.example`]} | names must be like shop.example, without a port",
                "{`names`: [``]} | names must be like shop.example, without a port",
                "{`serviceKey`: `0123456789012345678901234567890`} | serviceKey must be 32 to 512 letters, digits and signs without spaces",
                "{`serviceKey`: `0123456789 123456789 123456789 123456789`} | serviceKey must be 32 to 512 letters, digits and signs without spaces",
                "{`inventory`: {`paymentUrl`: `http://p`}} | inventory.paymentUrl needs a serviceKey; set serviceKey (or QUICKSELL_SERVICE_KEY) to the same 32 or more random characters for inventory and payment",
                "{`payment`: {`inventoryUrl`: `http://i`}} | payment.inventoryUrl needs a serviceKey; set serviceKey (or QUICKSELL_SERVICE_KEY) to the same 32 or more random characters for inventory and payment",
                "{`web`: {}} | web.inventoryUrls must say where inventory is, because it does not run here",
                "{`inventory`: {}, `web`: {}} | web.paymentUrls must say where payment is, because it does not run here"
            })
    void whatIsWrongIsSaidInOneLineThatNamesFileAndPlace(String json, String line) {
        assertEquals(conf.path() + ": " + ConfFile.quoted(line), conf.refusal(json));
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        String line = conf.refusal("{`inventory`: {`port`: 1, `port`: 2}}");

        assertTrue(line.startsWith(conf.path() + ": not valid JSON at line 1, column "), line);
        assertTrue(line.contains("port") && !line.contains("\n"), line);
    }

    @Test
    void aConfThatIsNotThereIsNamed() {
        ConfigError error = assertThrows(ConfigError.class, () -> QuickSellConfig.read(home, "none.json", Map.of()));

        assertEquals(home.resolve("none.json") + ": there is no such file", error.getMessage());
    }
}
