package org.evalgap.cli.logs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.evalgap.cli.input.InputException;

/** How much a packed file may unpack to, all its parts together. Logs shrink to a fifth, seldom to a hundredth. */
final class Budget {
    private static final long ALWAYS = 64L << 20;
    private static final long TIMES = 200;

    private final Path file;
    private final long most;
    private long used;

    /** A budget for a file of so many bytes. */
    Budget(Path file, long size) {
        this.file = file;
        this.most = Math.max(ALWAYS, TIMES * size);
    }

    /** Charges what is read to this budget. */
    InputStream charge(InputStream unpacked) {
        return new FilterInputStream(unpacked) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                spend(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int count = super.read(into, from, length);
                spend(Math.max(count, 0));
                return count;
            }

            @Override
            public long skip(long count) throws IOException {
                long skipped = super.skip(count);
                spend(skipped);
                return skipped;
            }
        };
    }

    private void spend(long bytes) {
        used += bytes;
        if (used > most) {
            throw new InputException(file + ": unpacks to more than " + (most >> 20)
                    + " MiB, far more than logs do; it is damaged, or made to fill memory");
        }
    }
}
