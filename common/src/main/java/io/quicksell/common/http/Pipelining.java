package io.quicksell.common.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/**
 * Closes a connection on which more than {@value #MAX_WAITING} requests wait behind one without a response. Vert.x reads no more while
 * one waits, but keeps every request of what it has read, which takes a hundred times the bytes that were sent.
 */
final class Pipelining extends ChannelDuplexHandler {

    static final int MAX_WAITING = 16;

    private int unanswered;
    private boolean closed;

    private Pipelining() {}

    /** Call it before anything is read from the connection. */
    static void limit(HttpConnection connection) {
        ChannelHandlerContext vertx = ((VertxConnection) connection).channelHandlerContext();
        vertx.pipeline().addBefore(vertx.name(), null, new Pipelining());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest && ++unanswered > 1 + MAX_WAITING && !closed) {
            closed = true;
            context.close();
        }
        if (closed) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            unanswered--;
        }
        context.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
