package dev.awssso.ecs.http;

import dev.awssso.Cli;
import dev.awssso.packaged.PackagedProgram;
import dev.awssso.packaged.RunningProgram;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The packaged program's {@code ecs run}, and requests to it. */
final class TestServer implements AutoCloseable {

    static final String TOKEN = "admin-token-0123456789-abcdefghijklmnop";
    static final Map<String, String> WITH_TOKEN = Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer " + TOKEN);

    private final RunningProgram program;
    private final InetSocketAddress address;
    private final List<String> usual;
    private final @Nullable SSLContext security;

    private TestServer(RunningProgram program, List<String> usual, @Nullable SSLContext security) {
        this.program = program;
        this.security = security;
        URI url = program.url();
        String host = url.getHost().replace("[", "").replace("]", "");
        this.address = new InetSocketAddress(host, url.getPort());
        this.usual = usual;
    }

    /** A server without a token, for a person whose home this is. */
    static TestServer open(Path home, String... words) {
        return new TestServer(PackagedProgram.at(home).startServer(words), List.of(), null);
    }

    /** A server without a token, with these variables. */
    static TestServer open(Path home, Map<String, String> variables, String... words) {
        return new TestServer(PackagedProgram.at(home).with(variables).startServer(words), List.of(), null);
    }

    /** A server that demands {@link #TOKEN}, which requests carry unless they are raw. */
    static TestServer withToken(Path home, String... words) {
        return new TestServer(
                PackagedProgram.at(home).with(WITH_TOKEN).startServer(words),
                List.of("Authorization: Bearer " + TOKEN),
                null);
    }

    /** A server without a token that speaks HTTPS with a certificate of its own, which requests trust alone. */
    static TestServer secure(Path home, String... words) {
        Cli.at(home).run("ecs", "ssl", "--generate");
        return new TestServer(PackagedProgram.at(home).startServer(words), List.of(), Trust.in(Trust.stored(home)));
    }

    RunningProgram program() {
        return program;
    }

    InetSocketAddress address() {
        return address;
    }

    RawHttp connect() {
        return RawHttp.connect(address, security);
    }

    /** One request on a connection of its own. */
    RawHttp.Reply send(String method, String path, String... fields) {
        try (RawHttp connection = connect()) {
            return connection.send(request(method, path, "", fields)).reply(method);
        }
    }

    RawHttp.Reply get(String path, String... fields) {
        return send("GET", path, fields);
    }

    /** Puts a body as JSON. */
    RawHttp.Reply put(String path, String body, String... fields) {
        try (RawHttp connection = connect()) {
            return connection.send(putRequest(path, body, fields)).reply("PUT");
        }
    }

    byte[] putRequest(String path, String body, String... fields) {
        String[] more = new String[fields.length + 1];
        System.arraycopy(fields, 0, more, 1, fields.length);
        more[0] = "Content-Type: application/json";
        return request("PUT", path, body, more);
    }

    /** A request with a Host, the usual fields of this server, and these. */
    byte[] request(String method, String path, String body, String... fields) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n");
        usual.forEach(field -> head.append(field).append("\r\n"));
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        if (bytes.length > 0) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + bytes.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(bytes, 0, all, start.length, bytes.length);
        return all;
    }

    String host() {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[::1]" : host) + ":" + address.getPort();
    }

    /** Removes everything that is loaded. */
    void clear() {
        send("DELETE", "/");
        send("DELETE", "/slot");
    }

    @Override
    public void close() {
        program.close();
    }

    /** A segment of a path, with every octet escaped that may be. */
    static String segment(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> String.format(Locale.ROOT, "%%%02X", bytes[i] & 0xff))
                .collect(Collectors.joining());
    }

    static String inSeconds(long seconds) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(seconds)
                .toString();
    }
}
