package org.evalgap.cli.suite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evalgap.audit.Positions;
import org.evalgap.cli.input.InputException;

/**
 * A matrix of NumPy's format {@code .npy}, mapped and not copied: float32 or float64, C order, one row an item.
 *
 * <p>The format: <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
final class NpyFile {
    private static final String KIND = "a .npy of NumPy";
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
    private static final double LARGEST = 1e100;

    private final Path file;
    private final FileChannel channel;
    private long start;
    private int rows;
    private int dimension;
    private int width;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private NpyFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The rows of a file, which must not change while they are used. All are finite. */
    static Positions open(Path file) {
        Lines.requireFile(file, KIND);
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": no regular file; give " + KIND);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            NpyFile npy = new NpyFile(file, channel);
            npy.header();
            Positions positions = MappedRows.map(channel, npy.start, npy.rows, npy.dimension, npy.width, npy.order);
            npy.requireFinite(positions);
            return positions;
        } catch (IOException e) {
            throw Lines.unreadable(file, e);
        }
    }

    private InputException refuse(String problem) {
        return new InputException(file + ": " + problem);
    }

    private void header() throws IOException {
        ByteBuffer first = read(0, 12);
        for (byte expected : MAGIC) {
            if (first.get() != expected) {
                throw refuse(
                        "no .npy of NumPy; save one array with numpy.save (not savez, not pickled, not compressed)");
            }
        }
        int version = first.get();
        first.get();
        if (version < 1 || version > 3) {
            throw refuse("version " + version + " of the format; 1 to 3 are read");
        }
        long length = version == 1 ? first.getShort() & 0xFFFF : first.getInt() & 0xFFFFFFFFL;
        int begin = version == 1 ? 10 : 12;
        if (length > LONGEST_HEADER) {
            throw refuse("a header of " + length + " bytes; the file is damaged");
        }
        String text = StandardCharsets.UTF_8.decode(read(begin, (int) length)).toString();
        start = begin + length;
        type(found(DESCR, text, "type"));
        if (found(ORDER, text, "order").equals("True")) {
            throw refuse("in Fortran order; save numpy.ascontiguousarray(array)");
        }
        shape(found(SHAPE, text, "shape"));
        requireSize();
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw refuse("ends in its header, after " + channel.size() + " bytes; copy it again");
            }
        }
        return bytes.flip();
    }

    private String found(Pattern pattern, String header, String what) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw refuse("its header names no " + what + "; save a plain array with numpy.save");
        }
        return matcher.group(1);
    }

    private void type(String descr) {
        if (!descr.matches("[<>]f[48]")) {
            throw refuse("numbers of type " + Row.shown(descr)
                    + "; must be float32 or float64: save array.astype(\"float32\")");
        }
        width = descr.charAt(2) - '0';
        order = descr.charAt(0) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private void shape(String shape) {
        String[] sizes = shape.strip().split("\\s*,\\s*");
        if (sizes.length != 2 || !sizes[0].matches("\\d{1,15}") || !sizes[1].matches("\\d{1,15}")) {
            throw refuse("shape (" + shape + "); must be (items, dimensions)");
        }
        long items = Long.parseLong(sizes[0]);
        long wide = Long.parseLong(sizes[1]);
        if (items < 1 || items > SetBuilder.MOST_ROWS || wide < 1 || wide > Vectors.MOST_DIMENSIONS) {
            throw refuse("shape (" + shape + "); must be 1 to " + SetBuilder.MOST_ROWS + " items of 1 to "
                    + Vectors.MOST_DIMENSIONS + " dimensions");
        }
        rows = (int) items;
        dimension = (int) wide;
    }

    private void requireSize() throws IOException {
        long expected = start + (long) rows * dimension * width;
        long actual = channel.size();
        if (actual != expected) {
            throw refuse(actual + " bytes, but its header promises " + expected
                    + (actual < expected ? "; it was cut, copy it again" : "; it is damaged"));
        }
    }

    private void requireFinite(Positions positions) {
        double[] row = new double[dimension];
        for (int i = 0; i < rows; i++) {
            positions.row(i, row);
            for (int d = 0; d < dimension; d++) {
                if (!(Math.abs(row[d]) <= LARGEST)) {
                    throw refuse("row " + i + " (from 0), column " + d + ": " + row[d]
                            + "; must be a finite number from -1e100 to 1e100");
                }
            }
        }
    }
}
