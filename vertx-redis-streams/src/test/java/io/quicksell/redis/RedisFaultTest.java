package io.quicksell.redis;

import static io.quicksell.redis.TransientFailure.Outcome.NOT_CARRIED_OUT;
import static io.quicksell.redis.TransientFailure.Outcome.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.VertxException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure says about the outcome of its command. */
class RedisFaultTest {

    /** What Redis 6.2 and 7.0 and the client library say, word for word. */
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(reply("NOSCRIPT No matching script. Please use EVAL."), NOT_CARRIED_OUT),
                Arguments.of(reply("LOADING Redis is loading the dataset in memory"), NOT_CARRIED_OUT),
                Arguments.of(
                        reply("BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."),
                        NOT_CARRIED_OUT),
                Arguments.of(
                        reply(
                                "MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist"
                                        + " on disk."),
                        NOT_CARRIED_OUT),
                Arguments.of(reply("OOM command not allowed when used memory > 'maxmemory'."), NOT_CARRIED_OUT),
                Arguments.of(reply("READONLY You can't write against a read only replica."), NOT_CARRIED_OUT),
                Arguments.of(reply("NOREPLICAS Not enough good replicas to write."), NOT_CARRIED_OUT),
                Arguments.of(reply("NOAUTH Authentication required."), NOT_CARRIED_OUT),
                Arguments.of(reply("CLUSTERDOWN The cluster is down"), NOT_CARRIED_OUT),
                Arguments.of(
                        reply(
                                "ERR Error running script (call to f_9262): @user_script:5: @user_script: 5: -OOM command not"
                                        + " allowed when used memory > 'maxmemory'."),
                        NOT_CARRIED_OUT),
                Arguments.of(reply("@user_script: 1: -NOREPLICAS Not enough good replicas to write."), NOT_CARRIED_OUT),
                Arguments.of(reply("ERR unknown command `EVALSHA`, with args beginning with: "), NOT_CARRIED_OUT),
                Arguments.of(reply("CONNECTION_CLOSED"), UNKNOWN),
                Arguments.of(new VertxException("Connection is closed"), NOT_CARRIED_OUT),
                Arguments.of(new IllegalStateException("Redis waiting queue is full"), NOT_CARRIED_OUT),
                Arguments.of(new IllegalStateException("anything else"), UNKNOWN),
                Arguments.of(new IllegalStateException(), UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureSaysWhetherTheCommandWasCarriedOut(Throwable failure, Outcome outcome) {
        assertEquals(
                outcome,
                assertInstanceOf(RedisFault.class, RedisFault.of(failure)).outcome());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR no such key 'BUSY'",
                "BUSYGROUP Consumer Group name already exists",
                "ERR Error running script (call to f_1): @user_script:3: the OOM of a READONLY script"
            })
    void anErrorThatIsNotARefusalStaysAsItIs(String text) {
        ErrorType reply = reply(text);

        assertSame(reply, RedisFault.of(reply));
    }

    private static ErrorType reply(String text) {
        return ErrorType.create(text);
    }
}
