package io.quicksell.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A script that decides for many in one call. What is asked for while a call is under way waits, and goes along with the next one; so
 * the busier it is, the less a decision costs, and alone none waits. The callers do not notice.
 *
 * <p>The script follows the convention of {@code batch.lua}. A call of unknown outcome is repeated as a whole, so each decision has to
 * be harmless when it is carried out twice ({@link RedisLink#run}). The others do not wait for that: while Redis is away they fail at once.
 *
 * <p>For the event loop of its link. Each answer comes in the context that asked.
 *
 * @param <E> the status words with which each decision can be answered
 */
public final class BatchedScript<E extends Enum<E>> {

    private static final int MAX_PARTS = 64;
    private static final int MAX_KEYS = 640;
    private static final int MAX_CHARACTERS = 256 * 1_024;
    private static final int MAX_WAITING = 4_096;
    private static final long MAX_WAIT_MILLIS = 4_000;
    private static final int CALLS_AT_ONCE = 1;
    private static final String FAULT = "fault";

    /**
     * What is asked for by one caller.
     *
     * @param askedAt {@link System#nanoTime()}
     */
    private record Part<E extends Enum<E>>(
            List<String> keys,
            List<String> arguments,
            int characters,
            long askedAt,
            Context asker,
            Promise<ScriptReply<E>> answer) {

        Part(List<String> keys, List<String> arguments, Context asker) {
            this(
                    keys,
                    arguments,
                    characters(keys) + characters(arguments),
                    System.nanoTime(),
                    asker,
                    Promise.promise());
        }

        void answer(AsyncResult<ScriptReply<E>> result) {
            asker.runOnContext(there -> answer.handle(result));
        }

        private static int characters(List<String> texts) {
            return texts.stream().mapToInt(String::length).sum();
        }
    }

    private final RedisLink redis;
    private final Script<E> script;
    private final List<String> keysForAll;
    private final List<String> argumentsForAll;
    private final long maxWaitNanos;
    private final Queue<Part<E>> waiting = new ArrayDeque<>();
    private int callsUnderWay;

    /**
     * @param keysForAll of each call, before the keys of its parts
     * @param argumentsForAll of each call, behind the arguments of its parts
     */
    public BatchedScript(RedisLink redis, Script<E> script, List<String> keysForAll, List<String> argumentsForAll) {
        this(redis, script, keysForAll, argumentsForAll, MAX_WAIT_MILLIS);
    }

    /**
     * @param maxWaitMillis what has waited longer for its call is not sent
     */
    BatchedScript(
            RedisLink redis,
            Script<E> script,
            List<String> keysForAll,
            List<String> argumentsForAll,
            long maxWaitMillis) {
        this.redis = redis;
        this.script = script;
        this.keysForAll = keysForAll;
        this.argumentsForAll = argumentsForAll;
        this.maxWaitNanos = maxWaitMillis * 1_000_000;
    }

    /**
     * Asks for a decision. It fails as {@link RedisLink#run} does, or with the error that it alone would have met; and, without having
     * been carried out, if too many wait or it has waited too long.
     */
    public synchronized Future<ScriptReply<E>> run(List<String> keys, List<String> arguments) {
        if (waiting.size() == MAX_WAITING) {
            return Future.failedFuture(RedisFault.tooManyWaiting());
        }
        Part<E> part = new Part<>(keys, arguments, redis.context());
        waiting.add(part);
        sendWaiting();
        return part.answer().future();
    }

    private void sendWaiting() {
        while (callsUnderWay < CALLS_AT_ONCE && !waiting.isEmpty()) {
            send(nextParts());
        }
    }

    private List<Part<E>> nextParts() {
        List<Part<E>> parts = new ArrayList<>();
        int keys = 0;
        int characters = 0;
        for (Part<E> next = waiting.peek(); next != null && parts.size() < MAX_PARTS; next = waiting.peek()) {
            keys += next.keys().size();
            characters += next.characters();
            if (!parts.isEmpty() && (keys > MAX_KEYS || characters > MAX_CHARACTERS)) {
                break;
            }
            parts.add(waiting.poll());
        }
        return parts;
    }

    private void send(List<Part<E>> asked) {
        long now = System.nanoTime();
        List<Part<E>> parts = new ArrayList<>();
        for (Part<E> part : asked) {
            if (now - part.askedAt() < maxWaitNanos) {
                parts.add(part);
            } else {
                part.answer(Future.failedFuture(RedisFault.tooManyWaiting()));
            }
        }
        if (parts.isEmpty()) {
            return;
        }
        List<String> keys = keysOf(parts);
        List<String> arguments = argumentsOf(parts);
        redis.observer().called(script.toString(), parts.size());
        callsUnderWay++;
        Handler<Throwable> leaver = redis.leaver();
        Future<Response> call = redis.callOnce(script, keys, arguments);
        Future<Response> reply = redis.untilKnown(call, script, keys, arguments);
        for (int n = 0; n < parts.size(); n++) {
            int place = n;
            reply.map(answers -> answers.get(place))
                    .compose(answer -> read(answer, leaver))
                    .onComplete(parts.get(n)::answer);
        }
        // After the answers, so that what the answered ask for next goes as one call, too.
        call.onComplete(done -> redis.context().runOnContext(answered -> ended()));
    }

    private synchronized void ended() {
        callsUnderWay--;
        sendWaiting();
    }

    private Future<ScriptReply<E>> read(Response answer, Handler<Throwable> leaver) {
        if (!answer.get(0).toString().equals(FAULT)) {
            return Future.succeededFuture(script.reply(answer));
        }
        Throwable fault = RedisFault.of(ErrorType.create(answer.get(1).toString()));
        leaver.handle(fault);
        return Future.failedFuture(fault);
    }

    private List<String> keysOf(List<Part<E>> parts) {
        List<String> keys = new ArrayList<>(keysForAll);
        parts.forEach(part -> keys.addAll(part.keys()));
        return keys;
    }

    private List<String> argumentsOf(List<Part<E>> parts) {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(parts.size()));
        for (Part<E> part : parts) {
            arguments.add(String.valueOf(part.keys().size()));
            arguments.add(String.valueOf(part.arguments().size()));
            arguments.addAll(part.arguments());
        }
        arguments.addAll(argumentsForAll);
        return arguments;
    }
}
