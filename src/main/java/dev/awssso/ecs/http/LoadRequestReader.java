package dev.awssso.ecs.http;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.wire.LoadRequest;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the body of a PUT into its record. First the whole text must be JSON as RFC 8259 has it, then the shape is told by
 * the key {@code Creds}, then fields must be known and of the right type. A message never holds a value.
 */
@Provider
@Consumes(MediaType.WILDCARD) // the filter has checked the type
@Singleton
@RegisterForReflection(
        targets = {
            LoadRequest.Own.class,
            LoadRequest.SourceFields.class,
            LoadRequest.OfAwsSsoCli.class,
            LoadRequest.Creds.class
        })
public class LoadRequestReader implements MessageBodyReader<LoadRequest> {

    private static final String FOREIGN = "Creds";
    private static final Set<String> OWN = Set.of(
            "AccessKeyId", "SecretAccessKey", "Token", "Expiration", "AccountId", "RoleName", "RoleArn", "Source");
    private static final int MAX_DEPTH = 8;
    private static final int MAX_DIGITS = 100;
    private static final ObjectMapper STRICT = strict();

    // What a value of a wrong type is not; everything else is a string.
    private static final Map<String, String> TYPES = Map.of(
            "accountId",
            "not a 12-digit account id",
            "AccountId",
            "not a 12-digit account id",
            "expiration",
            "not an integer of milliseconds",
            FOREIGN,
            "not an object",
            "Source",
            "not an object",
            "RoleArns",
            "not an array of up to 5 role ARNs");

    private static ObjectMapper strict() {
        SimpleModule values = new SimpleModule()
                .addDeserializer(AccountId.class, new AccountIds())
                .addDeserializer(Secret.class, new Secrets());
        var factory = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_DIGITS)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // A buffer that is kept for the next body holds the secrets of this one.
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
        return JsonMapper.builder(factory)
                .addModule(values)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == LoadRequest.class;
    }

    @Override
    public LoadRequest readFrom(
            Class<LoadRequest> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return read(body.readAllBytes());
    }

    static LoadRequest read(byte[] body) {
        JsonNode json = parse(body);
        if (!json.has(FOREIGN)) {
            LoadRequest.Own own = bind(json, LoadRequest.Own.class);
            // To a record, null is the same as nothing sent.
            refuseNulls(json, "");
            refuseNulls(json.path("Source"), "Source.");
            return own;
        }
        if (OWN.stream().anyMatch(json::has)) {
            throw FieldRules.bad(FOREIGN, "two formats of credentials in one body");
        }
        return bind(json, LoadRequest.OfAwsSsoCli.class);
    }

    private static JsonNode parse(byte[] body) {
        try {
            // Decoded here: Jackson would guess other encodings, and skip a byte order mark.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode json = STRICT.readTree(text);
            if (json.isObject()) {
                return json;
            }
            if (!json.isMissingNode()) {
                throw rejected(ProtocolError.UNPROCESSABLE, "The body is not a JSON object.");
            }
        } catch (CharacterCodingException | JsonProcessingException e) {
            // Its message may quote a secret.
            throw rejected(ProtocolError.BAD_REQUEST, "The body is not valid JSON.");
        }
        throw rejected(ProtocolError.BAD_REQUEST, "The body is not valid JSON.");
    }

    private static <T> T bind(JsonNode json, Class<T> shape) {
        try {
            return STRICT.treeToValue(json, shape);
        } catch (UnrecognizedPropertyException unknown) {
            throw FieldRules.unknown(path(unknown), unknown.getPropertyName());
        } catch (JsonMappingException mismatch) {
            throw FieldRules.bad(path(mismatch), expected(mismatch.getPath()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree has been parsed already", e);
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .filter(step -> step.getFieldName() != null)
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    private static String expected(List<JsonMappingException.Reference> path) {
        String name = path.isEmpty() ? null : path.get(path.size() - 1).getFieldName();
        return name == null ? "the role ARNs are not of one partition" : TYPES.getOrDefault(name, "not a string");
    }

    private static void refuseNulls(JsonNode object, String prefix) {
        object.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                throw FieldRules.bad(prefix + field.getKey(), "missing");
            }
        });
    }

    private static RequestRejected rejected(int status, String message) {
        return new RequestRejected(ProtocolError.of(status, message));
    }

    /** An account id, as twelve digits or as the number that they are. */
    private static final class AccountIds extends StdDeserializer<AccountId> {

        private static final long serialVersionUID = 1;
        private static final long LARGEST = 999_999_999_999L;

        AccountIds() {
            super(AccountId.class);
        }

        @Override
        public AccountId deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                long number = parser.getLongValue();
                if (number >= 1 && number <= LARGEST) {
                    return new AccountId(String.format(Locale.ROOT, "%012d", number));
                }
            }
            String text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : "";
            if (text.matches("[0-9]{12}") && !text.equals("000000000000")) {
                return new AccountId(text);
            }
            return context.reportInputMismatch(this, "no account id");
        }
    }

    /** A secret; an empty one cannot be told from one in a wrong form. */
    private static final class Secrets extends StdDeserializer<Secret> {

        private static final long serialVersionUID = 1;

        Secrets() {
            super(Secret.class);
        }

        @Override
        public Secret deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING) && !parser.getText().isEmpty()) {
                return Secret.of(parser.getText());
            }
            return context.reportInputMismatch(this, "no secret");
        }
    }
}
