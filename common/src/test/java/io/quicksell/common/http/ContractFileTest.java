package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import org.junit.jupiter.api.Test;

/** A contract is composed of its own components and the shared ones. */
class ContractFileTest {

    private final JsonNode shared =
            Json.read(ClassPath.read("/openapi/shared.json").toString(), JsonNode.class);

    @Test
    void aContractHasItsOwnComponentsAndTheSharedOnes() {
        JsonNode contract = ContractFile.read("test_contract");

        JsonNode own = Json.read(ClassPath.read("/openapi/test_contract.json").toString(), JsonNode.class);
        assertEquals(own.at("/components/schemas/Thing"), contract.at("/components/schemas/Thing"));
        shared.get("components")
                .properties()
                .forEach(kind -> kind.getValue().properties().stream()
                        .filter(each -> !each.getKey().equals("Problem"))
                        .forEach(each -> assertEquals(
                                each.getValue(),
                                contract.get("components").get(kind.getKey()).get(each.getKey()),
                                each.getKey())));
        assertEquals(
                shared.at("/components/schemas").size() + 1,
                contract.at("/components/schemas").size());
        assertEquals(own.get("info"), contract.get("info"));
    }

    @Test
    void aContractMayAddMembersToASharedComponent() {
        JsonNode mapping = ContractFile.read("test_contract").at("/components/schemas/Problem/discriminator/mapping");
        JsonNode others = shared.at("/components/schemas/Problem/discriminator/mapping");

        assertEquals(
                "#/components/schemas/Thing", mapping.path("urn:test:thing").asText());
        others.properties().forEach(each -> assertEquals(each.getValue(), mapping.get(each.getKey()), each.getKey()));
    }

    @Test
    void aSharedComponentIsNotDescribedAgain() {
        Exception refused = assertThrows(IllegalStateException.class, () -> ContractFile.read("test_again"));

        assertEquals(
                "the contract of test_again describes schemas/Price/type again, which is shared", refused.getMessage());
    }

    @Test
    void aServiceWithoutAContractDoesNotStart() {
        Exception refused = assertThrows(IllegalStateException.class, () -> ContractFile.read("nothing"));

        assertEquals("/openapi/nothing.json is not on the class path", refused.getMessage());
    }
}
