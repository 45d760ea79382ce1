package io.quicksell.redis;

import static java.util.stream.Collectors.joining;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The sentinels that watch a master and have a replica take its place
 * (https://redis.io/docs/latest/develop/reference/sentinel-clients/). All of them are asked at once, and the newest decision counts: one
 * that was cut off, and still names the master from before, is outvoted by a single one that knows better. This process never goes back
 * to an earlier decision than one that it has heard of.
 *
 * <p>Thread-safe, and to be shared by all links of a process: who asks within {@value #FRESH_MILLIS} ms gets the same answer.
 */
public final class Sentinels implements MasterAddress {

    private static final long FRESH_MILLIS = 500;

    /** More than the limit of each sentinel: an event loop that ends while it asks gives no answer. */
    private static final long ANSWER_LIMIT_MILLIS = 2_000;

    private final List<Sentinel> sentinels;
    private final String masterName;
    private Future<Master> asked = Future.failedFuture("not yet asked");
    private long askedAtNanos = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private Optional<Master> newest = Optional.empty();

    /**
     * @param addresses of all of them, at least one
     * @param masterName under which they know the master
     * @param user of the sentinels themselves; empty means the default user
     * @param password of the sentinels themselves; empty means none
     * @param tls whether connections to them are encrypted
     * @param caFile the certificates (PEM) to trust then; empty means those that Java trusts
     */
    public Sentinels(
            List<Address> addresses, String masterName, String user, String password, boolean tls, String caFile) {
        this.masterName = masterName;
        this.sentinels = addresses.stream()
                .map(address -> new Sentinel(masterName, new RedisEndpoint(address, user, password, tls, caFile)))
                .toList();
    }

    @Override
    public boolean canMove() {
        return true;
    }

    @Override
    public Future<Master> now(Vertx vertx) {
        Context asker = vertx.getOrCreateContext();
        Promise<Master> answer = Promise.promise();
        lately(vertx).onComplete(result -> asker.runOnContext(there -> answer.handle(result)));
        return answer.future();
    }

    private synchronized Future<Master> lately(Vertx vertx) {
        long now = System.nanoTime();
        if (now - askedAtNanos > TimeUnit.MILLISECONDS.toNanos(FRESH_MILLIS)) {
            askedAtNanos = now;
            asked = ask(vertx).timeout(ANSWER_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        }
        return asked;
    }

    private Future<Master> ask(Vertx vertx) {
        List<Future<Sentinel.Answer>> answers =
                sentinels.stream().map(sentinel -> sentinel.ask(vertx)).toList();
        return Future.join(answers)
                .transform(all -> answers.stream()
                        .filter(Future::succeeded)
                        .map(Future::result)
                        .max(Sentinel.Answer.BY_WORTH)
                        .map(best -> taken(best.master()))
                        .orElseGet(() -> Future.failedFuture(noneSays(answers))));
    }

    private String noneSays(List<Future<Sentinel.Answer>> answers) {
        return "no sentinel says where the master " + masterName + " is: "
                + answers.stream().map(answer -> answer.cause().getMessage()).collect(joining("; "));
    }

    /** If those that know of the newest decision are away, the others would lead to a master from before. */
    private synchronized Future<Master> taken(Master named) {
        Optional<Master> later = newest.filter(known -> known.epoch() > named.epoch());
        if (later.isPresent()) {
            return Future.failedFuture("the sentinels that answer name " + named.address() + " (epoch " + named.epoch()
                    + "), from before " + later.get().address() + " (epoch "
                    + later.get().epoch()
                    + ") was made the master; if they were set up anew, start this process again");
        }
        newest = Optional.of(named);
        return Future.succeededFuture(named);
    }

    @Override
    public String toString() {
        return masterName + ", as " + sentinels.stream().map(Sentinel::toString).collect(joining(", ")) + " say";
    }
}
