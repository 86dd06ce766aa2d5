package dev.awssso.certificates;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The text form of certificates and keys (RFC 7468), as OpenSSL and others write it. */
public final class Pem {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /**
     * The text between a BEGIN and its END. Prints as its label alone.
     *
     * @param label what is in it, {@code EC PRIVATE KEY}
     * @param encrypted true when headers say so, in the old way of OpenSSL
     * @param base64 the content, still encoded
     */
    public record Block(String label, boolean encrypted, String base64) {

        /** The content; empty when it is no base64. */
        public Optional<byte[]> content() {
            try {
                return Optional.of(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "Pem.Block[" + label + "]";
        }
    }

    private Pem() {}

    /** All complete blocks in a file's content, in order; text around them is a comment. */
    public static List<Block> blocks(byte[] file) {
        List<Block> blocks = new ArrayList<>();
        String label = null;
        boolean encrypted = false;
        StringBuilder base64 = new StringBuilder();
        for (String line : new String(file, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .toList()) {
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                encrypted = label.startsWith("ENCRYPTED");
                base64.setLength(0);
            } else if (label != null && line.equals(END + label + DASHES)) {
                blocks.add(new Block(label, encrypted, base64.toString()));
                label = null;
            } else if (line.indexOf(':') >= 0) {
                encrypted |= line.contains("ENCRYPTED");
            } else {
                base64.append(line);
            }
        }
        return blocks;
    }

    /** One block. */
    public static String write(String label, byte[] content) {
        return BEGIN + label + DASHES + "\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n" + END + label + DASHES
                + "\n";
    }
}
