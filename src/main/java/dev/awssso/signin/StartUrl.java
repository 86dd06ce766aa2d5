package dev.awssso.signin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Start URLs as people write them: {@code https://x.awsapps.com/start}, the same with {@code /}, {@code #/} or
 * {@code /#/} behind it are one instance. The normal form is for comparing alone; on the wire and in file names goes
 * what was configured or given.
 */
public final class StartUrl {

    private StartUrl() {}

    /** True for what is meant as a URL and not as a pattern to search with. */
    public static boolean isUrl(String text) {
        return text.startsWith("http");
    }

    /** True for an absolute http or https URL with a host. */
    public static boolean isValid(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The region that the host of a start URL names; empty where it names none. */
    public static Optional<String> toldRegion(String startUrl) {
        return Optional.ofNullable(StartUrlHost.of(startUrl).region());
    }

    /** True when the services of the instance are called at their dual-stack endpoints: those below {@code app.aws}. */
    public static boolean dualStack(String startUrl) {
        return StartUrlHost.of(startUrl).kind() == StartUrlHost.Kind.AWS_DUAL_STACK;
    }

    /** True when two spellings name one instance. */
    public static boolean same(String left, String right) {
        return normal(left).equals(normal(right));
    }

    /**
     * Scheme and host in lower case; without the scheme's own port, fragment, and slashes at the end of the path; path
     * and query as they are.
     */
    public static String normal(String startUrl) {
        String text = startUrl.strip();
        int fragment = text.indexOf('#');
        if (fragment >= 0) {
            text = text.substring(0, fragment);
        }
        int colon = text.indexOf("://");
        if (colon < 0) {
            return text;
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        int path = firstOf(text, colon + 3, "/?");
        int query = firstOf(text, path, "?");
        return scheme
                + "://"
                + host(scheme, text.substring(colon + 3, path))
                + withoutSlashes(text.substring(path, query))
                + text.substring(query);
    }

    private static String host(String scheme, String authority) {
        String host = authority.toLowerCase(Locale.ROOT);
        String ownPort = scheme.equals("https") ? ":443" : ":80";
        return host.endsWith(ownPort) ? host.substring(0, host.length() - ownPort.length()) : host;
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static int firstOf(String text, int from, String stops) {
        int at = from;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
