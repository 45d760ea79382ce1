package io.quicksell.common.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;

/**
 * The id of the request that is being worked on, wherever in its chain of futures: Vert.x gives each request a context of its own.
 * The log names it in each line of a request, and a question to another service takes it along.
 *
 * <p>Found by Vert.x as a service, because storage in contexts has to be ordered before Vert.x is made.
 */
public final class RequestId implements VertxServiceProvider {

    private static final ContextLocal<String> LOCAL = ContextLocal.registerLocal(String.class);

    /** Nothing is left to do: loading the class has ordered the storage. */
    @Override
    public void init(VertxBootstrap builder) {}

    /** The id of the request that the calling code works on; empty if it works on none. */
    public static Optional<String> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(LOCAL, AccessMode.CONCURRENT));
    }

    /** Names the request that the current context works on. */
    public static void set(String id) {
        Vertx.currentContext().putLocal(LOCAL, AccessMode.CONCURRENT, id);
    }
}
