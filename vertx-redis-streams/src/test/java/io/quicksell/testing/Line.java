package io.quicksell.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A TCP line to something real, to be made longer, held and cut. A delay makes it longer and not narrower: any number of answers
 * may be under way. Its methods are for the JUnit thread.
 */
public final class Line implements AutoCloseable {

    private record Parcel(long dueNanos, Buffer bytes) {}

    /** The answers of one connection under way to who asked, first in, first out. */
    private final class Answers {
        private final NetSocket to;
        private final Queue<Parcel> underWay = new ArrayDeque<>();

        private Answers(NetSocket to) {
            this.to = to;
        }

        private void take(Buffer bytes) {
            underWay.add(new Parcel(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis), bytes));
            deliver();
        }

        private void deliver() {
            while (!isHeld && !underWay.isEmpty()) {
                long leftNanos = underWay.peek().dueNanos() - System.nanoTime();
                if (leftNanos > 0) {
                    vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(leftNanos) + 1, due -> deliver());
                    return;
                }
                to.write(underWay.remove().bytes());
            }
        }
    }

    private final Vertx vertx;
    private final EventLoop loop;
    private final NetClient client;
    private final NetServer server;
    private final Set<Answers> connections = new HashSet<>();
    private long delayMillis;
    private boolean isHeld;
    private boolean refuses;

    private Line(Vertx vertx, String host, int port) {
        this.vertx = vertx;
        this.loop = new EventLoop(vertx);
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer().connectHandler(caller -> connect(caller, host, port));
    }

    /** A line from a free port to another one. */
    public static Line to(Vertx vertx, String host, int port) {
        Line line = new Line(vertx, host, port);
        line.loop.run(() -> line.server.listen(0, "127.0.0.1")).await();
        return line;
    }

    /** Where it begins, on 127.0.0.1. */
    public int port() {
        return server.actualPort();
    }

    /** From now on every answer arrives so much later. */
    public void delay(long millis) {
        change(() -> delayMillis = millis);
    }

    /** From now on no answer arrives, until they are {@link #letGo() let go}. */
    public void holdAnswers() {
        change(() -> isHeld = true);
    }

    public void letGo() {
        change(() -> {
            isHeld = false;
            connections.forEach(Answers::deliver);
        });
    }

    /** Breaks all connections for good: every new one is broken at once. */
    public void cut() {
        change(() -> {
            refuses = true;
            Set.copyOf(connections).forEach(connection -> connection.to.close());
        });
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
    }

    private void connect(NetSocket caller, String host, int port) {
        if (refuses) {
            caller.close();
            return;
        }
        caller.pause();
        client.connect(port, host).onSuccess(target -> join(caller, target)).onFailure(away -> caller.close());
    }

    private void join(NetSocket caller, NetSocket target) {
        Answers answers = new Answers(caller);
        connections.add(answers);
        target.handler(answers::take).closeHandler(closed -> caller.close());
        caller.handler(target::write).closeHandler(closed -> {
            connections.remove(answers);
            target.close();
        });
        caller.resume();
    }

    private void change(Runnable change) {
        loop.run(() -> {
                    change.run();
                    return Future.succeededFuture();
                })
                .await();
    }
}
