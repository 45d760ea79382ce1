package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.endtoend.driver.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contracts as a programmer finds them: at each service, behind the desk's origin, and on a page to try them. */
class ContractIT {

    /** Components that both contracts have, each in a way of its own. */
    private static final List<String> DIFFERENT = List.of("Service", "Id", "Cursor", "LastEventId", "ConflictProblem");

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @Test
    void theyAreTheSameBehindTheDesksOrigin() {
        assertEquals(
                contract("inventory"),
                new Rest(SYSTEM.process().url("desk"))
                        .get("/api/inventory/openapi.json")
                        .json());
        assertEquals(
                contract("payment"),
                new Rest(SYSTEM.process().url("desk"))
                        .get("/api/payment/openapi.json")
                        .json());
    }

    /** Each contract is complete by itself, so what both services have is served by both. */
    @Test
    void whatBothNameIsTheSameInBoth() {
        JsonNode payment = contract("payment").get("components");
        contract("inventory").get("components").properties().forEach(kind -> {
            JsonNode others = payment.path(kind.getKey());
            assertAll(names(kind.getValue())
                    .filter(name -> others.has(name) && !kind.getKey().equals("examples") && !DIFFERENT.contains(name))
                    .map(name ->
                            () -> assertEquals(shared(kind.getValue().get(name)), shared(others.get(name)), name)));
        });
    }

    /** A service adds the types of its own problems to those that both have. */
    private static JsonNode shared(JsonNode component) {
        JsonNode shared = component.deepCopy();
        if (shared.path("discriminator") instanceof ObjectNode discriminator) {
            discriminator.remove("mapping");
        }
        return shared;
    }

    /** By the rules that Spectral recommends; a warning counts too. */
    @ParameterizedTest
    @ValueSource(strings = {"inventory", "payment"})
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aLinterHasNothingAgainstIt(String service) throws Exception {
        Path served = Files.createDirectories(Path.of("target", "contracts")).resolve(service + ".json");
        Files.writeString(served, contract(service).toPrettyString());

        Node.run(
                Map.of(),
                "node_modules/@stoplight/spectral-cli/dist/index.js",
                "lint",
                "--ruleset",
                "src/test/contract/spectral.json",
                "--fail-severity",
                "warn",
                served.toString());
    }

    @ParameterizedTest
    @CsvSource({"inventory,,createProduct,201", "desk,/api/payment,listOrders,200"})
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void thePageReadsItAndCarriesOutAnExample(String at, String prefix, String operation, String status)
            throws Exception {
        Path picture = Files.createDirectories(Path.of("target", "screenshots"))
                .resolve("docs-" + at + "-" + operation + ".png");
        String url = SYSTEM.process().url(at) + (prefix == null ? "" : prefix) + "/docs";
        Node.run(Map.of(), "src/test/contract/try-it.mjs", url, operation, status, picture.toString());
        assertTrue(Files.size(picture) > 0);
    }

    private static JsonNode contract(String service) {
        return new Rest(SYSTEM.process().url(service))
                .get("/openapi.json")
                .expect(200)
                .json();
    }

    private static Stream<String> names(JsonNode object) {
        Stream.Builder<String> names = Stream.builder();
        object.fieldNames().forEachRemaining(names::add);
        return names.build();
    }
}
