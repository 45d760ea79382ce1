package io.quicksell.common.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/**
 * Makes a request of another version than HTTP/1.1 and HTTP/1.0, the preface of HTTP/2 too, one that could not be decoded. Vert.x would
 * answer it with an empty 501 that no route and no handler of errors sees. The response never repeats the version, which may be any text.
 */
@Sharable
final class OtherVersions extends ChannelInboundHandlerAdapter {

    /** What could not be decoded is of another version. */
    static final class Refused extends RuntimeException {
        private Refused() {
            super("another version of HTTP", null, false, false);
        }
    }

    private static final OtherVersions INSTANCE = new OtherVersions();

    private OtherVersions() {}

    /** Call it before anything is read from the connection. */
    static void refuse(HttpConnection connection) {
        ChannelHandlerContext vertx = ((VertxConnection) connection).channelHandlerContext();
        vertx.pipeline().addBefore(vertx.name(), null, INSTANCE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && !isKnown(request.protocolVersion())) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            if (request.decoderResult().isSuccess()) {
                request.setDecoderResult(DecoderResult.failure(new Refused()));
            }
        }
        context.fireChannelRead(message);
    }

    /** As Vert.x knows it: HTTP/1.01 equals HTTP/1.1, and is another object. */
    private static boolean isKnown(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }
}
