package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others reach is protected, or the operator has said that it is meant. */
class ProtectedModeTest {

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "127.0.0.2", "::1", "localhost");
    private static final List<String> REACHED = List.of("0.0.0.0", "::", "192.0.2.1");
    private static final List<String> OWN_NAMES = List.of("localhost", "127.0.0.1", "[::1]", "shop.localhost");
    private static final List<String> OTHER_NAMES = List.of("desk.lan", "10.0.0.7", "[2001:db8::7]", "localhost.lan");

    @TempDir
    Path home;

    private ConfFile conf;

    /**
     * One way to be reached.
     *
     * @param json of the conf, without what protects
     * @param isAddress whether it is an address of this machine; else something is passed on to it
     */
    record Way(String json, String what, boolean isReached, boolean isAddress) {}

    /** One conf. */
    record Combination(Way way, boolean asksWho, boolean encrypts, boolean protectedMode) {

        String json() {
            return "{`inventory`: {}, " + way.json() + ", `access`: {`mode`: `" + (asksWho ? "required" : "off")
                    + "`}, `protectedMode`: " + protectedMode
                    + (encrypts ? ", `tls`: {`certFile`: `a.crt`, `keyFile`: `a.key`}" : "") + "}";
        }

        /** Where callers are asked who they are, something else may encrypt what is passed on. */
        boolean isOpen() {
            return way.isReached() && !(asksWho && (encrypts || !way.isAddress()));
        }
    }

    static Stream<Combination> combinations() {
        return ways().flatMap(way -> IntStream.range(0, 8)
                .mapToObj(bits -> new Combination(way, (bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0)));
    }

    private static Stream<Way> ways() {
        return Stream.of(
                        LOOPBACK.stream().map(host -> host(host, false)),
                        REACHED.stream().map(host -> host(host, true)),
                        OWN_NAMES.stream().map(name -> name(name, false)),
                        OTHER_NAMES.stream().map(name -> name(name, true)),
                        Stream.of("127.0.0.1", "10.1.0.0/16").map(ProtectedModeTest::proxy))
                .flatMap(way -> way);
    }

    private static Way host(String host, boolean isReached) {
        return new Way("`host`: `" + host + "`", "host " + host, isReached, true);
    }

    private static Way name(String name, boolean isReached) {
        return new Way("`names`: [`localhost`, `" + name + "`]", "names " + name, isReached, false);
    }

    private static Way proxy(String proxy) {
        return new Way("`trustedProxies`: [`" + proxy + "`]", "trustedProxies " + proxy, true, false);
    }

    @BeforeEach
    void aConfFile() {
        conf = new ConfFile(home);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void whatOthersReachIsProtectedOrMeant(Combination combination) {
        String what = combination.way().what();
        if (!combination.isOpen()) {
            assertEquals(List.of(), conf.read(combination.json()).open());
        } else if (combination.protectedMode()) {
            String line = conf.refusal(combination.json());
            assertTrue(line.startsWith(conf.path() + ": " + what + " "), line);
            assertTrue(line.endsWith("; or set \"protectedMode\": false if everybody there may do everything"), line);
        } else {
            List<String> open = conf.read(combination.json()).open();
            assertEquals(1, open.size(), open::toString);
            assertTrue(open.get(0).startsWith(what + " "), open::toString);
            assertEquals(!combination.asksWho(), open.get(0).contains("nobody is asked who they are"), open::toString);
            assertEquals(
                    combination.way().isAddress() && !combination.encrypts(),
                    open.get(0).contains("what is said can be read on the way"),
                    open::toString);
        }
    }

    @Test
    void theExampleOfAShopOnSeveralMachinesIsProtected() {
        QuickSellConfig team = QuickSellConfig.read(Path.of(".."), "conf/team.json", Map.of());

        assertEquals("0.0.0.0", team.entrance().host());
        assertTrue(team.tls().encrypts() && team.access().isRequired());
        assertTrue(team.accessService().isPresent() && team.web().isPresent());
        assertEquals(List.of(), team.open());
    }

    @Test
    void aRefusalNamesTheWaysOut() {
        assertEquals(
                conf.path() + ": host 192.0.2.1 can be reached from other machines, and what is said can be read on the"
                        + " way. Set access.mode to required, and tls.certFile and tls.keyFile; or leave host at"
                        + " 127.0.0.1, behind a TLS proxy on this machine that trustedProxies names, with access.mode"
                        + " required; or set \"protectedMode\": false if everybody there may do everything",
                conf.refusal("{`host`: `192.0.2.1`, `access`: {`mode`: `required`}, `inventory`: {}}"));
        assertEquals(
                conf.path() + ": names desk.lan lets in what is passed on from other machines, and nobody is asked who"
                        + " they are. Set access.mode to required; or set \"protectedMode\": false if everybody there"
                        + " may do everything",
                conf.refusal("{`names`: [`desk.lan`], `inventory`: {}}"));
    }

    @Test
    void theAddressOfTheMetricsIsOneOfThemOnceTheyAreOn() {
        String json = "{`inventory`: {}, `access`: {`mode`: `required`}, `metrics`: {`host`: `0.0.0.0`, `port`: ";
        String what = "metrics.host 0.0.0.0 can be reached from other machines, and nobody is asked who they are at"
                + " metrics.port, and what is said can be read on the way";

        assertEquals(List.of(), conf.read(json + "0}}").open());
        assertTrue(conf.refusal(json + "9464}}").startsWith(conf.path() + ": " + what + ". Leave metrics.host at"));
        assertEquals(
                List.of(what),
                conf.read(json + "9464}, `protectedMode`: false}").open());
    }

    @Test
    void theAddressOfANodeIsOneOfThem() {
        String json = "{`inventory`: {}, `cluster`: {`members`: [`192.0.2.1:5701`], `host`: `192.0.2.1`, `name`: `a`}";
        String what =
                "cluster.host 192.0.2.1 can be reached from other machines, and what the nodes say at cluster.port"
                        + " is neither encrypted nor signed";

        assertTrue(conf.refusal(json + "}").startsWith(conf.path() + ": " + what + ". "));
        assertEquals(
                List.of(what), conf.read(json + ", `protectedMode`: false}").open());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web.inventoryUrls | `inventory`: {}, `payment`: {}, `web`: {`inventoryUrls`: [`http://localhost:1`, `URL`]}",
                "web.paymentUrls | `inventory`: {}, `payment`: {}, `web`: {`paymentUrls`: [`URL`]}",
                "web.accessUrls | `inventory`: {}, `payment`: {}, `web`: {`accessUrls`: [`URL`]}",
                "payment.inventoryUrl | `payment`: {`inventoryUrl`: `http://[::1]:1, URL`}",
                "inventory.paymentUrl | `inventory`: {`paymentUrl`: `URL`}"
            })
    void whatIsSaidToAnotherMachineIsEncryptedOrThatIsMeant(String key, String services) {
        String conf = "{`serviceKey`: `0123456789-0123456789-0123456789`, `access`: {`mode`: `required`, `port`: 0}, "
                + services + "}";
        for (String fine : List.of("https://p.lan:1", "http://localhost:1", "http://127.0.0.2:1", "http://[::1]:1")) {
            assertEquals(List.of(), read(conf.replace("URL", fine)));
        }
        assertEquals(List.of(), read(conf.replace("URL", "http://p.lan:1").replace("required", "off")));
        for (String host : List.of("p.lan", "10.0.0.7", "[2001:db8::7]")) {
            String open = conf.replace("URL", "http://clerk:hunter2@" + host + ":1");
            String what = key + " asks " + host + " without TLS, and what is said can be read on the way";

            assertEquals(
                    this.conf.path() + ": " + what + ". Begin the URL with https; or set \"protectedMode\": false if"
                            + " everybody there may do everything",
                    this.conf.refusal(open));
            assertEquals(List.of(what), read(open.replaceFirst("\\{", "{`protectedMode`: false, ")));
        }
    }

    private List<String> read(String json) {
        return conf.read(json).open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void anAddressThatDoesNotExistIsRefusedWithTheProtectionAndWithout(String protectedMode) {
        assertEquals(
                conf.path() + ": host nowhere.invalid is no address of this machine",
                conf.refusal("{`host`: `nowhere.invalid`, `protectedMode`: " + protectedMode + ", `inventory`: {}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy", "10.0.0.0/0", "10.0.0.0/33", "::1/129", "10.0.0.0/", "10.0.0.1:80", "/8"})
    void aProxyIsAnAddressOrANetwork(String proxy) {
        assertEquals(
                conf.path() + ": trustedProxies must be like 127.0.0.1 or 10.1.0.0/16",
                conf.refusal("{`trustedProxies`: [`" + proxy + "`], `inventory`: {}}"));
    }
}
