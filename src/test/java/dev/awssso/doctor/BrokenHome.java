package dev.awssso.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/**
 * One way in which a home is broken.
 *
 * @param name for the report of the test
 * @param check the check that finds it
 * @param verdict what it says
 * @param breaking breaks a home that is well
 */
record BrokenHome(String name, String check, String verdict, Consumer<ExaminedHome> breaking) {

    private static final String STOPS = "stops";
    private static final String WARNING = "warning";
    private static final String URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String ENDPOINT = "http://127.0.0.1:9/";
    private static final String KEYS =
            "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = CANARY-SECRET\n";
    private static final String SESSION =
            """
            [sso-session corp]
            sso_start_url = https://my-company.awsapps.com/start
            sso_region = eu-west-1
            """;
    private static final String STORE = ".local/share/aws-sso/secrets.json";
    private static final String EMPTY_STORE = "{\"Version\":1,\"Entries\":{}}";

    @Override
    public String toString() {
        return name;
    }

    private static BrokenHome stops(String name, String check, Consumer<ExaminedHome> breaking) {
        return new BrokenHome(name, check, STOPS, breaking);
    }

    private static BrokenHome warns(String name, String check, Consumer<ExaminedHome> breaking) {
        return new BrokenHome(name, check, WARNING, breaking);
    }

    static List<BrokenHome> all() {
        return java.util.stream.Stream.of(variables(), endpoint(), files(), ownFiles())
                .flatMap(List::stream)
                .toList();
    }

    private static void keys(ExaminedHome home) {
        home.set("AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE")
                .set("AWS_SECRET_ACCESS_KEY", "CANARY-SECRET")
                .set("AWS_SESSION_TOKEN", "CANARY-TOKEN");
    }

    private static List<BrokenHome> variables() {
        return List.of(
                stops("keys that have expired", "environment-keys", home -> {
                    keys(home);
                    home.set("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z");
                }),
                stops(
                        "a key without its secret",
                        "environment-keys",
                        home -> home.set("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")),
                stops("temporary keys without their token", "environment-keys", home -> {
                    keys(home);
                    home.without("AWS_SESSION_TOKEN");
                }),
                stops("keys before the endpoint", "environment-keys", home -> {
                    keys(home);
                    home.set(URI, ENDPOINT);
                }),
                stops("a profile that does not exist", "environment-profile", home -> home.set("AWS_PROFILE", "gone")),
                stops("a profile before the endpoint", "environment-profile", home -> home.file(
                                ".aws/config", "[profile one]\n" + KEYS)
                        .set("AWS_PROFILE", "one")
                        .set(URI, ENDPOINT)),
                warns("two profiles", "environment-profile", home -> home.file(
                                ".aws/config", "[profile one]\n" + KEYS + "[profile two]\n" + KEYS)
                        .set("AWS_PROFILE", "one")
                        .set("AWS_DEFAULT_PROFILE", "two")),
                stops("a web identity before the endpoint", "web-identity", home -> home.file("web", "CANARY")
                        .set("AWS_WEB_IDENTITY_TOKEN_FILE", home.path("web").toString())
                        .set("AWS_ROLE_ARN", "arn:aws:iam::111111111111:role/R")
                        .set(URI, ENDPOINT)),
                stops("a web identity without its role", "web-identity", home -> home.file("web", "CANARY")
                        .set("AWS_WEB_IDENTITY_TOKEN_FILE", home.path("web").toString())),
                stops("a web identity whose file is gone", "web-identity", home -> home.set(
                                "AWS_WEB_IDENTITY_TOKEN_FILE", "/nonexistent")
                        .set("AWS_ROLE_ARN", "arn:aws:iam::111111111111:role/R")),
                stops("a blank relative URI", "relative-uri", home -> home.set(
                                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "")
                        .set(URI, ENDPOINT)),
                stops("a relative URI before the full one", "relative-uri", home -> home.set(
                                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials")
                        .set(URI, ENDPOINT)),
                stops("a blank profile", "blank-variables", home -> home.set("AWS_PROFILE", "")),
                stops("a blank endpoint", "blank-variables", home -> home.set(URI, "")),
                warns("blank keys", "blank-variables", home -> home.set("AWS_ACCESS_KEY_ID", "")
                        .set("AWS_SESSION_TOKEN", "")),
                stops("a CA bundle that is gone", "certificates", home -> home.set("AWS_CA_BUNDLE", "/nonexistent")),
                stops(
                        "certificates of Node that are gone",
                        "certificates",
                        home -> home.set("NODE_EXTRA_CA_CERTS", "/nonexistent")),
                warns("a config file that is gone", "config-paths", home -> home.set("AWS_CONFIG_FILE", "~/nowhere")),
                warns("no region", "region", home -> home.file(".aws/config", SESSION)
                        .without("AWS_REGION")
                        .without("AWS_DEFAULT_REGION")),
                warns("two regions", "region", home -> home.set("AWS_DEFAULT_REGION", "eu-west-1")
                        .set("AWS_REGION", "eu-west-2")),
                warns("a region that boto3 does not read", "region", home -> home.set("AWS_REGION", "eu-west-2")
                        .without("AWS_DEFAULT_REGION")),
                stops(
                        "an endpoint of all services that points nowhere",
                        "service-endpoints",
                        home -> home.set("AWS_ENDPOINT_URL", "http://127.0.0.1:9")),
                stops(
                        "an endpoint that is not a URL",
                        "service-endpoints",
                        home -> home.set("AWS_ENDPOINT_URL_STS", "CANARY:nonsense")));
    }

    private static List<BrokenHome> endpoint() {
        return List.of(
                stops(
                        "an address that is not this machine's",
                        "endpoint-address",
                        home -> home.set(URI, "http://host.docker.internal:4144/")),
                stops("an address with a query", "endpoint-address", home -> home.set(URI, ENDPOINT + "?profile=dev")),
                stops("an address that is not a URL", "endpoint-address", home -> home.set(URI, "127.0.0.1:4144/")),
                stops("a token and a file", "token-variables", home -> home.file("token", "CANARY-FILE")
                        .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer CANARY")
                        .set(
                                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                                home.path("token").toString())),
                stops(
                        "a token with a line break",
                        "token-variables",
                        home -> home.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer CANARY\n")),
                stops("a token file with a line break", "token-file", home -> tokenFile(home, "token", "CANARY\n")),
                stops(
                        "a token file with a line break and an odd name",
                        "token-file",
                        home -> tokenFile(home, "it's a token", "Bearer CANARY\r\n")),
                stops("an empty token file", "token-file", home -> tokenFile(home, "token", "")),
                stops(
                        "a token file that is gone",
                        "token-file",
                        home -> home.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nonexistent")),
                warns("a token file that others read", "token-file", home -> {
                    tokenFile(home, "token", "Bearer CANARY");
                    home.mode("token", "rw-r--r--");
                }),
                warns("a proxy before the endpoint", "proxy", home -> home.set(URI, ENDPOINT)
                        .set("HTTP_PROXY", "http://user:CANARY@proxy.example:3128")
                        .set("NO_PROXY", "example.com")));
    }

    private static void tokenFile(ExaminedHome home, String name, String text) {
        home.file(name, text)
                .set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", home.path(name).toString());
    }

    private static BrokenHome config(String name, byte[] content) {
        return stops(name, "config-file", home -> home.file(".aws/config", content));
    }

    private static BrokenHome config(String name, String text) {
        return config(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<BrokenHome> files() {
        String good = "[profile one]\n" + KEYS;
        return List.of(
                config("a line that is nothing", good + "\nnonsense\n[profile two]\n" + KEYS),
                stops(
                        "a line that is nothing in the credentials file",
                        "config-file",
                        home -> home.file(".aws/credentials", "[one]\n" + KEYS + "\nnonsense\n")),
                config("a byte order mark", "\uFEFF" + good),
                config("Latin-1", (good + "# é\n").getBytes(StandardCharsets.ISO_8859_1)),
                config("UTF-16", ("\uFEFF" + good).getBytes(StandardCharsets.UTF_16LE)),
                config("an indented section name", good + "  [profile two]\n" + KEYS),
                config("text behind a section name", "[profile one] nonsense\n" + KEYS),
                config("a key twice", "[profile one]\nregion = a\n" + KEYS + "region = eu-west-1\n"),
                stops("a file behind a link", "config-file", home -> {
                    home.file("dotfiles/config", good + "\nnonsense\n").file(".aws/empty", "");
                    link(home, ".aws/config", "dotfiles/config");
                }),
                stops("default keys before the endpoint", "default-profile", home -> home.file(
                                ".aws/credentials", "[default]\n" + KEYS)
                        .set(URI, ENDPOINT)),
                stops("a default profile of Identity Center before the endpoint", "default-profile", home -> home.file(
                                ".aws/config",
                                "[default]\nregion = eu-west-1\nsso_session = corp\nsso_account_id = 111111111111\n"
                                        + "sso_role_name = R\n" + SESSION)
                        .set(URI, ENDPOINT)),
                stops("default keys in both files before the endpoint", "default-profile", home -> home.file(
                                ".aws/credentials", "[default]\n" + KEYS)
                        .file(".aws/config", "[profile default]\ncredential_process = printf\n  x\nregion = x\n")
                        .set(URI, ENDPOINT)));
    }

    private static void link(ExaminedHome home, String name, String target) {
        try {
            Files.createSymbolicLink(home.path(name), home.path(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<BrokenHome> ownFiles() {
        return List.of(
                warns("a store that others read", "permissions", home -> home.file(STORE, EMPTY_STORE)
                        .mode(STORE, "rw-r--r--")),
                stops("a store that others write", "permissions", home -> home.file(STORE, EMPTY_STORE)
                        .mode(STORE, "rw-rw-rw-")),
                warns("a folder of secrets that others enter", "permissions", home -> home.file(STORE, EMPTY_STORE)
                        .mode(".local/share/aws-sso", "rwxr-xr-x")),
                warns("kept roles that others read", "permissions", home -> home.file(
                                ".cache/aws-sso/roles-a b.json", "{}")
                        .mode(".cache/aws-sso/roles-a b.json", "rw-r-----")),
                stops("settings that others write", "permissions", home -> home.file(".config/aws-sso/config", "")
                        .mode(".config/aws-sso/config", "rw-rw-r--")),
                stops("a store that is damaged", "secret-store", home -> home.file(STORE, "CANARY")),
                stops("a store that is a link", "secret-store", home -> {
                    home.file("elsewhere", EMPTY_STORE).file(".local/share/aws-sso/instance.json", "{}");
                    link(home, STORE, "elsewhere");
                }));
    }
}
