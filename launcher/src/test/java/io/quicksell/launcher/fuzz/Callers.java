package io.quicksell.launcher.fuzz;

import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.testing.RealRedis;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What callers show, whose tokens are in Redis. Thread-safe. */
public final class Callers {

    private final GivenTokens given;
    private final String serviceKey;
    private final Map<Scope, Token> right = new EnumMap<>(Scope.class);
    private final Map<Scope, Token> narrow = new EnumMap<>(Scope.class);

    public Callers(RealRedis redis, String serviceKey) {
        this.given = new GivenTokens(redis);
        this.serviceKey = serviceKey;
        for (Scope scope : Scope.values()) {
            Set<Scope> granted = Scope.granted().contains(scope) ? Set.of(scope) : Set.of();
            EnumSet<Scope> others = EnumSet.copyOf(Scope.granted());
            others.removeAll(granted);
            right.put(scope, given.key("shop " + scope, "shop", granted));
            narrow.put(scope, given.key("shop " + scope, "shop", others));
        }
    }

    /** The header that whoever sends this shows; empty if it shows nothing. */
    Optional<Pair> shown(MadeRequest request) {
        Scope scope = request.operation().scope();
        return text(request.asker(), scope).map(text -> new Pair("Authorization", "Bearer " + text));
    }

    private Optional<String> text(Asker asker, Scope scope) {
        return switch (asker) {
            case WITH_NO_TOKEN -> Optional.empty();
            case WITH_A_WRONG_TOKEN -> Optional.of(Token.random(Token.SHOP).text());
            case WITH_A_NARROW_TOKEN -> Optional.of(narrow.get(scope).text());
            case WITH_THE_RIGHT_TOKEN ->
                switch (scope) {
                    case INTERNAL -> Optional.of(serviceKey);
                    case SIGNED_IN -> Optional.of(session());
                    default -> Optional.of(right.get(scope).text());
                };
        };
    }

    /** One of its own, because it may be ended. */
    private String session() {
        synchronized (given) {
            return given.session("Bo", Set.of()).text();
        }
    }
}
