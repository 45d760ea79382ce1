package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.ContractFile;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.Contract;
import io.quicksell.testing.RealRedis;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract describes exactly what the service has. Every test over HTTP checks its responses against the contract. */
class ContractTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    private final Contract contract = Contract.of("inventory");

    @Test
    void everyRouteIsInTheContractAndEveryOperationIsARoute() {
        assertEquals(inventory.routes(), contract.operations());
    }

    @Test
    void everyOperationSaysHowAnyHeadIsRefused() {
        assertEquals(List.of(), contract.withoutRefusalsOfAnyHead());
    }

    @Test
    void everyProblemTypeOfTheServiceIsInTheContract() {
        assertEquals(
                EnumSet.complementOf(EnumSet.of(ProblemType.NO_SUCH_ORDER, ProblemType.PRICE_CHANGED)),
                contract.problemTypes());
    }

    @Test
    void itAndAPageToTryItAreServed() {
        assertEquals(
                Json.text(ContractFile.read("inventory")),
                inventory.user().get("/openapi.json").text());
        Matcher files = Pattern.compile("(?:src|href)=\"(docs/[^\"]+)")
                .matcher(inventory.user().get("/docs").text());
        for (int i = 0; i < 3; i++) {
            assertTrue(files.find());
            assertEquals(200, inventory.user().get("/" + files.group(1)).status(), files::group);
        }
        assertEquals(404, inventory.user().get("/docs/index.html").status());
        assertEquals(308, inventory.user().get("/docs/").status());
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        assertEquals(List.of(), contract.wrongExamples());
    }
}
