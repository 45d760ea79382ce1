package io.quicksell.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection over which an event loop sends its commands, all in flight at once (pipelined). When it breaks it is made
 * again, for ever. While there is none every command fails at once; none waits for it. So it does while the Redis there cannot do the
 * job ({@link #defect()}).
 *
 * <p>A command fails with a {@link RedisFault}, which says whether it was certainly not carried out, or with the error that Redis
 * returned. A {@link Heartbeat} is a deadline for every command: when it passes, the connection is given up.
 *
 * <p>Where changes wait for replicas ({@link RedisEndpoint#replicas}), scripts have a connection of their own, and their reply comes only
 * when so many replicas have what they changed, and all that was changed before. If that is not in time, their outcome is unknown. Single
 * commands do not wait: what they read may not be on a replica yet.
 *
 * <p>Not thread-safe: for the event loop that called {@link #open()}.
 */
public final class RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final int MAX_WAITING = 32_768;

    /** Each sends up to 500 commands at once, so half of what may wait is left for single commands. */
    private static final int LISTS_AT_ONCE = 32;

    private static final int MAX_WAITING_LISTS = 1_024;
    private static final long COMMAND_LIMIT_MILLIS = Heartbeat.REPLY_LIMIT_MILLIS + Heartbeat.EVERY_MILLIS;
    private static final long REPEAT_MILLIS = 4_000;
    private static final long REPEAT_PAUSE_MILLIS = 50;

    private final Vertx vertx;
    private final KeptConnection kept;
    private final Examination examination;
    private final int replicas;
    private final Optional<ReplicatedCalls> replicated;
    private final Heartbeat heartbeat;
    private final Permits lists = new Permits(LISTS_AT_ONCE, MAX_WAITING_LISTS);
    private Context loop;
    private List<String> warned = List.of();
    private LinkObserver observer = LinkObserver.NONE;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param name for the log
     */
    public RedisLink(Vertx vertx, RedisEndpoint endpoint, String name) {
        this.vertx = vertx;
        this.kept = new KeptConnection(vertx, endpoint, name, MAX_WAITING, Heartbeat.REPLY_LIMIT_MILLIS, this::examine);
        this.examination = new Examination(kept, endpoint, name, this::warn);
        this.replicas = endpoint.replicas();
        this.replicated = replicas == 0 ? Optional.empty() : Optional.of(new ReplicatedCalls(vertx, endpoint, name));
        this.heartbeat = new Heartbeat(vertx, kept, examination, replicated);
    }

    /** Begins to connect; returns at once. */
    public RedisLink open() {
        loop = vertx.getOrCreateContext();
        kept.open();
        kept.connecting().onFailure(away -> examination.thereIsNone());
        replicated.ifPresent(ReplicatedCalls::open);
        heartbeat.start();
        return this;
    }

    /**
     * Says what is in use here, so that the data of another program, or of another version, are noticed and left alone.
     *
     * @param format of the data, if {@code quicksell:format} says one
     * @param keys the type of each, as TYPE replies; {@code none} for one that must not exist
     */
    public RedisLink expects(String format, Map<String, String> keys) {
        examination.expects(format, keys);
        return this;
    }

    /** Tells somebody how it is doing, and counts the commands that wait. */
    public RedisLink observedBy(LinkObserver other) {
        observer = other;
        heartbeat.observedBy(other);
        return this;
    }

    LinkObserver observer() {
        return observer;
    }

    /** How many commands wait for their reply; they are counted only where somebody observes this. */
    public int waiting() {
        return waiting.get();
    }

    /** Completes when this Redis was looked at for the first time, or is away, or when this is closed. */
    public Future<Void> looked() {
        return examination.looked();
    }

    /** Why this Redis cannot be used, in words for its operator; empty while it can, and while there is no connection. From any thread. */
    public Optional<String> defect() {
        return examination.defect();
    }

    public Future<Void> close() {
        heartbeat.stop();
        examination.thereIsNone();
        return replicated
                .map(ReplicatedCalls::close)
                .orElse(Future.succeededFuture())
                .eventually(kept::close);
    }

    /** Sends one command. */
    public Future<Response> send(Request command) {
        RedisConnection fit = examination.fit();
        return fit == null
                ? Future.failedFuture(unusable())
                : leaving(limited(fit.send(command).recover(failure -> Future.failedFuture(RedisFault.of(failure)))));
    }

    /** Runs work that sends hundreds of commands at once as soon as it has a permit, so that there is always room for single commands. */
    public <T> Future<T> withPermit(Supplier<Future<T>> manyCommands) {
        return lists.run(manyCommands);
    }

    /** The same for work that goes on: it is not refused half-way because many others have come meanwhile. */
    <T> Future<T> withNextPermit(Supplier<Future<T>> manyCommands) {
        return lists.goOn(manyCommands);
    }

    /**
     * Runs a script. If its outcome is unknown it is repeated with the same arguments, and only after {@value #REPEAT_MILLIS} ms does it
     * fail with an unknown outcome. So every script has to be harmless when it is carried out twice.
     */
    public <E extends Enum<E>> Future<ScriptReply<E>> run(Script<E> script, List<String> keys, List<String> arguments) {
        return call(script, keys, arguments).map(script::reply);
    }

    private Future<Response> call(Script<?> script, List<String> keys, List<String> arguments) {
        return untilKnown(callOnce(script, keys, arguments), script, keys, arguments);
    }

    /** Repeats a call if its outcome is unknown. */
    Future<Response> untilKnown(Future<Response> call, Script<?> script, List<String> keys, List<String> arguments) {
        long deadlineNanos = System.nanoTime() + REPEAT_MILLIS * 1_000_000;
        return call.recover(failure -> isOutcomeUnknown(failure)
                ? repeat(script, keys, arguments, (RedisFault) failure, deadlineNanos)
                : Future.failedFuture(failure));
    }

    Future<Response> callOnce(Script<?> script, List<String> keys, List<String> arguments) {
        RedisConnection fit = examination.fit();
        if (fit == null) {
            return Future.failedFuture(unusable());
        }
        return leaving(
                replicated.isEmpty()
                        ? limited(script.callOn(fit, keys, arguments))
                        : here(limited(changes().compose(calls -> calls.run(script, keys, arguments)))));
    }

    /**
     * Succeeds when as many replicas as changes wait for have all that the master has now, whoever changed it; at once if they wait for none.
     * It fails as a script does whose outcome is unknown.
     */
    public Future<Void> replicated() {
        if (replicated.isEmpty()) {
            return Future.succeededFuture();
        }
        return examination.fit() == null
                ? Future.failedFuture(unusable())
                : leaving(here(limited(changes().compose(ReplicatedCalls::all))));
    }

    /** For the caller's own context: replicas are waited for in that of the link. */
    private <T> Future<T> here(Future<T> reply) {
        Context asker = context();
        Promise<T> answer = Promise.promise();
        reply.onComplete(result -> asker.runOnContext(there -> answer.handle(result)));
        return answer.future();
    }

    /** Only while both connections go to the same master, for which alone it is known that it can do the job. */
    private Future<ReplicatedCalls> changes() {
        return replicated
                .filter(calls -> calls.address().equals(kept.address()))
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(RedisFault.notConnected()));
    }

    private RedisFault unusable() {
        return defect().map(RedisFault::unfit)
                .orElseGet(() -> whyNone().map(RedisFault::notConnected).orElseGet(RedisFault::notConnected));
    }

    /** Told where it helps: while a master moves there are more reasons than that Redis is away. */
    private Optional<String> whyNone() {
        return kept.canMove() ? kept.whyNone() : Optional.empty();
    }

    private <T> Future<T> leaving(Future<T> reply) {
        return kept.canMove() ? reply.onFailure(leaver()) : reply;
    }

    /** Where the master can move, one that refuses as a replica does is left at once: the one in use when this is called. From any thread. */
    Handler<Throwable> leaver() {
        RedisConnection connection = kept.current();
        RedisConnection changes = replicated.map(ReplicatedCalls::connection).orElse(null);
        return failure -> {
            if (kept.canMove() && RedisFault.isOfAReplica(failure)) {
                loop.runOnContext(there -> {
                    kept.drop(connection, KeptConnection.NO_MASTER);
                    replicated.ifPresent(calls -> calls.leave(changes));
                });
            }
        };
    }

    /** The client library can forget a command whose connection breaks while it is being sent: it is not waited for any longer. */
    private <T> Future<T> limited(Future<T> reply) {
        Future<T> limited = reply.timeout(COMMAND_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .recover(failure ->
                        Future.failedFuture(failure instanceof TimeoutException ? RedisFault.of(failure) : failure));
        if (observer != LinkObserver.NONE) {
            waiting.incrementAndGet();
            limited.onComplete(ended -> waiting.decrementAndGet());
        }
        return limited;
    }

    /** Whatever later tries find out about themselves, the outcome of the first one stays unknown until one of them succeeds. */
    private Future<Response> repeat(
            Script<?> script, List<String> keys, List<String> arguments, RedisFault first, long deadlineNanos) {
        if (System.nanoTime() > deadlineNanos || kept.isClosed()) {
            return Future.failedFuture(first);
        }
        return vertx.timer(REPEAT_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(pause -> callOnce(script, keys, arguments))
                .recover(failure -> failure instanceof RedisFault
                        ? repeat(script, keys, arguments, first, deadlineNanos)
                        : Future.failedFuture(failure));
    }

    /** Where the caller waits for its answer. */
    Context context() {
        return vertx.getOrCreateContext();
    }

    private static boolean isOutcomeUnknown(Throwable failure) {
        return failure instanceof RedisFault fault && fault.outcome() == TransientFailure.Outcome.UNKNOWN;
    }

    /** The time by the Redis clock, milliseconds since 1970. */
    public Future<Long> clock() {
        return send(Request.cmd(Command.TIME))
                .map(time -> time.get(0).toLong() * 1_000 + time.get(1).toLong() / 1_000);
    }

    /** Where the master is, if sentinels say it and there is a connection. */
    public Optional<Address> masterAddress() {
        return kept.canMove() ? kept.address() : Optional.empty();
    }

    /** Whether this Redis keeps every write that it acknowledges. */
    public Future<Durability> durability() {
        return Durability.of(this, replicas);
    }

    /** How much memory this Redis uses and may use; empty if the user may not ask. */
    public Future<Optional<RedisMemory>> memory() {
        return RedisMemory.of(this);
    }

    /** The replicas of this Redis; empty if it is no master. */
    public Future<Optional<Replication>> replication() {
        return Replication.of(this);
    }

    /** Succeeds if Redis replies. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    private void examine(RedisConnection connection) {
        examination.look(connection);
    }

    private void warn() {
        durability().onSuccess(durability -> {
            if (!durability.warnings().equals(warned)) {
                warned = durability.warnings();
                warned.forEach(warning -> LOG.warn("Redis may lose data: {}", warning));
            }
        });
    }
}
