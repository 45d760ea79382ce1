package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCallTest {

    /** Two keys for all and one of the order; two arguments of the order and one for all. */
    private static final List<String> FOR_ONE =
            List.of("EVALSHA", "sha", "3", "holds", "events", "order:7", "1", "1", "2", "7", "30000", "payment");

    @Test
    void theCallForOneOrderIsSentAgainForMany() {
        UnaryOperator<String> eight = word -> word.replace("7", "8");
        UnaryOperator<String> nine = word -> word.replace("7", "9");

        assertEquals(
                List.of(
                        "EVALSHA", "sha", "4", "holds", "events", "order:8", "order:9", "2", "1", "2", "8", "30000",
                        "1", "2", "9", "30000", "payment"),
                BatchCall.of(new SentCommand(FOR_ONE)).orElseThrow().forMany(List.of(eight, nine)));
    }

    @Test
    void forThatOneAloneItIsTheSame() {
        assertEquals(
                FOR_ONE,
                BatchCall.of(new SentCommand(FOR_ONE)).orElseThrow().forMany(List.of(UnaryOperator.identity())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EVALSHA sha 1 order:7 2 1 0 1 0",
                "EVALSHA sha 1 order:7 payment",
                "EVALSHA sha 1 order:7 1 1 5 a",
                "EVALSHA sha 1 order:7 1 2 0",
                "EVALSHA sha 5 order:7",
                "EVALSHA sha 3 books_check holds product:7 5d8a9f73-ce63-4cae-96e7-2c61580bfdd6 0 2 1795961125033-0 0"
            })
    void anotherCallIsLeftOut(String words) {
        SentCommand call = new SentCommand(List.of(words.split(" ")));

        assertEquals(Optional.empty(), BatchCall.of(call));
    }

    @Test
    void aCommandIsReadAsItWasSent() {
        String line =
                "1339518083.107412 [0 127.0.0.1:60866] \"evalsha\" \"\" \"a \\\"b\\\" \\\\n\\n\" \"caf\\xc3\\xa9\" \"[0 lua]\"";

        SentCommand sent = SentCommand.of(line).orElseThrow();

        assertEquals(List.of("evalsha", "", "a \"b\" \\n\n", "café", "[0 lua]"), sent.words());
        assertEquals(true, sent.is("EVALSHA"));
    }

    @Test
    void whatAScriptDidWasNotSent() {
        assertEquals(
                Optional.empty(), SentCommand.of("1339518083.107412 [0 lua] \"hset\" \"key\" \"field\" \"value\""));
    }

    @Test
    void aLineOfSomethingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SentCommand.of("OK"));
    }
}
