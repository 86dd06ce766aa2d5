package dev.awssso.sandbox.junit;

import dev.awssso.platform.Sleeper;
import dev.awssso.sandbox.Approval;
import dev.awssso.sandbox.Behaviour;
import dev.awssso.sandbox.SandboxControls;
import dev.awssso.sandbox.SandboxOptions;
import dev.awssso.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A local IAM Identity Center with STS for a test: a field with {@code @RegisterExtension}. A static one runs for all
 * tests of the class, another for each test.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension SANDBOX = SandboxExtension.create();
 *
 * @Test
 * void listsAccounts() {
 *     SsoClient portal = SsoClient.builder().endpointOverride(URI.create(SANDBOX.endpoint())) …
 * }
 * }</pre>
 *
 * <p>It approves every sign-in at once until {@link #controls} say otherwise, and keeps AWS's limit of 20 calls a
 * second. Nothing points at it but what the test does with {@link #endpoint} or {@link #environment}.
 */
public final class SandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final SandboxOptions options;
    private boolean forAll;
    private @Nullable SandboxServer server;

    private SandboxExtension(SandboxOptions options) {
        this.options = options;
    }

    /** One with the three accounts of the documentation, on any free port of 127.0.0.1. */
    public static SandboxExtension create() {
        return new SandboxExtension(
                SandboxOptions.DEFAULT.behaviour(Behaviour.AWS.approval(Approval.BY_PERSON.by(Approval.By.ALWAYS))));
    }

    /** The same with other options: {@code with(options -> options.directory(1200, 4))}. */
    public SandboxExtension with(UnaryOperator<SandboxOptions> change) {
        return new SandboxExtension(change.apply(options));
    }

    /** Where the services answer: what {@code endpointOverride} and {@code AWS_ENDPOINT_URL_SSO} take. */
    public String endpoint() {
        return server().endpointUrl();
    }

    /** A start URL of its instance. */
    public String startUrl() {
        return server().startUrl();
    }

    /** The region of its instance. */
    public String region() {
        return options.region();
    }

    /** The variables that lead a child process, and each AWS tool in it, to the sandbox. */
    public Map<String, String> environment() {
        return server().environment();
    }

    /** The directory, failures, clock and calls: what can be changed and asked while it runs. */
    public SandboxControls controls() {
        return server().controls();
    }

    /** The running sandbox itself. */
    public SandboxServer server() {
        SandboxServer running = server;
        if (running == null) {
            throw new IllegalStateException(
                    "the sandbox runs only during a test: annotate the field with" + " @RegisterExtension");
        }
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        forAll = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!forAll) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private void start() {
        if (server != null) {
            return;
        }
        try {
            server = SandboxServer.start(options, InstantSource.system(), new SecureRandom(), Sleeper.real());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        SandboxServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }
}
