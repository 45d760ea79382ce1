package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.json.Json;

/**
 * The complete contract of a service: {@code openapi/<service>.json} on the class path, together with the components in
 * {@code openapi/shared.json}, which all services share. The two may refer to each other's components.
 */
public final class ContractFile {

    private static final String COMPONENTS = "components";

    private ContractFile() {}

    /**
     * Reads it.
     *
     * @throws IllegalStateException if it is not on the class path, or redefines a shared component
     */
    public static ObjectNode read(String service) {
        ObjectNode contract = file(service);
        ObjectNode own = contract.withObjectProperty(COMPONENTS);
        file("shared").get(COMPONENTS).properties().forEach(kind -> {
            ObjectNode components = own.withObjectProperty(kind.getKey());
            kind.getValue().properties().forEach(component -> {
                JsonNode again = components.putIfAbsent(component.getKey(), component.getValue());
                if (again != null) {
                    throw new IllegalStateException("the contract of " + service + " describes " + component.getKey()
                            + " again, which is among the shared " + kind.getKey());
                }
            });
        });
        return contract;
    }

    private static ObjectNode file(String name) {
        return Json.read(ClassPath.read("/openapi/" + name + ".json").toString(UTF_8), ObjectNode.class);
    }
}
