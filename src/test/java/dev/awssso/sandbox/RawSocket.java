package dev.awssso.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no HTTP client would. */
final class RawSocket {

    private RawSocket() {}

    /** Sends the text and reads until the sandbox hangs up. */
    static String exchange(RunningSandbox sandbox, String text) {
        try (Socket socket = new Socket("127.0.0.1", URI.create(sandbox.url()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
