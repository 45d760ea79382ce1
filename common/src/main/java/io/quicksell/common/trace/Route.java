package io.quicksell.common.trace;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;

/**
 * The route of the current request, by which its span is named: there are few of them, and none has a value that a client has sent.
 *
 * <p>Vert.x loads this class as a service, because storage in contexts must be registered before Vert.x is created.
 */
public final class Route implements VertxServiceProvider {

    private static final ContextLocal<String> LOCAL = ContextLocal.registerLocal(String.class);

    /** Does nothing: loading the class has registered the storage. */
    @Override
    public void init(VertxBootstrap builder) {}

    /** Notes the route of the request that the current context works on, if it is traced. */
    public static void set(String template) {
        ContextInternal context = (ContextInternal) Vertx.currentContext();
        if (context.tracer() != null) {
            context.putLocal(LOCAL, AccessMode.CONCURRENT, template);
        }
    }

    /** That of a request, once it is known. */
    public static Optional<String> of(Context request) {
        return Optional.ofNullable(request.getLocal(LOCAL, AccessMode.CONCURRENT));
    }
}
