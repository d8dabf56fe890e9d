package org.evalgap.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.sweep.run.SweepRow;

/**
 * A file of comma-separated values that takes in the rows of a sweep as they come. It only ever holds complete lines: they
 * are written a few thousand characters, or a second, at a time, and a write that fails is taken back.
 */
public final class SweepFile implements SweepListener, AutoCloseable {
    private static final int CHARACTERS = 1 << 16;
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final Path file;
    private final FileChannel channel;
    private final List<SweepColumns.Column> columns;
    private final StringBuilder lines = new StringBuilder();
    private long lastWrite = System.nanoTime();

    private SweepFile(Path file, FileChannel channel, SweepColumns columns) {
        this.file = file;
        this.channel = channel;
        this.columns = columns.columns();
        lines.append(Numbers.csv(columns.names())).append('\n');
    }

    /**
     * Opens a file, in place of what it held.
     *
     * @throws InputException if it cannot be written
     */
    public static SweepFile open(Path file, SweepColumns columns) {
        if (Files.isDirectory(file)) {
            throw new InputException("--out " + file + ": a directory; give a file");
        }
        try {
            SweepFile opened = new SweepFile(
                    file,
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING),
                    columns);
            opened.write();
            return opened;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException("--out " + file + ": cannot be written (" + reason(e) + "); choose another file");
    }

    /** Errors of file systems often have the path alone as their message. */
    private static String reason(IOException e) {
        String type = e.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        String what = e instanceof java.nio.file.FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e instanceof java.nio.file.FileSystemException ? null : e.getMessage();
        return what == null ? type.replace(" Exception", "").toLowerCase(java.util.Locale.ROOT) : what;
    }

    @Override
    public void row(SweepRow row) {
        values(columns.stream().map(column -> column.value().apply(row)).toArray());
    }

    /** Takes in a row as the values of its columns. */
    public void values(Object[] values) {
        lines.append(Numbers.csv(Arrays.stream(values).map(SweepFile::text).toList()))
                .append('\n');
        if (lines.length() > CHARACTERS) {
            writeOrRefuse();
        }
    }

    private static String text(Object value) {
        return value instanceof Double number ? Numbers.text(number) : value.toString();
    }

    @Override
    public void progress(SweepProgress progress) {
        if (System.nanoTime() - lastWrite > PATIENCE_NANOS) {
            writeOrRefuse();
        }
    }

    private void writeOrRefuse() {
        try {
            write();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private void write() throws IOException {
        long good = channel.position();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        lines.setLength(0);
        lastWrite = System.nanoTime();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(good);
            throw e;
        }
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
            throw unwritable(file, e);
        } catch (UncheckedIOException e) {
            throw unwritable(file, e.getCause());
        }
    }
}
