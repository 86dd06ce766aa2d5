package dev.awssso.doctor;

import dev.awssso.platform.ForeignText;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the variables of the endpoint say: its address, its token, and what stands between it and an SDK. */
final class EndpointChecks {

    private static final List<String> PROXIES =
            List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");

    private final Variables variables;
    private final String serverUrl;

    /** @param serverUrl where our server would be, for lines that name it */
    EndpointChecks(Variables variables, String serverUrl) {
        this.variables = variables;
        this.serverUrl = serverUrl;
    }

    List<Finding> address(String check) {
        Optional<String> text = variables.value(Variables.FULL_URI);
        if (text.isEmpty()) {
            return List.of(Finding.ok(check, "no SDK is told to ask a credentials server"));
        }
        String fix = "export " + Variables.FULL_URI + "=" + serverUrl;
        URI uri = uri(text.get()).orElse(null);
        if (uri == null || uri.getHost() == null) {
            return List.of(Finding.stops(check, Variables.FULL_URI + " is not a URL", fix));
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return List.of(Finding.stops(
                    check, Variables.FULL_URI + " has a user, a query or a fragment: use /slot/NAME as its path", fix));
        }
        List<SdkClient> refusing = Stream.of(SdkClient.values())
                .filter(client -> !client.accepts(uri))
                .toList();
        String host = ForeignText.clean(uri.getHost());
        if (!refusing.isEmpty()) {
            return List.of(Finding.stops(
                    check,
                    refusing.size() == SdkClient.values().length
                            ? "every SDK refuses to ask " + host + " over plain HTTP: only this machine is accepted"
                            : SdkClient.names(refusing) + " refuse to ask " + host + " over plain HTTP",
                    fix));
        }
        return List.of(Finding.ok(check, "every SDK accepts the address of the endpoint"));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    List<Finding> tokenVariables(String check) {
        Optional<String> token = variables.value(Variables.TOKEN);
        String fix = "unset " + Variables.TOKEN;
        if (token.isPresent() && variables.has(Variables.TOKEN_FILE)) {
            return List.of(Finding.stops(
                    check,
                    "a token and a file with a token are set: Java sends the token, other SDKs what is in the file",
                    fix));
        }
        if (token.filter(EndpointChecks::hasControl).isPresent()) {
            return List.of(Finding.stops(
                    check,
                    Variables.TOKEN + " has a line break in it, which SDKs refuse",
                    "export " + Variables.TOKEN + "=\"$(printf %s \"$" + Variables.TOKEN + "\" | tr -d '\\r\\n')\""));
        }
        return List.of(
                Finding.ok(check, token.isPresent() ? "a token is set" : "no token is set in " + Variables.TOKEN));
    }

    List<Finding> tokenFile(String check) {
        Optional<String> path = variables.value(Variables.TOKEN_FILE);
        if (path.isEmpty()) {
            return List.of(Finding.ok(check, "no token file is named"));
        }
        String unset = "unset " + Variables.TOKEN_FILE;
        byte[] content;
        try {
            content = PrivateFiles.read(Path.of(path.get())).orElse(null);
        } catch (Problem.LocalFile e) {
            return List.of(Finding.stops(check, "the token file cannot be read: " + e.why(), unset));
        } catch (InvalidPathException e) {
            return List.of(Finding.stops(check, Variables.TOKEN_FILE + " is not a path", unset));
        }
        if (content == null) {
            return List.of(Finding.stops(check, "the token file does not exist", unset));
        }
        String text = new String(content, StandardCharsets.UTF_8);
        String quoted = ShellCommand.quote(Path.of(path.get()).toAbsolutePath().toString());
        if (text.isBlank()) {
            return List.of(Finding.stops(check, "the token file is empty", unset));
        }
        if (hasControl(text) || !text.equals(text.strip())) {
            return List.of(Finding.stops(
                    check,
                    "the token file has a line break or a blank at its end, which SDKs refuse",
                    "t=$(tr -d '\\r\\n' < " + quoted + ") && printf %s \"$t\" > " + quoted));
        }
        return List.of(
                readableByOthers(Path.of(path.get()))
                        ? Finding.warning(check, "other users can read the token file", "chmod 600 " + quoted)
                        : Finding.ok(check, "the token file can be used"));
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    private static boolean readableByOthers(Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            return mode.contains(PosixFilePermission.GROUP_READ) || mode.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    List<Finding> proxy(String check) {
        Optional<String> proxy = PROXIES.stream().filter(variables::has).findFirst();
        if (proxy.isEmpty() || !variables.has(Variables.FULL_URI)) {
            return List.of(Finding.ok(check, "no proxy stands between an SDK and the endpoint"));
        }
        Optional<String> exceptions = variables.first("NO_PROXY", "no_proxy");
        List<String> hosts = List.of(exceptions.orElse("").replace(" ", "").split(",", -1));
        if (hosts.contains("*") || (hosts.contains("127.0.0.1") && hosts.contains("localhost"))) {
            return List.of(Finding.ok(check, "NO_PROXY names this machine"));
        }
        String value =
                ShellCommand.quote(exceptions.map(present -> present + ",").orElse("") + "127.0.0.1,localhost");
        return List.of(Finding.warning(
                check,
                proxy.get() + " is set and NO_PROXY does not name this machine: some SDKs ask the proxy",
                "export NO_PROXY=" + value + " no_proxy=" + value));
    }
}
