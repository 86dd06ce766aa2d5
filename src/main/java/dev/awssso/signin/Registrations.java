package dev.awssso.signin;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Timestamps;
import dev.awssso.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client registrations of this program, one file for each instance, grant and list of scopes, in
 * {@code $XDG_DATA_HOME/aws-sso/registrations}. Those of other tools are neither used nor touched.
 */
final class Registrations {

    // A refresh token dies with its registration, so one that ends soon is not worth a sign-in.
    private static final Duration LEAST_LEFT = Duration.ofHours(24);

    private final Path directory;
    private final OidcClient oidc;
    private final InstantSource clock;

    Registrations(Path directory, OidcClient oidc, InstantSource clock) {
        this.directory = directory;
        this.oidc = oidc;
        this.clock = clock;
    }

    /**
     * A registration that is good for at least a day. The kept one serves the device flow. In a browser one that AWS has
     * lost shows as an error page and nothing ever comes back to us, so there each sign-in gets a new one.
     *
     * @param instance as it is configured, which names the file
     * @param service the instance where it is served, if that is not the same
     */
    ClientRegistration obtain(Instance instance, Instance service, RegistrationRequest request) {
        Path file = file(directory, instance, request.grant(), request.scopes());
        Optional<ClientRegistration> known = request.grant() == Grant.DEVICE ? read(file) : Optional.empty();
        if (known.isPresent()) {
            return known.get();
        }
        ClientRegistration fresh = oidc.register(service, request);
        // The name of the file does not distinguish a PKCE registration without refresh tokens from one with.
        boolean kept = request.grant() == Grant.DEVICE || request.refreshable();
        if (kept) {
            PrivateFiles.write(file, write(fresh, request));
        }
        return fresh;
    }

    /** Forgets a registration that the instance does not know any longer. */
    void forget(Instance instance, String clientId) {
        for (Path file : files(directory, instance)) {
            if (read(file, Instant.MIN)
                    .filter(known -> known.id().equals(clientId))
                    .isPresent()) {
                PrivateFiles.delete(file);
            }
        }
    }

    /** Forgets every registration at this instance. */
    static void forgetAll(Path directory, Instance instance) {
        files(directory, instance).forEach(PrivateFiles::delete);
    }

    private static List<Path> files(Path directory, Instance instance) {
        return List.of(
                file(directory, instance, Grant.PKCE, instance.scopes()),
                file(directory, instance, Grant.DEVICE, instance.scopes()),
                file(directory, instance, Grant.DEVICE, List.of()));
    }

    private static Path file(Path directory, Instance instance, Grant grant, List<String> scopes) {
        // Sorted by name.
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("grant", grant.label());
        key.put("region", instance.region());
        key.put("scopes", scopes);
        key.put("startUrl", instance.startUrl());
        key.put("tool", "aws-sso");
        return directory.resolve(TokenName.sha1(JsonStyle.COMPACT.write(JsonObject.of(key))) + ".json");
    }

    private Optional<ClientRegistration> read(Path file) {
        return read(file, clock.instant().plus(LEAST_LEFT));
    }

    private static Optional<ClientRegistration> read(Path file, Instant goodUntil) {
        try {
            return PrivateFiles.readCached(file)
                    .map(JsonObject::parse)
                    .flatMap(Registrations::parse)
                    .filter(known -> known.expiresAt().isAfter(goodUntil));
        } catch (JsonException e) {
            // Nothing is lost with it: a new one costs one call.
            return Optional.empty();
        }
    }

    private static Optional<ClientRegistration> parse(JsonObject json) {
        Optional<String> id = json.string("clientId").filter(text -> !text.isEmpty());
        Optional<Secret> proof =
                json.string("clientSecret").filter(text -> !text.isEmpty()).map(Secret::of);
        Optional<Instant> expiry = json.string("expiresAt").flatMap(Timestamps::parse);
        return id.isEmpty() || proof.isEmpty() || expiry.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClientRegistration(id.get(), proof.get(), expiry.get()));
    }

    private static byte[] write(ClientRegistration registration, RegistrationRequest request) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("clientId", registration.id());
        members.put("clientSecret", registration.proof().reveal());
        members.put("expiresAt", Timestamps.format(registration.expiresAt()));
        members.put("grant", request.grant().label());
        members.put("scopes", request.scopes());
        return JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.US_ASCII);
    }
}
