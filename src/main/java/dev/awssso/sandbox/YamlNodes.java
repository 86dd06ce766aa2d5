package dev.awssso.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a directory file in YAML, with the place of each value. Only the tree of nodes is made: no tag is followed, no
 * class loaded, and a number stays the text that it is.
 */
final class YamlNodes {

    private static final int LARGEST = 64 * 1024 * 1024;
    private static final int DEEPEST = 16;

    private YamlNodes() {}

    /**
     * Reads a whole text, which is one document.
     *
     * @throws IllegalArgumentException with the place, when it is not YAML
     */
    static FileNode read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setNestingDepthLimit(DEEPEST);
        try {
            Node root = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
                    .getSingleNode();
            if (root == null) {
                throw new IllegalArgumentException("line 1, column 1: the file is empty");
            }
            return node(root, 0);
        } catch (MarkedYAMLException e) {
            String problem = Optional.ofNullable(e.getProblem()).orElse("not YAML");
            throw new IllegalArgumentException(place(e.getProblemMark()) + ": " + problem, e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).split("\n", 2)[0], e);
        }
    }

    private static String place(@Nullable Mark mark) {
        return mark == null
                ? "line 1, column 1"
                : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    // An alias is the same node again, and one within itself has no end.
    private static FileNode node(Node node, int depth) {
        String place = place(node.getStartMark());
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(place + ": nested too deeply");
        }
        if (node instanceof SequenceNode sequence) {
            List<FileNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(node(item, depth + 1)));
            return FileNode.list(place, items);
        }
        if (node instanceof MappingNode mapping) {
            return map(place, mapping, depth);
        }
        ScalarNode scalar = (ScalarNode) node;
        boolean leftOut = scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                && List.of("", "~", "null").contains(scalar.getValue());
        return FileNode.text(place, leftOut ? null : scalar.getValue());
    }

    private static FileNode map(String place, MappingNode mapping, int depth) {
        Map<String, FileNode> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new IllegalArgumentException(place(tuple.getKeyNode().getStartMark()) + ": a name is expected");
            }
            FileNode value = node(tuple.getValueNode(), depth + 1);
            if (members.put(key.getValue(), value) != null) {
                throw new IllegalArgumentException(
                        place(key.getStartMark()) + ": duplicate name \"" + key.getValue() + "\"");
            }
        }
        return FileNode.map(place, members);
    }
}
