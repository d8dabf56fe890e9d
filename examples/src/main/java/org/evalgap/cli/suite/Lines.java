package org.evalgap.cli.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;

/** Lines of a file of UTF-8 text, one in memory at a time, and none longer than {@value #LONGEST} bytes. */
final class Lines implements AutoCloseable {
    /** Room for 4096 numbers in full and for a text of a few books; more is no line of a table. */
    static final int LONGEST = 1 << 24;

    private static final String KIND = "a file of JSONL, CSV or Parquet";
    private static final char MARK = '\uFEFF';

    private final Path file;
    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private int number;

    private Lines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Opens a file; errors name it. */
    static Lines open(Path file) {
        requireFile(file, KIND);
        try {
            return new Lines(file, Files.newInputStream(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Refuses what is missing and what is a directory. */
    static void requireFile(Path file, String kind) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + ": a directory; give " + kind);
        }
        if (!Files.exists(file)) {
            throw new InputException(file + ": no such file; check the path");
        }
    }

    /** The error for a file that the system does not let us read. */
    static InputException unreadable(Path file, Exception e) {
        return new InputException(file + ": cannot be read (" + e.getMessage() + ")");
    }

    /** Counted from 1; of the line that {@link #next} gave last. */
    int number() {
        return number;
    }

    /** The next line without its end; null behind the last. */
    @Nullable
    String next() {
        number++;
        ByteArrayOutputStream pieces = new ByteArrayOutputStream(0);
        try {
            while (true) {
                if (from == to && !refill()) {
                    return pieces.size() == 0 ? null : decoded(pieces.toByteArray(), 0, pieces.size());
                }
                int end = from;
                while (end < to && buffer[end] != '\n') {
                    end++;
                }
                int start = from;
                from = Math.min(end + 1, to);
                requireShort(pieces.size() + end - start);
                if (end < to && pieces.size() == 0) {
                    return decoded(buffer, start, end - start);
                }
                pieces.write(buffer, start, end - start);
                if (end < to) {
                    return decoded(pieces.toByteArray(), 0, pieces.size());
                }
            }
        } catch (CharacterCodingException e) {
            throw new InputException(file + ", line " + number + ": not UTF-8 text; save the file as UTF-8"
                    + " (a compressed file must be unpacked first)");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private boolean refill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    private void requireShort(int length) {
        if (length > LONGEST) {
            throw new InputException(file + ", line " + number + ": longer than " + (LONGEST >> 20)
                    + " MiB; give one item a line, and embeddings of many numbers as .npy");
        }
    }

    private String decoded(byte[] bytes, int start, int length) throws CharacterCodingException {
        String line = decoder.decode(ByteBuffer.wrap(bytes, start, length)).toString();
        int begin = number == 1 && !line.isEmpty() && line.charAt(0) == MARK ? 1 : 0;
        int end = line.endsWith("\r") ? line.length() - 1 : line.length();
        return line.substring(Math.min(begin, end), end);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
