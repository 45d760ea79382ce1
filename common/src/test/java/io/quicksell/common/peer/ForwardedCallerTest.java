package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Caller.Kind;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks, on the way from one service to the next over the event bus; over HTTP the gate believes it only with the key of the services. */
class ForwardedCallerTest {

    private static final Caller ANNA = new Caller(Kind.SESSION, "Änne", "Änne", Set.of(Scope.ORDERS_PLACE));
    private static final PeerRequest REQUEST =
            new PeerRequest("other.request", HttpMethod.POST, "/request", Buffer.buffer("{}"));

    private final Vertx vertx = Vertx.vertx();
    private final List<Optional<String>> received = new CopyOnWriteArrayList<>();
    private final Peer other = new Peer(vertx, "other", "");

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aMessageSaysForWhomItIs() {
        BusTransport.serve(vertx, REQUEST.address(), request -> receive(Reply.noContent()))
                .await();

        sent(Optional.of(ANNA));
        sent(Optional.of(Caller.LOCAL));
        sent(Optional.empty());

        assertEquals(List.of(Optional.of("Änne"), Optional.empty(), Optional.empty()), received);
    }

    @Test
    void soDoesAnObjectWithinTheProcess() {
        InProcess.serve(vertx, REQUEST.address(), request -> receive("answer")).await();

        sent(Optional.of(ANNA));
        sent(Optional.empty());

        assertEquals(List.of(Optional.of("Änne"), Optional.empty()), received);
    }

    private void sent(Optional<Caller> caller) {
        Promise<Object> answered = Promise.promise();
        Context request = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
        request.runOnContext(now -> {
            caller.ifPresent(Caller::set);
            other.<Object>ask(
                            REQUEST.address(),
                            "object",
                            () -> other.send(REQUEST).<Object>map(response -> response))
                    .onComplete(answered);
        });
        answered.future().timeout(20, TimeUnit.SECONDS).await();
    }

    private <T> Future<T> receive(T answer) {
        received.add(Caller.current().map(Caller::who));
        return Future.succeededFuture(answer);
    }
}
