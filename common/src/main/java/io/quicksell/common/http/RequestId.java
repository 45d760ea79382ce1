package io.quicksell.common.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of the current request, available throughout its chain of futures, because Vert.x gives each request a context of its own.
 * Each log line of a request shows the id, and requests to other services carry it.
 *
 * <p>Vert.x loads this class as a service, because storage in contexts must be registered before Vert.x is created.
 */
public final class RequestId implements VertxServiceProvider {

    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final ContextLocal<String> LOCAL = ContextLocal.registerLocal(String.class);

    /** Does nothing: loading the class has registered the storage. */
    @Override
    public void init(VertxBootstrap builder) {}

    /** The id of the request that the calling code works on; empty outside of a request. */
    public static Optional<String> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(LOCAL, AccessMode.CONCURRENT));
    }

    /** Whether a text that came from outside may stand in the log: 1 to 64 letters, digits and {@code ._:-}. */
    public static boolean isPrintable(String text) {
        return PRINTABLE.matcher(text).matches();
    }

    /** Sets the id of the request that the current context works on. */
    public static void set(String id) {
        Vertx.currentContext().putLocal(LOCAL, AccessMode.CONCURRENT, id);
    }
}
