package io.quicksell.common.access;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Whose tokens are, remembered for {@value #KNOWN_MILLIS} ms: a token that is taken away counts no longer than that. One that is not known is
 * looked up each time.
 *
 * <p>Not thread-safe: for the event loop of its verticle.
 */
public final class Tokens {

    static final long KNOWN_MILLIS = 500;
    static final int MAX_KNOWN = 1_000;

    private record Known(Caller caller, long sinceNanos) {}

    private final Function<Token, Future<Optional<Caller>>> use;
    private final Function<Token, Future<Optional<Caller>>> look;
    private final LongSupplier nanos;
    private final Map<String, Known> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    public Tokens(TokenStore store) {
        this(store::use, store::look, System::nanoTime);
    }

    Tokens(
            Function<Token, Future<Optional<Caller>>> use,
            Function<Token, Future<Optional<Caller>>> look,
            LongSupplier nanos) {
        this.use = use;
        this.look = look;
        this.nanos = nanos;
    }

    /** Whose a token is; empty if it is nobody's here. The future is the caller's own, because it continues in the context of a request. */
    public Future<Optional<Caller>> callerOf(Token token) {
        return callerOf(token, use);
    }

    /** The same, where nobody has done anything: a session does not go on by that. */
    public Future<Optional<Caller>> stillCallerOf(Token token) {
        return callerOf(token, look);
    }

    private Future<Optional<Caller>> callerOf(Token token, Function<Token, Future<Optional<Caller>>> lookUp) {
        if (!token.shop().equals(Token.SHOP)) {
            return Future.succeededFuture(Optional.empty());
        }
        String hash = token.hash();
        Known remembered = known.get(hash);
        if (remembered != null
                && nanos.getAsLong() - remembered.sinceNanos() < TimeUnit.MILLISECONDS.toNanos(KNOWN_MILLIS)) {
            return Future.succeededFuture(Optional.of(remembered.caller()));
        }
        long since = nanos.getAsLong();
        return lookUp.apply(token).onSuccess(found -> {
            known.remove(hash);
            found.ifPresent(caller -> known.put(hash, new Known(caller, since)));
        });
    }
}
