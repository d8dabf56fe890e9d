package org.evalgap.cli.output;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma-separated values that grows while something runs. It only ever holds complete lines: they are written a few
 * thousand characters, or a second, at a time, and a write that fails is taken back. It is locked: nobody else of this program
 * writes to it at the same time.
 */
public final class RowsFile implements AutoCloseable {
    private static final int CHARACTERS = 1 << 16;
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final String label;
    private final FileChannel channel;
    private final boolean regular;
    private final StringWriter lines = new StringWriter();
    private final Csv csv;
    private long written;
    private long lastWrite = System.nanoTime();

    private RowsFile(String label, Path file, FileChannel channel) throws IOException {
        this.label = label;
        this.channel = channel;
        this.regular = Files.isRegularFile(file);
        this.csv = new Csv(lines);
    }

    /**
     * Opens a file, in place of what it held, and writes its header.
     *
     * @param label how the user named the file, such as {@code --out rows.csv}
     * @param file its path
     * @param header the names of its columns
     * @return the file
     * @throws InputException if it cannot be written, or if it is being written
     */
    public static RowsFile open(String label, Path file, List<String> header) {
        if (Files.isDirectory(file)) {
            throw new InputException(label + ": a directory; give a file");
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                RowsFile opened = new RowsFile(label, file, channel);
                opened.lock();
                opened.csv.record(header);
                opened.write();
                return opened;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw Unwritable.of(label, e);
        }
    }

    /** Takes the file before its old content goes. Where a file system knows no locks, the file is written without. */
    private void lock() throws IOException {
        if (!regular) {
            return;
        }
        if (!free()) {
            throw new InputException(label + ": another evalgap writes to it; choose another file");
        }
        channel.truncate(0);
    }

    private boolean free() {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Takes in a record.
     *
     * @param cells as many as there are columns
     * @throws InputException if the file cannot be written any more
     */
    public void record(@Nullable Object... cells) {
        try {
            csv.record(Arrays.asList(cells));
            csv.flush();
            if (lines.getBuffer().length() > CHARACTERS) {
                write();
            }
        } catch (IOException e) {
            throw Unwritable.of(label, e);
        }
    }

    /**
     * Writes what waits, if the last write was a while ago.
     *
     * @throws InputException if the file cannot be written any more
     */
    void progress() {
        try {
            if (System.nanoTime() - lastWrite > PATIENCE_NANOS) {
                write();
            }
        } catch (IOException e) {
            throw Unwritable.of(label, e);
        }
    }

    private void write() throws IOException {
        csv.flush();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        int length = bytes.remaining();
        lines.getBuffer().setLength(0);
        lastWrite = System.nanoTime();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            if (regular) {
                channel.truncate(written);
            }
            throw e;
        }
        written += length;
    }

    /**
     * Writes what is left and closes the file.
     *
     * @throws InputException if that fails
     */
    @Override
    public void close() {
        try (channel) {
            write();
        } catch (IOException e) {
            throw Unwritable.of(label, e);
        }
    }
}
