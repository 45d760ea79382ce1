package io.quicksell.common.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.domain.Check;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who asks. It is known throughout the chain of futures of a request, like its id, and requests to other services carry it.
 *
 * @param kind how it is known
 * @param who the name of the user, or of the key of a program behind {@value #OF_PROGRAM}: what is written beside what they do. No name
 *     of a user has a colon, so it tells users and programs apart
 * @param client the name of the user, or of the program that the key belongs to, which stays when its key is replaced by another one
 * @param scopes what it was granted
 */
public record Caller(Kind kind, String who, String client, Set<Scope> scopes) {

    /** How a caller is known. */
    public enum Kind {
        /** Not at all, because nobody is asked who they are. */
        LOCAL,
        /** Not at all, on a route that is open to everybody. */
        NOBODY,
        /** By the key of the services, as one of them. */
        SERVICE,
        /** By the token of a user who has logged in. */
        SESSION,
        /** By the token of a program. */
        KEY;

        /** How it is written. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** That of a caller with a name of its own, which is written like that; empty if none is. */
        static Optional<Kind> named(String text) {
            return Stream.of(SESSION, KEY)
                    .filter(kind -> kind.text().equals(text))
                    .findFirst();
        }
    }

    /** Without what would break a line or hide in it. */
    private static final Pattern NAME = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,128}");

    /** What stands before the name of a program wherever it is written who did something. */
    public static final String OF_PROGRAM = "key:";

    /** Everybody, while nobody is asked who they are. */
    public static final Caller LOCAL = new Caller(Kind.LOCAL, "local", "anonymous", Scope.granted());

    /** Who uses a route that is open to everybody. */
    public static final Caller NOBODY = new Caller(Kind.NOBODY, "nobody", "nobody", Set.of());

    /** A service that asks for itself; it may look whether an order exists. */
    public static final Caller SERVICE = new Caller(Kind.SERVICE, "service", "service", Set.of(Scope.ORDERS_READ));

    /** The header, over HTTP and on the event bus, in which a service names the one for whom it asks. */
    public static final String HEADER = "X-On-Behalf-Of";

    private static final Pattern TEXT = Pattern.compile("([a-z]+):([^:]+):([^:]+)");

    public Caller {
        Check.that(
                who.startsWith(OF_PROGRAM) == (kind == Kind.KEY),
                "the name of a program, and no other one, must stand behind " + OF_PROGRAM);
        Check.that(
                NAME.matcher(name(kind, who)).matches() && NAME.matcher(client).matches(),
                "a name must be 1 to 128 characters");
        scopes = Set.copyOf(scopes);
    }

    /** A program that is known by its token, by its own name. */
    public static Caller program(String name, String client, Set<Scope> scopes) {
        return new Caller(Kind.KEY, OF_PROGRAM + name, client, scopes);
    }

    /** The name of the user or the program alone, which another kind of caller may have, too. */
    public String name() {
        return name(kind, who);
    }

    private static String name(Kind kind, String who) {
        return kind == Kind.KEY ? who.substring(OF_PROGRAM.length()) : who;
    }

    /** Whether it may use a route of that scope. */
    public boolean may(Scope scope) {
        return switch (scope) {
            case PUBLIC -> true;
            case INTERNAL -> kind == Kind.SERVICE;
            case SIGNED_IN -> kind == Kind.LOCAL || isNamed();
            default -> scopes.contains(scope);
        };
    }

    /** Whose idempotency keys it uses. A user and a program of the same name have different ones. */
    public String keySpace() {
        return isNamed() ? kind.text() + ":" + client : LOCAL.client();
    }

    /** How a service names it to another one, which grants it nothing: the key of the services does. Empty where there is nobody to name. */
    public Optional<String> text() {
        return isNamed()
                ? Optional.of(
                        kind.text() + ":" + URLEncoder.encode(who, UTF_8) + ":" + URLEncoder.encode(client, UTF_8))
                : Optional.empty();
    }

    /**
     * Who is written beside what the calling code does: the name of the user or the program that asks. Empty where there is nobody to
     * name: while nobody is asked who they are, and where a service acts by itself.
     */
    public static String by() {
        return current().filter(Caller::isNamed).map(Caller::who).orElse("");
    }

    /** The caller that a service has named; empty if that is no caller. */
    public static Optional<Caller> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Kind.named(parts.group(1))
                    .map(kind -> new Caller(kind, decoded(parts.group(2)), decoded(parts.group(3)), Set.of()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Who asks for what the calling code works on; empty outside of a request. */
    public static Optional<Caller> current() {
        Context context = Vertx.currentContext();
        return context == null
                ? Optional.empty()
                : Optional.ofNullable(context.getLocal(Storage.CALLER, AccessMode.CONCURRENT));
    }

    /** Sets who asks for what the current context works on. */
    public static void set(Caller caller) {
        Vertx.currentContext().putLocal(Storage.CALLER, AccessMode.CONCURRENT, caller);
    }

    /** Whether it is a user or a program, as which it is known by its token. */
    public boolean isNamed() {
        return kind == Kind.SESSION || kind == Kind.KEY;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    /** Vert.x loads it as a service, because storage in contexts must be registered before Vert.x is created. */
    public static final class Storage implements VertxServiceProvider {

        private static final ContextLocal<Caller> CALLER = ContextLocal.registerLocal(Caller.class);

        /** Does nothing: loading the class has registered the storage. */
        @Override
        public void init(VertxBootstrap builder) {}
    }
}
