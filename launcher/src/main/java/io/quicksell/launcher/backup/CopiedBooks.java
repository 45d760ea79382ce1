package io.quicksell.launcher.backup;

import io.quicksell.inventory.InventoryKeys;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The books of a copy: for every product quantity + held + sold = added. */
final class CopiedBooks {

    private static final int PAGE = 1_000;

    private CopiedBooks() {}

    /** The first product that is wrong, in words; empty if all are right. */
    static Optional<String> fault(RedisWire redis) throws IOException {
        for (int from = 0; ; from += PAGE) {
            List<?> ids = redis.list("ZRANGE", InventoryKeys.PRODUCTS, from, from + PAGE - 1);
            if (ids.isEmpty()) {
                return Optional.empty();
            }
            for (Object id : ids) {
                redis.send("HMGET", InventoryKeys.product(RedisWire.textOf(id)), "quantity", "held", "sold", "added");
            }
            redis.flush();
            Optional<String> fault = Optional.empty();
            for (Object id : ids) {
                List<?> units = (List<?>) redis.read();
                fault = fault.or(() -> fault(RedisWire.textOf(id), units));
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
    }

    private static Optional<String> fault(String id, List<?> units) {
        long[] numbers = units.stream()
                .map(RedisWire::textOf)
                .mapToLong(text -> text.isEmpty() ? 0 : Long.parseLong(text))
                .toArray();
        return numbers[0] + numbers[1] + numbers[2] == numbers[3]
                ? Optional.empty()
                : Optional.of("the books of product " + id + " do not balance: quantity " + numbers[0] + ", held "
                        + numbers[1] + ", sold " + numbers[2] + ", added " + numbers[3]);
    }
}
