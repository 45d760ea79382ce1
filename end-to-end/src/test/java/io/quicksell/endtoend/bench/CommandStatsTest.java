package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.endtoend.bench.CommandStats.Stat;
import org.junit.jupiter.api.Test;

class CommandStatsTest {

    private static final String BEFORE = """
            # Commandstats\r
            cmdstat_evalsha:calls=10,usec=1000,usec_per_call=100.00,rejected_calls=0,failed_calls=1\r
            cmdstat_hset:calls=30,usec=90,usec_per_call=3.00,rejected_calls=0,failed_calls=0\r
            """;

    /** A server that is newer has subcommands in it; this one has met a script for the first time. */
    private static final String AFTER = """
            # Commandstats\r
            cmdstat_hset:calls=31,usec=95,usec_per_call=3.06,rejected_calls=0,failed_calls=0\r
            cmdstat_config|get:calls=1,usec=7,usec_per_call=7.00,rejected_calls=0,failed_calls=0\r
            cmdstat_eval:calls=1,usec=300,usec_per_call=300.00,rejected_calls=0,failed_calls=0\r
            cmdstat_evalsha:calls=14,usec=1500,usec_per_call=107.14,rejected_calls=0,failed_calls=1\r
            """;

    @Test
    void scriptsAreThoseThatRedisKnewAndThoseThatWereSentAlong() {
        assertEquals(new Stat(10, 1000), CommandStats.of(BEFORE).scripts());
        assertEquals(new Stat(15, 1800), CommandStats.of(AFTER).scripts());
    }

    @Test
    void whatHappenedSinceIsCountedAlsoOfCommandsThatAreNew() {
        CommandStats since = CommandStats.of(AFTER).since(CommandStats.of(BEFORE));

        assertEquals(new Stat(5, 800), since.scripts());
        assertEquals(new Stat(1, 5), since.byCommand().get("hset"));
        assertEquals(new Stat(1, 7), since.byCommand().get("config|get"));
    }

    @Test
    void whatHasNoCommandsIsNotTakenForNothingDone() {
        assertThrows(IllegalArgumentException.class, () -> CommandStats.of("# Commandstats\r\n"));
    }
}
