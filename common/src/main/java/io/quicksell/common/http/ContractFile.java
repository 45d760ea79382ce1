package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.json.Json;

/**
 * The complete contract of a service: {@code openapi/<service>.json} on the class path, together with the components in
 * {@code openapi/shared.json}, which all services share. The two may refer to each other's components, and a service may add members
 * to a shared one.
 */
public final class ContractFile {

    private static final String COMPONENTS = "components";

    private ContractFile() {}

    /**
     * Reads it.
     *
     * @throws IllegalStateException if it is not on the class path, or redefines something of a shared component
     */
    public static ObjectNode read(String service) {
        ObjectNode contract = file(service);
        add(file("shared").withObjectProperty(COMPONENTS), contract.withObjectProperty(COMPONENTS), service, "");
        return contract;
    }

    private static void add(ObjectNode shared, ObjectNode own, String service, String path) {
        shared.properties().forEach(member -> {
            JsonNode there = own.putIfAbsent(member.getKey(), member.getValue());
            if (there instanceof ObjectNode more && member.getValue() instanceof ObjectNode object) {
                add(object, more, service, path + member.getKey() + "/");
            } else if (there != null) {
                throw new IllegalStateException("the contract of " + service + " describes " + path + member.getKey()
                        + " again, which is shared");
            }
        });
    }

    private static ObjectNode file(String name) {
        return Json.read(ClassPath.read("/openapi/" + name + ".json").toString(UTF_8), ObjectNode.class);
    }
}
