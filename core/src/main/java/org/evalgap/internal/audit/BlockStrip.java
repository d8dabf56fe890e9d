package org.evalgap.internal.audit;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tasks against many environments. Squared distances are kept where they are not too many, else measured again. */
final class BlockStrip implements Strip {
    /** Squared distances that are kept: 1.2 GB of them. */
    static final long KEPT = 300_000_000;

    private static final int CHUNK = 512;

    private final BlockSpace space;
    private final Block block;
    private final FloatRows tasks;
    private final int m;
    private float @Nullable [][] kept;

    BlockStrip(BlockSpace space, Block block, FloatRows tasks) {
        this.space = space;
        this.block = block;
        this.tasks = tasks;
        m = space.m;
        if ((long) tasks.size() * m <= KEPT) {
            kept = measure(0, tasks.size());
        }
    }

    private float[][] measure(int from, int to) {
        return measure(tasks, from, to, space.environments, space.threads);
    }

    /** Squared distances of some rows to all rows of another set. */
    static float[][] measure(FloatRows rows, int from, int to, FloatRows targets, int threads) {
        float[][] squared = new float[to - from][targets.size()];
        Crowd.each(
                targets.tiles(),
                threads,
                () -> new Measurer(rows, targets),
                (measurer, tile) -> measurer.measure(tile, from, to, squared));
        return squared;
    }

    private static final class Measurer {
        private final FloatRows rows;
        private final FloatRows.Tile tile;
        private final float[][] buffer;

        Measurer(FloatRows rows, FloatRows targets) {
            this.rows = rows;
            tile = targets.new Tile();
            buffer = tile.room();
        }

        void measure(int index, int from, int to, float[][] out) {
            tile.take(index);
            for (int i = from; i < to; i += FloatRows.TOGETHER) {
                int end = Math.min(i + FloatRows.TOGETHER, to);
                tile.distances(rows, i, end, buffer);
                for (int k = i; k < end; k++) {
                    System.arraycopy(buffer[k - i], 0, out[k - from], tile.start, tile.length);
                }
            }
        }
    }

    /** Squared distances by task, if they were kept; not to be changed. */
    float @Nullable [][] kept() {
        return kept;
    }

    /** Squared distances of the tasks from the centre. */
    float[] norms() {
        return tasks.norm;
    }

    /** Squared distances of the environments from the centre. */
    float[] environmentNorms() {
        return space.environments.norm;
    }

    /** Some tasks, and squared distances of theirs. */
    private record Chunk(int from, int to, float[][] squared) {}

    private void chunks(Consumer<Chunk> work) {
        if (kept != null) {
            work.accept(new Chunk(0, tasks.size(), kept));
            return;
        }
        for (int from = 0; from < tasks.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, tasks.size());
            work.accept(new Chunk(from, to, measure(from, to)));
        }
    }

    /** Hears of every task with its kernel, by some thread. */
    private interface RowWork {
        void task(int i, float[] squared, float[] memorized, float[] broad);
    }

    private void rows(RowWork work) {
        chunks(chunk -> Crowd.each(chunk.to - chunk.from, space.threads, () -> new float[2][m], (buffer, row) -> {
            space.kernel(chunk.squared[row], buffer[0], buffer[1], m);
            work.task(chunk.from + row, chunk.squared[row], buffer[0], buffer[1]);
        }));
    }

    @Override
    public void gains(double[] weights, double[] out) {
        rows((i, squared, memorized, broad) -> {
            FloatLoops.add(broad, memorized, m);
            out[i] = FloatLoops.dot(memorized, weights, m);
        });
    }

    @Override
    public void parts(double[][] weights, double[][] memorizedOut, double[][] broadOut) {
        rows((i, squared, memorized, broad) -> {
            for (int r = 0; r < weights.length; r++) {
                memorizedOut[r][i] = FloatLoops.dot(memorized, weights[r], m);
                broadOut[r][i] = FloatLoops.dot(broad, weights[r], m);
            }
        });
    }

    @Override
    public void pull(double[][] values, double[][] out) {
        for (double[] sums : out) {
            Arrays.fill(sums, 0, m, 0);
        }
        int pieces = (m + CHUNK - 1) / CHUNK;
        chunks(chunk -> Crowd.each(
                pieces,
                space.threads,
                () -> new float[3][CHUNK],
                (buffer, piece) -> pull(chunk, values, out, buffer, piece * CHUNK)));
    }

    private void pull(Chunk chunk, double[][] values, double[][] out, float[][] buffer, int start) {
        int n = Math.min(CHUNK, m - start);
        for (int i = chunk.from; i < chunk.to; i++) {
            System.arraycopy(chunk.squared[i - chunk.from], start, buffer[2], 0, n);
            space.kernel(buffer[2], buffer[0], buffer[1], n);
            FloatLoops.add(buffer[1], buffer[0], n);
            for (int r = 0; r < out.length; r++) {
                double value = values[r][i];
                for (int j = 0; j < n; j++) {
                    out[r][start + j] = Math.fma(value, buffer[0][j], out[r][start + j]);
                }
            }
        }
    }

    @Override
    public void nearest(double[] shares, double[] out) {
        rows((i, squared, memorized, broad) -> {
            float least = Float.POSITIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                least = shares[j] > 0 ? Math.min(least, squared[j]) : least;
            }
            out[i] = least;
        });
    }

    @Override
    public Two nearestTwo(double[] shares) {
        Two two = new Two(tasks.size());
        rows((i, squared, memorized, broad) -> {
            for (int j = 0; j < m; j++) {
                if (shares[j] > 0) {
                    two.offer(i, j, squared[j]);
                }
            }
        });
        return two;
    }

    @Override
    public Teachers teachers(double[] weights, int count) {
        int found = Math.min(count, m);
        Teachers teachers = Teachers.room(tasks.size(), found);
        rows((i, squared, memorized, broad) -> {
            Foremost foremost = new Foremost(found);
            double format = space.kernel.formatLearning() * block.format()[i];
            for (int j = 0; j < m; j++) {
                double k = memorized[j] + broad[j] + format * space.block.format()[j];
                foremost.offer(j, k * weights[j]);
            }
            for (int t = 0; t < found; t++) {
                int j = foremost.index[t];
                teachers.rows()[i][t] = j;
                teachers.terms()[i][t] = foremost.value[t];
                teachers.memorized()[i][t] = memorized[j] * weights[j];
                teachers.distances()[i][t] = Distances.between(block.rows(), i, space.block.rows(), j);
            }
        });
        return teachers;
    }
}
