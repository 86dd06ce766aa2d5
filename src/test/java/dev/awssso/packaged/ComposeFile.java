package dev.awssso.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A compose file of {@code src/main/docker}, as the options of podman that do the same: what is documented is what is run. A
 * key that this does not know is an error.
 */
final class ComposeFile {

    // What a container needs no option for: who starts first and what is done when it ends is the test's own business.
    private static final Set<String> LEFT_TO_THE_TEST = Set.of("image", "command", "restart", "depends_on");

    private final Map<String, Object> root;
    private final Map<String, String> names = new HashMap<>();
    private final Path home;
    private final Path secrets;

    /**
     * Reads the file.
     *
     * @param home what {@code ~} stands for
     * @param secrets the directory of the files with tokens
     */
    ComposeFile(Path file, Path home, Path secrets) throws IOException {
        this.home = home;
        this.secrets = secrets;
        try (InputStream in = Files.newInputStream(file)) {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        }
    }

    /** A network or container of the file has this name on the test's machine. */
    ComposeFile named(String inFile, String real) {
        names.put(inFile, real);
        return this;
    }

    /** The subnet of a network of the file. */
    String subnet(String network) {
        Map<String, Object> ipam =
                map(map(map(root.get("networks")).get(network)).get("ipam"));
        return String.valueOf(map(list(ipam.get("config")).get(0)).get("subnet"));
    }

    /** What is run in the container of a service, after the image's name. */
    List<String> command(String service) {
        return list(service(service).get("command")).stream()
                .map(String::valueOf)
                .toList();
    }

    /** The options of {@code podman run} for a service. */
    List<String> options(String service) {
        List<String> options = new ArrayList<>();
        service(service).forEach((key, value) -> {
            switch (key) {
                case "environment" -> map(value).forEach((name, text) -> options.add("--env=" + name + "=" + text));
                case "user" -> options.add("--user=" + value);
                case "read_only" -> options.add("--read-only=" + value);
                case "network_mode" ->
                    options.add("--network=container:"
                            + names.get(String.valueOf(value).replaceFirst("^service:", "")));
                case "volumes" ->
                    list(value)
                            .forEach(volume -> options.add(
                                    "--volume=" + String.valueOf(volume).replaceFirst("^~", home.toString())));
                case "secrets" -> list(value).forEach(secret -> options.add(secret(String.valueOf(secret))));
                case "cap_drop" -> list(value).forEach(name -> options.add("--cap-drop=" + name));
                case "security_opt" -> list(value).forEach(option -> options.add("--security-opt=" + option));
                case "networks" -> networks(value, options);
                case "healthcheck" -> health(map(value), options);
                default -> {
                    if (!LEFT_TO_THE_TEST.contains(key)) {
                        throw new IllegalArgumentException(key + " in " + service);
                    }
                }
            }
        });
        return options;
    }

    private void networks(Object value, List<String> options) {
        if (value instanceof Map<?, ?>) {
            map(value).forEach((name, settings) -> {
                Object address = map(settings).get("ipv4_address");
                options.add("--network=" + names.get(name) + (address == null ? "" : ":ip=" + address));
            });
        } else {
            list(value).forEach(name -> options.add("--network=" + names.get(String.valueOf(name))));
        }
    }

    // podman runs one when it is asked to; the intervals are those of its own timer, which needs systemd.
    private static void health(Map<String, Object> check, List<String> options) {
        List<?> test = list(check.get("test"));
        if (!"CMD".equals(test.get(0))) {
            throw new IllegalArgumentException("a health check through a shell: " + test);
        }
        options.add("--health-cmd="
                + String.join(" ", test.stream().map(String::valueOf).toList()));
        options.add("--health-interval=disable");
    }

    private String secret(String name) {
        String file = String.valueOf(map(map(root.get("secrets")).get(name)).get("file"));
        return "--volume=" + secrets.resolve(file).normalize() + ":/run/secrets/" + name + ":ro";
    }

    private Map<String, Object> service(String name) {
        return map(map(root.get("services")).get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
