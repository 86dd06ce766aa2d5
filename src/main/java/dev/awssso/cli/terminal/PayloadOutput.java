package dev.awssso.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where the payload goes: remembers why something could not be written, which a PrintStream keeps to itself. */
public final class PayloadOutput extends FilterOutputStream {

    private final boolean pipe;
    private @Nullable IOException failure;

    /** @param pipe whether another program reads it, which may have read enough */
    public PayloadOutput(OutputStream out, boolean pipe) {
        super(out);
        this.pipe = pipe;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        try {
            out.write(octets, from, count);
        } catch (IOException e) {
            boolean readerLeft = pipe || String.valueOf(e.getMessage()).contains("roken pipe");
            if (failure == null && !readerLeft) {
                failure = e;
            }
            throw e;
        }
    }

    /** Why a part of the payload is missing, null when all was written or its reader went away. */
    @Nullable
    IOException failure() {
        return failure;
    }
}
