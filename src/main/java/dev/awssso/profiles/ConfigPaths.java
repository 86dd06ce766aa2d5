package dev.awssso.profiles;

import dev.awssso.platform.Environment;
import java.nio.file.Path;

/**
 * Where the two files are: {@code AWS_CONFIG_FILE} or {@code ~/.aws/config}, {@code AWS_SHARED_CREDENTIALS_FILE} or
 * {@code ~/.aws/credentials}. {@code $NAME} and <code>${NAME}</code> in the variables are expanded, then a leading
 * {@code ~}, as in botocore; a name that is not set stays as it is written.
 *
 * @param config the config file, which need not exist
 * @param credentials the credentials file, which need not exist
 */
public record ConfigPaths(Path config, Path credentials) {

    static ConfigPaths of(Environment environment) {
        Path aws = environment.home().resolve(".aws");
        return new ConfigPaths(
                environment
                        .get("AWS_CONFIG_FILE")
                        .map(path -> expand(path, environment))
                        .orElseGet(() -> aws.resolve("config")),
                environment
                        .get("AWS_SHARED_CREDENTIALS_FILE")
                        .map(path -> expand(path, environment))
                        .orElseGet(() -> aws.resolve("credentials")));
    }

    /** A path of a variable with <code>$NAME</code>, <code>${NAME}</code> and a leading {@code ~} expanded. */
    public static Path expand(String path, Environment environment) {
        String whole = path.indexOf('$') < 0 ? path : variables(path, environment);
        boolean home = whole.equals("~") || whole.startsWith("~/") || whole.startsWith("~\\");
        return Path.of(home ? environment.home() + whole.substring(1) : whole);
    }

    private static String variables(String text, Environment environment) {
        StringBuilder expanded = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            boolean braces = text.startsWith("${", i);
            int start = i + (braces ? 2 : 1);
            int end = text.charAt(i) == '$' ? endOfName(text, start) : start;
            boolean closed = !braces || (end < text.length() && text.charAt(end) == '}');
            int next = braces && closed ? end + 1 : end;
            if (text.charAt(i) != '$' || end == start || !closed) {
                expanded.append(text.charAt(i));
                i++;
                continue;
            }
            String written = text.substring(i, next);
            String value = environment.variables().get(text.substring(start, end));
            expanded.append(value == null ? written : value);
            i = next;
        }
        return expanded.toString();
    }

    private static int endOfName(String text, int start) {
        int end = start;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }
}
