package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where access runs, and the roles of a shop. */
class AccessConfTest {

    private static final String SERVICES = "`inventory`: {}, `payment`: {}, `web`: {}";

    private static final String KEY = "0123456789-0123456789-0123456789";

    @TempDir
    private Path home;

    @Test
    void accessRunsWhereItIsRequiredAndItsPortIsNamed() {
        QuickSellConfig config = read("{`access`: {`mode`: `required`, `port`: 8002}, " + SERVICES + "}");

        assertEquals(8002, config.accessService().orElseThrow().port());
        assertTrue(config.access().isRequired());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{`web`: {}, `inventory`: {}, `payment`: {}}", "{`access`: {`port`: 8002}, `inventory`: {}}"})
    void withoutAccessControlItDoesNotRun(String json) {
        QuickSellConfig config = read(json);

        assertTrue(config.accessService().isEmpty());
        assertFalse(config.access().isRequired());
    }

    @Test
    void aServiceOfItsOwnOnlyAsksForTokens() {
        assertTrue(read("{`access`: {`mode`: `required`}, `inventory`: {}}")
                .accessService()
                .isEmpty());
    }

    @Test
    void aDeskNeedsToKnowWherePeopleLogIn() {
        assertEquals(
                file() + ": web.accessUrls must say where access is, because it does not run here (to run it here, name"
                        + " access.port)",
                conf().refusal("{`access`: {`mode`: `required`}, " + SERVICES + "}"));
        QuickSellConfig config = read("{`access`: {`mode`: `required`}, `inventory`: {}, `payment`: {},"
                + " `web`: {`accessUrls`: [`http://localhost:8002`]}, `serviceKey`: `" + KEY + "`}");
        assertEquals(
                List.of("http://localhost:8002"), config.web().orElseThrow().accessUrls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventoryUrls", "paymentUrls", "accessUrls"})
    void aDeskOfAnotherProcessShowsTheKeyOfTheServices(String urls) {
        String desk = "`access`: {`mode`: `required`, `port`: 0}, `inventory`: {}, `payment`: {}, `web`: {`" + urls
                + "`: [`http://localhost:1`]}";

        assertEquals(
                file() + ": web." + urls
                        + " needs a serviceKey; set serviceKey (or QUICKSELL_SERVICE_KEY) to the same 32 or"
                        + " more random characters for the desk and the services",
                conf().refusal("{" + desk + "}"));
        read("{" + desk + ", `serviceKey`: `" + KEY + "`}");
        read("{" + desk.replace("required", "off") + "}");
    }

    @Test
    void inAClusterTheServicesProveToEachOtherWhoTheyAre() {
        String cluster = "`access`: {`mode`: `required`}, `inventory`: {}, `cluster`: {`members`: [`127.0.0.1:5701`]}";

        assertEquals(
                file()
                        + ": cluster.members needs a serviceKey; set serviceKey (or QUICKSELL_SERVICE_KEY) to the same 32 or"
                        + " more random characters for all processes",
                conf().refusal("{" + cluster + "}"));
        read("{" + cluster + ", `serviceKey`: `" + KEY + "`}");
        read("{" + cluster.replace("required", "off") + "}");
    }

    @Test
    void aShopMayHaveRolesOfItsOwnAndChangeTheShippedOnes() {
        var roles = read("{`access`: {`roles`: {`buyer`: [`orders:place`], `clerk`: []}}, `inventory`: {}}")
                .accessTerms()
                .roles();

        assertEquals(List.of("orders:place"), roles.get("buyer"));
        assertEquals(List.of(), roles.get("clerk"));
        assertEquals(List.of("products:read", "orders:read"), roles.get("viewer"));
    }

    @Test
    void aRoleThatCannotBeIsRefusedInOneLine() {
        assertEquals(
                file() + ": access.roles.buyer must be a list of texts, not a text",
                conf().refusal("{`access`: {`roles`: {`buyer`: `orders:place`}}, `inventory`: {}}"));
        String unknown = conf().refusal("{`access`: {`roles`: {`buyer`: [`orders:eat`]}}, `inventory`: {}}");
        assertTrue(unknown.startsWith(file() + ": access.roles.buyer must be scopes, like products:read"), unknown);
        String name = conf().refusal("{`access`: {`roles`: {`A buyer`: []}}, `inventory`: {}}");
        assertTrue(name.startsWith(file() + ": access.roles must have names"), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"`mode`: `on`", "`port`: 65536", "`sessionHours`: 0", "`sessionHours`: 169", "`auditDays`: 0"})
    void aValueOutOfRangeIsRefused(String value) {
        String refusal = conf().refusal("{`access`: {" + value + "}, `inventory`: {}}");
        String key = value.substring(1, value.indexOf("`:"));

        assertTrue(refusal.startsWith(file() + ": access." + key + " must be"), refusal);
    }

    private QuickSellConfig read(String json) {
        return conf().read(json);
    }

    private ConfFile conf() {
        return new ConfFile(home);
    }

    private Path file() {
        return conf().path();
    }
}
