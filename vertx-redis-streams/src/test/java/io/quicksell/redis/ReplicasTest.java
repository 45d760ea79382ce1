package io.quicksell.redis;

import static io.quicksell.redis.TransientFailure.Outcome.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change is answered once a replica has it, and until then its outcome is unknown. */
class ReplicasTest {

    private static final Script<Counted> LOOK = Script.load("test_look", Counted.class);
    private static final Pattern WAITS = Pattern.compile("cmdstat_wait:calls=([0-9]+)");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private OwnRedis master;
    private OwnRedis replica;
    private RedisLink link;

    @BeforeEach
    void aMasterAndAReplica() throws IOException {
        master = OwnRedis.start(Files.createDirectories(folder.resolve("master")));
        replica = OwnRedis.start(Files.createDirectories(folder.resolve("replica")));
        call(replica, Command.REPLICAOF, "127.0.0.1", master.port());
        Eventually.holds(() -> assertEquals(1, connectedReplicas()));
        link = new RedisLink(vertx, master.endpoint().with(1), "test").open();
        Eventually.succeeds(() -> count().await());
    }

    @AfterEach
    void end() {
        vertx.close().await();
        replica.close();
        master.close();
    }

    @Test
    void whoeverIsAnsweredFindsItOnTheReplica() {
        for (int n = 0; n < 50; n++) {
            String answered = answer(count().await());

            assertEquals(answered, call(replica, Command.GET, "count").toString());
        }
    }

    /** What belongs to a request goes on after the answer: who asks, its id, its trace. */
    @Test
    void theAnswerComesInTheContextThatAsked() {
        for (Supplier<Future<?>> ask : List.<Supplier<Future<?>>>of(this::count, link::replicated)) {
            Context asker = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
            Promise<Context> answered = Promise.promise();

            asker.runOnContext(now -> ask.get().onComplete(reply -> answered.complete(Vertx.currentContext())));

            assertSame(asker, answered.future().await());
        }
    }

    @Test
    void soDoesOneWhoseScriptTheMasterHadForgotten() {
        call(master, Command.SCRIPT, "FLUSH");

        assertEquals(
                answer(count().await()), call(replica, Command.GET, "count").toString());
    }

    @Test
    void aChangeThatIsOnNoReplicaIsOfUnknownOutcomeAndReadsDoNotWaitForIt() {
        replica.freeze();
        Future<ScriptReply<Counted>> change = count();

        Eventually.holds(() -> assertEquals("2", read()));
        link.ping().await();
        assertFalse(change.isComplete());

        RedisFault fault = assertThrows(RedisFault.class, change::await);
        assertEquals(UNKNOWN, fault.outcome());
        assertEquals("it is not on 1 replica of Redis in time", fault.getMessage());
        replica.thaw();
    }

    @Test
    void aChangeIsRepeatedUntilAReplicaHasIt() {
        replica.freeze();
        Future<ScriptReply<Counted>> change = count();
        Eventually.holds(() -> assertTrue(Integer.parseInt(read()) > 2, "it was sent again"));

        replica.thaw();

        assertEquals(answer(change.await()), call(replica, Command.GET, "count").toString());
    }

    /** As the replay of a request whose first try was not on a replica in time: it finds the work done, and writes nothing. */
    @Test
    void whoFindsTheWorkDoneWaitsForWhatOthersWroteBefore() {
        replica.freeze();
        call(master, Command.SET, "count", "100");

        assertEquals(
                UNKNOWN, assertThrows(RedisFault.class, () -> look().await()).outcome());
        assertEquals(
                UNKNOWN,
                assertThrows(RedisFault.class, () -> link.replicated().await()).outcome());

        replica.thaw();
        assertEquals("100", answer(Eventually.succeeds(() -> look().await())));
        assertEquals("100", call(replica, Command.GET, "count").toString());
        link.replicated().await();
    }

    @Test
    void whatIsAskedForMeanwhileWaitsOnceTogether() {
        int before = waits();

        List<Future<ScriptReply<Counted>>> asked =
                IntStream.range(0, 500).mapToObj(n -> count()).toList();
        asked.forEach(each -> each.await());

        assertEquals("501", call(replica, Command.GET, "count").toString());
        assertTrue(waits() - before < 50, () -> waits() - before + " times for 500 changes");
    }

    @Test
    void aMasterThatIsAwayIsNoUnknownOutcomeForWhatWasNotSent() {
        master.kill();

        Eventually.holds(() -> assertEquals(
                TransientFailure.Outcome.NOT_CARRIED_OUT,
                assertThrows(RedisFault.class, () -> count().await()).outcome()));
        master.start();
        Eventually.succeeds(() -> count().await());
    }

    @Test
    void fewerReplicasThanChangesWaitForAreAWarning() {
        Durability all = link.durability().await();
        assertEquals(new Durability("master", 1, 1, List.of()), all);

        replica.kill();

        Eventually.holds(() -> assertEquals(
                List.of("changes wait for 1 replica, and 0 are connected: until they are, no change is answered"),
                link.durability().await().warnings()));
    }

    @Test
    void aUserWhoMayNotWaitIsToldSo() {
        List<String> rights = new ArrayList<>(List.of(SystemUser.RIGHTS.split(" ")));
        rights.remove("+wait");
        call(master, Command.ACL, SystemUser.set(String.join(" ", rights)));
        RedisEndpoint asTheSystem = SystemUser.at("127.0.0.1", master.port());
        RedisLink waiting = new RedisLink(vertx, asTheSystem.with(1), "waiting").open();
        RedisLink not = new RedisLink(vertx, asTheSystem, "not").open();

        Eventually.holds(() ->
                assertEquals("its user may not send WAIT", waiting.defect().orElse("")));
        Eventually.succeeds(() -> not.ping().await());
    }

    @Test
    void whoWaitsForNoneHasOneConnection() {
        link.close().await();
        int before = connections();
        RedisLink plain = new RedisLink(vertx, master.endpoint(), "plain").open();
        Eventually.succeeds(
                () -> plain.run(Counted.SCRIPT, List.of("count"), List.of("1")).await());
        plain.replicated().await();
        assertEquals(before + 1, connections());

        RedisLink waiting = new RedisLink(vertx, master.endpoint().with(1), "waiting").open();
        Eventually.succeeds(() -> waiting.replicated().await());

        assertEquals(before + 3, connections());
    }

    private Future<ScriptReply<Counted>> count() {
        return link.run(Counted.SCRIPT, List.of("count"), List.of("1"));
    }

    private Future<ScriptReply<Counted>> look() {
        return link.run(LOOK, List.of("count"), List.of());
    }

    private String read() {
        return link.send(Request.cmd(Command.GET, "count")).await().toString();
    }

    private static String answer(ScriptReply<Counted> reply) {
        return reply.get(1).toString();
    }

    private int connectedReplicas() {
        return call(master, Command.ROLE).get(2).size();
    }

    private int waits() {
        Matcher calls = WAITS.matcher(call(master, Command.INFO, "commandstats").toString());
        return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
    }

    private int connections() {
        return (int) call(master, Command.CLIENT, "LIST", "TYPE", "normal")
                .toString()
                .lines()
                .count();
    }

    private Response call(OwnRedis server, Command command, Object... arguments) {
        Request request = Request.cmd(command);
        Stream.of(arguments).map(String::valueOf).forEach(request::arg);
        Redis client = Redis.createClient(vertx, "redis://127.0.0.1:" + server.port());
        return client.send(request).eventually(client::close).await();
    }
}
