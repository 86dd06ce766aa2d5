package dev.awssso.console;

import dev.awssso.problem.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of the console to open: always on the console's own host, whatever was given.
 *
 * <p>Grammar of what is given: {@code [ scheme "://" [ userinfo "@" ] host [ ":" port ] ] path [ "?" query ]
 * [ "#" fragment ]}. The text before the path is dropped.
 */
final class Destination {

    private static final String HOME = "/console/home";

    private Destination() {}

    /**
     * The address of the page.
     *
     * @param given a path or URL; null for the console's home
     * @param region the region to open it in
     * @param regionAsked true when {@code region} was chosen for this command, so that it beats one in {@code given}
     */
    static String of(ConsoleHosts hosts, @Nullable String given, String region, boolean regionAsked) {
        String target = given == null || given.isEmpty() ? HOME : pathOf(given);
        int hash = target.indexOf('#');
        String fragment = hash < 0 ? "" : target.substring(hash);
        String beforeFragment = hash < 0 ? target : target.substring(0, hash);
        int mark = beforeFragment.indexOf('?');
        String path = mark < 0 ? beforeFragment : beforeFragment.substring(0, mark);
        String query = mark < 0 ? "" : beforeFragment.substring(mark + 1);
        return hosts.console() + path + "?" + withRegion(query, region, regionAsked) + fragment;
    }

    private static String pathOf(String given) {
        if (given.chars().anyMatch(Character::isISOControl)) {
            throw new Problem.Usage("invalid --destination: it contains control characters", null, null);
        }
        String rest = given.strip();
        int end = Stream.of('?', '#')
                .mapToInt(rest::indexOf)
                .filter(i -> i >= 0)
                .min()
                .orElse(rest.length());
        int authority = rest.indexOf("//");
        boolean url = authority == 0
                || (authority > 0
                        && authority < end
                        && rest.substring(0, authority).matches("[A-Za-z][A-Za-z0-9+.-]*:"));
        if (url) {
            rest = afterAuthority(rest.substring(authority + 2));
        } else if (rest.matches("(?i)[a-z][a-z0-9+.-]*:.*") && rest.indexOf(':') < end && !rest.startsWith("/")) {
            // "javascript:…" and the like: the scheme goes, what is left is a path.
            rest = rest.substring(rest.indexOf(':') + 1);
        }
        // A browser reads a backslash as a slash, and "//host" as another host.
        String path = rest.replace('\\', '/').replaceFirst("^/+", "/");
        return path.startsWith("/") ? path : "/" + path;
    }

    private static String afterAuthority(String rest) {
        int end = Stream.of('/', '\\', '?', '#')
                .mapToInt(rest::indexOf)
                .filter(i -> i >= 0)
                .min()
                .orElse(rest.length());
        return rest.substring(end);
    }

    private static String withRegion(String query, String region, boolean regionAsked) {
        List<String> parameters =
                Arrays.stream(query.split("&")).filter(text -> !text.isEmpty()).toList();
        boolean present = parameters.stream().anyMatch(Destination::isRegion);
        if (present && !regionAsked) {
            return query;
        }
        Stream<String> others = parameters.stream().filter(parameter -> !isRegion(parameter));
        return Stream.concat(others, Stream.of("region=" + region)).collect(Collectors.joining("&"));
    }

    private static boolean isRegion(String parameter) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8).equals("region");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
