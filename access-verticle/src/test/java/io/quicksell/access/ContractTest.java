package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.http.ContractFile;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.Contract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract describes exactly what the service has. Every test over HTTP checks its responses against the contract. */
class ContractTest extends AccessTestBase {

    private final Contract contract = Contract.of("access");

    @Test
    void everyRouteIsInTheContractAndEveryOperationIsARoute() {
        assertEquals(access.routes(), contract.operations());
    }

    @Test
    void everyOperationSaysHowAnyHeadIsRefused() {
        assertEquals(List.of(), contract.withoutRefusalsOfAnyHead());
    }

    @Test
    void itIsServed() {
        assertEquals(
                Json.text(ContractFile.read("access")),
                access.stranger().get("/openapi.json").text());
        assertEquals(200, access.stranger().get("/docs").status());
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        assertEquals(List.of(), contract.wrongExamples());
    }
}
