package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.terminal.Cut;
import dev.awssso.cli.terminal.Table;
import dev.awssso.cli.terminal.TimeLeft;
import dev.awssso.ecs.AdminToken;
import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.ReadToken;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ecs bearer-token}: the tokens that open the credentials server. */
@CommandLine.Command(
        description = {
            "Store, show or remove the bearer token of the credentials server, and make read tokens for single slots.",
            "The token has 32 to 512 characters of A-Z a-z 0-9 . _ ~ + / = -"
        },
        footer = {"", "Example: aws-sso ecs bearer-token --generate"})
public final class EcsBearerTokenCommand implements Command {

    private static final int LONGEST_INPUT = 4096;
    private static final String STDIN = "-";
    private static final String DEFAULT_SLOT = "(default slot)";

    @Option(names = "--generate", description = "Make a fresh token of 256 bits and store it.")
    private boolean generate;

    // Takes every word, so that no error repeats one: -t Bearer SECRET, without quotes, happens.
    @Parameters(arity = "0..*", paramLabel = "-", description = "Read the token from stdin and store it.")
    private final List<String> input = new ArrayList<>();

    @Option(names = "--token-file", paramLabel = "PATH", description = "Store the token from this file.")
    private @Nullable String tokenFile;

    @Option(
            names = {"-t", "--token"},
            paramLabel = "'Bearer SECRET'",
            description = "Store this token. Other users can see it in the process list; - and --token-file are safer.")
    private @Nullable String token;

    @Option(names = "--print", description = "Print the stored token, with the prefix Bearer.")
    private boolean print;

    @Option(
            names = {"-d", "--delete"},
            description = "Remove the stored token and all read tokens. A running server keeps the token until it is "
                    + "restarted.")
    private boolean delete;

    @Option(names = "--slot", paramLabel = "NAME", description = "Make and print a read token for this slot only.")
    private @Nullable String slot;

    @Option(names = "--default-slot", description = "Make and print a read token for the default slot only.")
    private boolean defaultSlot;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "With --slot or --default-slot: the token expires after this time, such as 90m, 12h or 7d.")
    private @Nullable String lifetime;

    @Option(names = "--list", description = "List the read tokens.")
    private boolean list;

    @Option(names = "--revoke", paramLabel = "ID", description = "Revoke the read token with this id.")
    private @Nullable String revoke;

    @Option(
            names = "--write",
            paramLabel = "PATH",
            description =
                    "With --print, or when a token is made: write it to a private file in the format of SDKs, and not "
                            + "to stdout.")
    private @Nullable String write;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Toolbox toolbox;

    public EcsBearerTokenCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        requireOneAction();
        TokenStore tokens = new ServerAccess(toolbox).tokens();
        if (list) {
            output.print(
                    toolbox.terminal(),
                    table(tokens.read().readTokens(), toolbox.clock().instant()));
        } else if (revoke != null) {
            revoke(tokens, revoke);
        } else if (slot != null || defaultSlot) {
            handOver(readToken(tokens, slot == null ? SlotName.UNNAMED : SlotName.ofOption("--slot", slot)));
        } else if (delete) {
            delete(tokens);
        } else {
            storeAndPrint(tokens);
        }
        return ExitCode.DONE.code();
    }

    private void requireOneAction() {
        if (!input.isEmpty() && !input.equals(List.of(STDIN))) {
            throw new Problem.Usage(
                    "a token cannot be given as a plain argument",
                    "use aws-sso ecs bearer-token - and write the token to stdin",
                    null);
        }
        boolean storing = generate || !input.isEmpty() || tokenFile != null || token != null;
        long actions = Stream.of(storing || print, delete, slot != null, defaultSlot, list, revoke != null)
                .filter(Boolean::booleanValue)
                .count();
        long sources = Stream.of(generate, !input.isEmpty(), tokenFile != null, token != null)
                .filter(Boolean::booleanValue)
                .count();
        if (actions == 0) {
            throw new Problem.Usage("a token or an option is required", "see aws-sso ecs bearer-token --help", null);
        }
        if (actions > 1 || sources > 1) {
            throw new Problem.Usage("these options cannot be used together", "use one of them", null);
        }
        boolean reading = slot != null || defaultSlot;
        if (write != null && !print && !storing && !reading) {
            throw new Problem.Usage("--write requires --print, or an option that makes a token", null, null);
        }
        if (lifetime != null && !reading) {
            throw new Problem.Usage("--for requires --slot or --default-slot", null, null);
        }
    }

    private void storeAndPrint(TokenStore tokens) {
        BearerToken given = given();
        if (given != null) {
            tokens.storeAdmin(given);
            toolbox.terminal().note("the bearer token is stored; a running server uses it within 2 s");
        }
        if (print || write != null) {
            BearerToken stored = given == null ? tokens.read().admin() : given;
            if (stored == null) {
                throw new Problem.NotFound(
                        "no bearer token is stored",
                        null,
                        ShellCommand.of("aws-sso", "ecs", "bearer-token", "--generate"));
            }
            handOver(stored);
        }
    }

    private @Nullable BearerToken given() {
        if (generate) {
            return BearerToken.generate(toolbox.random());
        }
        if (tokenFile != null) {
            return AdminToken.ofFile(tokenFile);
        }
        if (!input.isEmpty() || STDIN.equals(token)) {
            return BearerToken.parse(stdin());
        }
        if (token == null) {
            return null;
        }
        toolbox.terminal()
                .note(
                        "the token was visible in the process list and is in the shell's history; safer: aws-sso ecs bearer-token -");
        return BearerToken.parse(token);
    }

    private String stdin() {
        try {
            return new String(toolbox.terminal().in().readNBytes(LONGEST_INPUT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read the token from stdin", PrivateFiles.reason(e), null, e);
        }
    }

    private BearerToken readToken(TokenStore tokens, SlotName name) {
        BearerToken fresh = BearerToken.generate(toolbox.random());
        tokens.grant(fresh, name, lifetime == null ? null : LifetimeOption.parse("--for", lifetime));
        toolbox.terminal()
                .note("read token " + fresh.hash().id() + " for "
                        + (name.named() ? "slot " + ForeignText.clean(name.text()) : "the default slot")
                        + "; to revoke it: aws-sso ecs bearer-token --revoke "
                        + fresh.hash().id());
        return fresh;
    }

    // Without a line end in a file: SDKs refuse a token with one.
    private void handOver(BearerToken value) {
        if (write == null) {
            toolbox.terminal().payload(value.header().reveal());
            return;
        }
        PrivateFiles.write(Path.of(write), value.header().reveal().getBytes(StandardCharsets.US_ASCII));
    }

    private void delete(TokenStore tokens) {
        TokenStore.Removed removed = tokens.deleteAdmin();
        String read = removed.readTokens() == 1 ? "1 read token" : removed.readTokens() + " read tokens";
        if (removed.admin()) {
            String with = removed.readTokens() == 0 ? "" : ", and " + read;
            toolbox.terminal()
                    .note("the bearer token is removed" + with
                            + "; a running server keeps the bearer token until it is restarted");
        } else {
            toolbox.terminal()
                    .note("no bearer token was stored" + (removed.readTokens() == 0 ? "" : "; removed " + read));
        }
    }

    private static void revoke(TokenStore tokens, String id) {
        if (!tokens.revoke(id)) {
            throw new Problem.NotFound(
                    "there is no read token with this id",
                    "to list the ids, run: aws-sso ecs bearer-token --list",
                    null);
        }
    }

    private static Table table(List<ReadToken> readTokens, Instant now) {
        Table.Column expires = Table.Column.of("Expires", "EXPIRES").shownAs(row -> row.string("Expires")
                .map(end -> Timestamps.parse(end)
                        .map(time -> TimeLeft.until(time, now))
                        .orElse(end))
                .orElse(null));
        return Table.of(
                List.of(
                        Table.Column.of("Id", "ID"),
                        Table.Column.of("Slot", "SLOT").cut(Cut.MIDDLE),
                        expires),
                readTokens.stream().map(EcsBearerTokenCommand::row).toList());
    }

    private static JsonObject row(ReadToken known) {
        String end = known.expiresAt() == null ? "never" : Timestamps.format(known.expiresAt());
        return JsonObject.empty()
                .with("Id", known.id())
                .with("Slot", known.slot().named() ? known.slot().text() : DEFAULT_SLOT)
                .with("DefaultSlot", !known.slot().named())
                .with("Expires", end);
    }
}
