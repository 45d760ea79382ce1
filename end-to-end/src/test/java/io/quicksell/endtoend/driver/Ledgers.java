package io.quicksell.endtoend.driver;

import java.util.List;

/**
 * The stock ledgers: each movement goes on from where the one before it ended, and the last one ends at what the product has. Read in
 * one step, so that a system that is not at rest may be looked at too.
 */
final class Ledgers {

    private static final String WRONG = """
            local wrong = {}
            for _, ledger in ipairs(redis.call('KEYS', 'movements:*')) do
              local quantity = 0
              for _, entry in ipairs(redis.call('XRANGE', ledger, '-', '+')) do
                local movement = {}
                for i = 1, #entry[2], 2 do
                  movement[entry[2][i]] = tonumber(entry[2][i + 1])
                end
                quantity = quantity + movement.units
                if quantity ~= movement.quantity then
                  wrong[#wrong + 1] = entry[1] .. ' of ' .. ledger .. ' does not go on from the one before it'
                end
              end
              local product = 'product:' .. string.sub(ledger, #'movements:' + 1)
              if quantity ~= tonumber(redis.call('HGET', product, 'quantity') or 0) then
                wrong[#wrong + 1] = ledger .. ' makes ' .. quantity
              end
            end
            return wrong
            """;

    private Ledgers() {}

    /** What is wrong with them, in words. */
    static List<String> faults(RedisClient redis) {
        return redis.texts("EVAL", WRONG, "0");
    }
}
