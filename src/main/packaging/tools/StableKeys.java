import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Part of the build: gives the values that Quarkus' recorded classes hand to each other the same names in every build. Quarkus
 * 3.33 counts them over threads that run side by side ({@code proxykey12}), so a second build has other bytes; newer releases
 * do not (quarkusio/quarkus pull request 53025). The names are used in these classes and nowhere else.
 *
 * <p>Call: {@code StableKeys DIRECTORY}, the directory that has all the recorded classes and nothing else. They are changed in
 * place.
 */
public final class StableKeys {

    private static final Pattern KEY = Pattern.compile("proxykey\\d+");

    private final Map<String, String> names = new HashMap<>();

    private StableKeys() {}

    public static void main(String[] arguments) throws IOException {
        StableKeys keys = new StableKeys();
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
            for (Path file : classes) {
                Files.write(file, keys.rename(Files.readAllBytes(file)));
            }
        }
    }

    // A class file (JVMS 4.1): magic, minor and major version, constant pool, and a rest that names constants by their index.
    private byte[] rename(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        ByteArrayOutputStream renamed = new ByteArrayOutputStream(bytes.length);
        DataOutputStream out = new DataOutputStream(renamed);
        out.writeInt(in.readInt());
        out.writeInt(in.readInt());
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == 1) {
                out.writeUTF(stable(in.readUTF()));
            } else {
                out.write(in.readNBytes(length(tag)));
            }
            // A long or double takes two places.
            index += tag == 5 || tag == 6 ? 1 : 0;
        }
        in.transferTo(out);
        return renamed.toByteArray();
    }

    private String stable(String text) {
        return KEY.matcher(text).matches() ? names.computeIfAbsent(text, key -> "key" + names.size()) : text;
    }

    // The bytes after the tag of a constant (JVMS 4.4).
    private static int length(int tag) throws IOException {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IOException("unknown constant " + tag);
        };
    }
}
