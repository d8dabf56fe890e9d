package org.evalgap.sweep.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.run.UnitResult.Block;
import org.evalgap.sweep.run.UnitResult.Failed;
import org.evalgap.sweep.run.UnitResult.Part;
import org.evalgap.sweep.run.UnitResult.PointResult;
import org.jspecify.annotations.Nullable;

/** Units and their results as they travel. */
final class UnitBytes {
    private static final int BLOCK = 1;
    private static final int PART = 2;
    private static final int FAILED = 3;

    private UnitBytes() {}

    /** What failed elsewhere, of which only the reason is known here. */
    private static final class FailedElsewhere extends RuntimeException {
        private static final long serialVersionUID = 1;

        FailedElsewhere(String reason) {
            super(reason);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            T read = reading.from(in);
            if (in.available() == 0) {
                return read;
            }
        } catch (IOException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("the bytes are not those of a unit or its result", e);
        }
        throw new IllegalArgumentException("the bytes are not those of a unit or its result: there are too many");
    }

    static byte[] of(WorkUnit unit) {
        return written(out -> {
            out.writeLong(unit.firstReplicate());
            out.writeInt(unit.replicates());
            out.writeInt(unit.size());
            for (int i = 0; i < unit.size(); i++) {
                out.writeLong(unit.point(i));
            }
        });
    }

    static WorkUnit unit(byte[] bytes) {
        return read(bytes, in -> {
            long first = in.readLong();
            int replicates = in.readInt();
            long[] points = new long[checked(in.readInt(), in)];
            for (int i = 0; i < points.length; i++) {
                points[i] = in.readLong();
            }
            return new WorkUnit(points, first, replicates);
        });
    }

    /** A number of things of which each takes bytes. */
    private static int checked(int count, DataInputStream in) throws IOException {
        if (count < 0 || count > in.available()) {
            throw new IOException("a count of " + count);
        }
        return count;
    }

    static byte[] of(UnitResult result) {
        return written(out -> {
            for (PointResult point : result.points()) {
                if (point instanceof Block block) {
                    out.writeByte(BLOCK);
                    write(block.moments(), out);
                    write(block.pairs(), out);
                } else if (point instanceof Part part) {
                    out.writeByte(PART);
                    write(part.values, out);
                    write(part.baseline, out);
                } else if (point instanceof Failed failed) {
                    out.writeByte(FAILED);
                    out.writeLong(failed.replicate());
                    byte[] reason = SweepFailure.reason(failed.cause()).getBytes(StandardCharsets.UTF_8);
                    out.writeInt(reason.length);
                    out.write(reason);
                }
            }
        });
    }

    static UnitResult result(WorkUnit unit, byte[] bytes) {
        return read(bytes, in -> {
            List<PointResult> points = new ArrayList<>();
            for (int i = 0; i < unit.size(); i++) {
                points.add(point(in));
            }
            return new UnitResult(unit, points);
        });
    }

    private static PointResult point(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case BLOCK -> new Block(moments(in), pairs(in));
            case PART -> {
                double[][] values = values(in);
                if (values == null) {
                    throw new IOException("a part without values");
                }
                yield new Part(values, values(in));
            }
            case FAILED -> new Failed(in.readLong(), new FailedElsewhere(text(in)));
            default -> throw new IOException("a result of kind " + kind);
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(checked(in.readInt(), in)), StandardCharsets.UTF_8);
    }

    private static void write(Moments moments, DataOutputStream out) throws IOException {
        out.writeLong(moments.count());
        write(moments.state(), out);
        write(moments.luckState(), out);
    }

    private static Moments moments(DataInputStream in) throws IOException {
        return Moments.restore(in.readLong(), numbers(in), numbers(in));
    }

    private static void write(@Nullable PairedMoments pairs, DataOutputStream out) throws IOException {
        out.writeBoolean(pairs != null);
        if (pairs != null) {
            write(pairs.difference(), out);
            write(pairs.own(), out);
            write(pairs.baseline(), out);
        }
    }

    private static @Nullable PairedMoments pairs(DataInputStream in) throws IOException {
        return in.readBoolean() ? new PairedMoments(moments(in), moments(in), moments(in)) : null;
    }

    private static void write(double @Nullable [][] rows, DataOutputStream out) throws IOException {
        out.writeInt(rows == null ? -1 : rows.length);
        if (rows != null) {
            for (double[] row : rows) {
                write(row, out);
            }
        }
    }

    private static double @Nullable [][] values(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count == -1) {
            return null;
        }
        double[][] rows = new double[checked(count, in)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = numbers(in);
        }
        return rows;
    }

    private static void write(double[] numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeLong(Double.doubleToRawLongBits(number));
        }
    }

    private static double[] numbers(DataInputStream in) throws IOException {
        double[] numbers = new double[checked(in.readInt(), in)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.longBitsToDouble(in.readLong());
        }
        return numbers;
    }
}
