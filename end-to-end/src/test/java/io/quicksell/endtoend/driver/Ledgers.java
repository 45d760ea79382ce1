package io.quicksell.endtoend.driver;

import java.util.List;

/**
 * The stock ledgers: each movement goes on from where the one before it ended, and the last one ends at what the product has. Each is
 * read in one step, so that a system that is not at rest may be looked at too; not all of them in one, because nothing else happens in
 * Redis meanwhile.
 */
final class Ledgers {

    private static final String WRONG = """
            local wrong, quantity = {}, 0
            for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
              local movement = {}
              for i = 1, #entry[2], 2 do
                movement[entry[2][i]] = tonumber(entry[2][i + 1])
              end
              quantity = quantity + movement.units
              if quantity ~= movement.quantity then
                wrong[#wrong + 1] = entry[1] .. ' of ' .. KEYS[1] .. ' does not go on from the one before it'
              end
            end
            if quantity ~= tonumber(redis.call('HGET', KEYS[2], 'quantity') or 0) then
              wrong[#wrong + 1] = KEYS[1] .. ' makes ' .. quantity
            end
            return wrong
            """;

    private Ledgers() {}

    /** What is wrong with them, in words. */
    static List<String> faults(RedisClient redis) {
        return ShopRecords.idsOf(redis, "movements:").stream()
                .flatMap(id -> redis.texts("EVAL", WRONG, "2", "movements:" + id, "product:" + id).stream())
                .toList();
    }
}
