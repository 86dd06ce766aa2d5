package dev.awssso.ecs.http;

import dev.awssso.ecs.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a connection is spoken over: its socket as it is, or TLS on it. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that cannot be closed is closed already
final class Wire {

    private final @Nullable SslHandler tls;

    /** @param server makes the connection secure, null for plain HTTP */
    Wire(@Nullable ServerTls server) {
        tls = server == null ? null : new SslHandler(server.engine());
    }

    void install(ChannelPipeline pipeline) {
        if (tls != null) {
            // How long the handshake may take is the framing's to say, which knows who must wait unread.
            tls.setHandshakeTimeoutMillis(0);
            pipeline.addFirst("tls", tls);
        }
    }

    /** False until requests can come over it. */
    boolean ready() {
        return tls == null || tls.handshakeFuture().isSuccess();
    }

    /** True for the event that says that the caller will send nothing more. */
    static boolean ended(Object event) {
        return event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent;
    }

    /** True for what anybody can cause who speaks no TLS, or not ours: it is no news. */
    static boolean misspoken(Throwable cause) {
        return cause instanceof DecoderException || cause instanceof SSLException;
    }

    /** Tells the caller that nothing more will come, and still reads. */
    void farewell(Channel channel) {
        DuplexChannel duplex = (DuplexChannel) channel;
        if (tls == null) {
            duplex.shutdownOutput();
        } else {
            closeNotify(tls).addListener(said -> duplex.shutdownOutput());
        }
    }

    // RFC 8446 6.1. What Netty offers in its place closes at once.
    @SuppressWarnings("deprecation")
    private static ChannelFuture closeNotify(SslHandler tls) {
        return tls.closeOutbound();
    }
}
