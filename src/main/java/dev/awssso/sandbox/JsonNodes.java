package dev.awssso.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a directory file in JSON (RFC 8259), with the place of each value. */
final class JsonNodes {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonNodes() {}

    /**
     * Reads a whole text.
     *
     * @throws IllegalArgumentException with the place, when it is not JSON
     */
    static FileNode read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("line 1, column 1: the file is empty");
            }
            FileNode node = node(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(place(parser.currentTokenLocation()) + ": text after the end");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(place(e.getLocation()) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static FileNode node(JsonParser parser) throws IOException {
        String place = place(parser.currentTokenLocation());
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(place, parser);
        }
        if (token == JsonToken.START_ARRAY) {
            List<FileNode> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(parser));
            }
            return FileNode.list(place, items);
        }
        return FileNode.text(place, token == JsonToken.VALUE_NULL ? null : parser.getText());
    }

    private static FileNode object(String place, JsonParser parser) throws IOException {
        Map<String, FileNode> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, node(parser));
        }
        return FileNode.map(place, members);
    }
}
