package dev.awssso.signin;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Environment;
import dev.awssso.platform.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The instance of the last {@code login}, in {@code $XDG_DATA_HOME/aws-sso/instance.json}, for a person who has signed
 * out and whose config file names no instance.
 */
public final class RememberedInstance {

    private final Path file;

    public RememberedInstance(Environment environment) {
        this.file = environment.dataDirectory().resolve("instance.json");
    }

    void write(Instance instance) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("startUrl", instance.startUrl());
        members.put("region", instance.region());
        if (instance.sessionName() != null) {
            members.put("sessionName", instance.sessionName());
        }
        byte[] json = JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.US_ASCII);
        if (read().filter(known -> known.equals(instance)).isEmpty()) {
            PrivateFiles.write(file, json);
        }
    }

    /** The instance; empty when there is none, or a file that cannot be understood. */
    public Optional<Instance> read() {
        try {
            return PrivateFiles.read(file).map(JsonObject::parse).flatMap(RememberedInstance::parse);
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instance> parse(JsonObject json) {
        return json.string("startUrl").filter(StartUrl::isValid).flatMap(url -> json.string("region")
                .filter(region -> region.matches("[a-z0-9-]{3,32}"))
                .map(region ->
                        new Instance(url, region, json.string("sessionName").orElse(null), Instance.DEFAULT_SCOPES)));
    }
}
