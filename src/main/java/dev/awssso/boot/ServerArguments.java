package dev.awssso.boot;

import dev.awssso.credentials.LoginProfile;
import dev.awssso.ecs.ReadTokenFile;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.SlotSource;
import dev.awssso.ecs.StartSlot;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.Source;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRef;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server as the one argument that the framework's application is started with, in JSON. It never
 * holds a secret: tokens and keys are named by their files, or are in the secret store.
 */
final class ServerArguments {

    private ServerArguments() {}

    static String write(ServerSettings settings) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("address", settings.address().getHostAddress());
        members.put("port", (long) settings.port());
        members.put("containerNetwork", settings.containerNetwork());
        members.put("allowedHosts", settings.allowedHosts());
        members.put("refreshes", settings.refreshes());
        members.put(
                "readTokens",
                settings.readTokens().stream()
                        .map(token -> JsonObject.empty()
                                .with("slot", token.slot().text())
                                .with("file", token.file().toString()))
                        .toList());
        members.put(
                "starts", settings.starts().stream().map(ServerArguments::write).toList());
        if (settings.auditFile() != null) {
            members.put("auditFile", settings.auditFile().toString());
        }
        ServerSettings.Certificate certificate = settings.certificate();
        if (certificate != null) {
            JsonObject files = JsonObject.empty();
            if (certificate.privateKey() != null && certificate.chain() != null) {
                files = files.with("privateKey", certificate.privateKey().toString())
                        .with("chain", certificate.chain().toString());
            }
            members.put("certificate", files);
        }
        if (settings.notifyCommand() != null) {
            members.put("notifyCommand", settings.notifyCommand());
        }
        return JsonStyle.COMPACT.write(JsonObject.of(members));
    }

    private static JsonObject write(StartSlot start) {
        JsonObject written = JsonObject.empty()
                .with("slot", start.name().text())
                .with("profile", start.profileName())
                .with("role", start.role().toString());
        if (start.source() instanceof SlotSource.OfLogin login) {
            LoginProfile profile = login.profile();
            JsonObject signIn = JsonObject.empty()
                    .with("profile", profile.name())
                    .with("session", profile.session())
                    .with("region", profile.region())
                    .with("chain", login.chain().stream().map(RoleArn::toString).toList());
            return written.with(
                    "login",
                    login.roleSessionName() == null ? signIn : signIn.with("roleSessionName", login.roleSessionName()));
        }
        return written.with(
                "source",
                ((SlotSource.OfIdentityCenter) start.source()).source().toJson());
    }

    static ServerSettings read(String argument) {
        JsonObject json = JsonObject.parse(argument);
        return new ServerSettings(
                address(text(json, "address")),
                Math.toIntExact(json.integer("port").orElseThrow()),
                flag(json, "containerNetwork"),
                texts(json, "allowedHosts"),
                flag(json, "refreshes"),
                objects(json, "readTokens").stream()
                        .map(token -> new ReadTokenFile(slot(token), Path.of(text(token, "file"))))
                        .toList(),
                objects(json, "starts").stream().map(ServerArguments::start).toList(),
                path(json, "auditFile"),
                json.value("certificate") instanceof JsonObject files
                        ? new ServerSettings.Certificate(path(files, "privateKey"), path(files, "chain"))
                        : null,
                json.string("notifyCommand").orElse(null));
    }

    private static StartSlot start(JsonObject start) {
        return new StartSlot(slot(start), text(start, "profile"), role(text(start, "role")), slotSource(start));
    }

    private static SlotSource slotSource(JsonObject start) {
        if (start.value("login") instanceof JsonObject login) {
            return new SlotSource.OfLogin(
                    new LoginProfile(text(login, "profile"), text(login, "session"), text(login, "region")),
                    texts(login, "chain").stream().map(ServerArguments::role).toList(),
                    login.string("roleSessionName").orElse(null));
        }
        if (start.value("source") instanceof JsonObject source) {
            return new SlotSource.OfIdentityCenter(source(source));
        }
        throw new JsonException("no source");
    }

    private static Source source(JsonObject json) {
        Source.SignInKey.Kind kind = json.has(Source.SignInKey.Kind.SSO_SESSION.field())
                ? Source.SignInKey.Kind.SSO_SESSION
                : Source.SignInKey.Kind.START_URL;
        return new Source(
                new Source.SignInKey(kind, text(json, kind.field())),
                text(json, "SsoRegion"),
                new RoleRef(new AccountId(text(json, "AccountId")), text(json, "RoleName")),
                texts(json, "RoleArns").stream().map(ServerArguments::role).toList(),
                json.string("RoleSessionName").orElse(null));
    }

    private static RoleArn role(String text) {
        return RoleArn.parse(text).orElseThrow();
    }

    private static SlotName slot(JsonObject json) {
        return new SlotName(text(json, "slot"));
    }

    private static String text(JsonObject json, String name) {
        return json.string(name).orElseThrow();
    }

    private static boolean flag(JsonObject json, String name) {
        return Boolean.TRUE.equals(json.value(name));
    }

    private static @Nullable Path path(JsonObject json, String name) {
        return json.string(name).map(Path::of).orElse(null);
    }

    private static List<String> texts(JsonObject json, String name) {
        return json.array(name).stream().map(String.class::cast).toList();
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.array(name).stream().map(JsonObject.class::cast).toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not a literal address", e);
        }
    }
}
