package dev.awssso.ecs.client;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a credentials server is looked for.
 *
 * @param scheme what a URL said about HTTPS
 * @param host a literal address or a name, IPv6 without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(Scheme scheme, String host, int port) {

    /** Whether the server uses HTTPS. */
    public enum Scheme {
        HTTP,
        HTTPS,
        /** Nothing was said: HTTPS exactly when a certificate of the server is stored. */
        UNSTATED
    }

    /** Where the server listens unless something says otherwise. */
    public static final int DEFAULT_PORT = 4144;

    /** Names a server for our commands. */
    public static final String VARIABLE = "AWS_SSO_ECS_SERVER";

    private static final String OPTION = "--server";

    private static final String FULL_URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String PORT = "AWS_SSO_ECS_PORT";
    private static final int LARGEST_PORT = 65535;

    /**
     * Finds the address: the option, then {@code AWS_SSO_ECS_SERVER}, then host and port of
     * {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}, then {@code 127.0.0.1} with {@code AWS_SSO_ECS_PORT} or 4144.
     *
     * @param option the value of {@code --server}, null when it was not given
     * @param preferredPort what to use in place of 4144; asked when nothing else has a port
     * @throws Problem.Usage when what is found is no address
     */
    public static ServerAddress find(
            @Nullable String option, Environment environment, Supplier<OptionalInt> preferredPort) {
        Optional<Integer> ofVariable = environment.get(PORT).map(text -> port(PORT, text));
        IntSupplier defaultPort =
                () -> ofVariable.orElseGet(() -> preferredPort.get().orElse(DEFAULT_PORT));
        if (option != null) {
            return parse(OPTION, option, defaultPort);
        }
        for (String variable : new String[] {VARIABLE, FULL_URI}) {
            Optional<String> value = environment.get(variable);
            if (value.isPresent()) {
                return parse(variable, value.get(), defaultPort);
            }
        }
        return new ServerAddress(Scheme.UNSTATED, "127.0.0.1", defaultPort.getAsInt());
    }

    /** Reads an address of the program itself. */
    public static ServerAddress of(String text) {
        return parse("the address", text, () -> DEFAULT_PORT);
    }

    /**
     * What to dial: {@code localhost} is {@code 127.0.0.1}, whatever the machine's files say.
     *
     * @throws Problem.Server when a name leads nowhere
     */
    public InetSocketAddress dialled() {
        try {
            String literal = host.toLowerCase(Locale.ROOT).equals("localhost") ? "127.0.0.1" : host;
            return new InetSocketAddress(InetAddress.getByName(literal), port);
        } catch (UnknownHostException e) {
            throw new Problem.Server("cannot find the host " + host, null, null, e);
        }
    }

    // Grammar: "http://" authority [path] | "https://" authority [path] | host [":" port] | "[" v6 "]" [":" port]
    private static ServerAddress parse(String source, String text, IntSupplier defaultPort) {
        String given = text.strip();
        return given.contains("://") ? ofUrl(source, given) : ofHostAndPort(source, given, defaultPort);
    }

    private static ServerAddress ofUrl(String source, String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // Without the cause: its message repeats the text, which may have a password in it.
            throw rubbish(source);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!(tls || scheme.equals("http"))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw rubbish(source);
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        return new ServerAddress(
                tls ? Scheme.HTTPS : Scheme.HTTP, host(source, uri.getHost()), port(source, Integer.toString(port)));
    }

    private static ServerAddress ofHostAndPort(String source, String text, IntSupplier defaultPort) {
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        String host = end <= 0 ? text : text.substring(0, end);
        String rest = text.substring(host.length());
        if (rest.isEmpty()) {
            return new ServerAddress(Scheme.UNSTATED, host(source, host), defaultPort.getAsInt());
        }
        if (!rest.startsWith(":")) {
            throw rubbish(source);
        }
        return new ServerAddress(Scheme.UNSTATED, host(source, host), port(source, rest.substring(1)));
    }

    private static String host(String source, String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            String literal = text.substring(1, text.length() - 1);
            boolean plain = literal.indexOf(':') >= 0
                    && literal.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
            return plain && reachable(text) ? literal : refuse(source);
        }
        boolean letters = text.chars().anyMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
        boolean name = !text.isEmpty()
                && text.length() <= 253
                && text.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '.'));
        if (!name || (!letters && !(dottedQuad(text) && reachable(text)))) {
            return refuse(source);
        }
        return text;
    }

    private static boolean dottedQuad(String text) {
        String[] parts = text.split("\\.", -1);
        boolean quad = parts.length == 4;
        for (String part : parts) {
            quad &= !part.isEmpty() && part.length() <= 3 && Integer.parseInt("0" + part) <= 255;
        }
        return quad;
    }

    // A literal that nothing can be dialled at: not an address at all, or "every address".
    private static boolean reachable(String literal) {
        try {
            return !InetAddress.getByName(literal).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static int port(String source, String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(text) : 0;
        if (port < 1 || port > LARGEST_PORT) {
            throw new Problem.Usage("invalid port in " + source + ": use 1 to 65535", null, null);
        }
        return port;
    }

    private static String refuse(String source) {
        throw rubbish(source);
    }

    private static Problem rubbish(String source) {
        return new Problem.Usage(
                "invalid address of a server in " + source, "it must be HOST:PORT, [IPv6]:PORT or a URL", null);
    }
}
