package io.quicksell.launcher.fuzz;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is there to be asked for, by the places where it is named: the variable of an operation ({@code GET /products/{id}}, or
 * {@code /products/{id}} for all methods), a member or parameter ({@code product_id}, or
 * {@code POST /session name} of one operation), or the schema of one ({@code DeadLetterId}).
 */
public final class Pool {

    private final Map<String, List<String>> things = new HashMap<>();

    public Pool put(String place, List<String> values) {
        things.put(place, values);
        return this;
    }

    /** Empty if nothing is known of it. */
    List<String> of(String place) {
        return things.getOrDefault(place, List.of());
    }

    /**
     * Values of a member or parameter.
     *
     * @param schema the name of its schema, or empty
     */
    List<String> ofMember(Described operation, String name, String schema) {
        return Stream.of(operation.method() + " " + operation.path() + " " + name, name, schema)
                .map(this::of)
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    List<String> ofVariable(Described operation) {
        List<String> ofMethod = of(operation.method() + " " + operation.path());
        return ofMethod.isEmpty() ? of(operation.path()) : ofMethod;
    }
}
