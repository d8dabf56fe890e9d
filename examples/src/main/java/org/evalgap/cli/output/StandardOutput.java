package org.evalgap.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers what was lost, where {@code System.out} swallows it. */
public final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private @Nullable IOException failure;

    /** That of this process. */
    public StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    /** One that writes elsewhere. */
    StandardOutput(OutputStream out) {
        super();
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /**
     * What the first write that failed said.
     *
     * @return the reason; empty if nothing was lost
     */
    public Optional<String> lost() {
        return Optional.ofNullable(failure).map(e -> String.valueOf(e.getMessage()));
    }

    /**
     * Whether whoever read has stopped reading, as {@code head} does when it has enough.
     *
     * @return true for a pipe that is closed at its other end
     */
    public boolean unread() {
        return lost().filter(reason -> pipe() || reason.toLowerCase(Locale.ROOT).contains("pipe"))
                .isPresent();
    }

    /** Reasons are in the words of the system's language; Linux also shows what standard output is. */
    private static boolean pipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
