package org.evalgap.internal.kernel;

import java.util.Arrays;

/** The Gram matrix of the training environments under the generalisation kernel, as rows; symmetric to the bit. */
public final class Gram {
    private final KernelColumns columns = new KernelColumns();
    private double[][] rows = new double[0][];
    private double[][] sums = rows;
    private int room;

    /** Whether entries may be below 0. */
    private boolean signed;

    /** A matrix without rows. */
    public Gram() {}

    /**
     * A matrix with rows that are to be written.
     *
     * @param m how many
     * @return a matrix of zeros
     */
    public static Gram empty(int m) {
        Gram gram = new Gram();
        gram.reserve(m, 0);
        return gram;
    }

    /**
     * The rows.
     *
     * @return K, of which the first M rows and columns are in use; there may be more
     */
    public double[][] rows() {
        return rows;
    }

    /**
     * Says how finely entries are rounded from now on: by default near ones to 3e-12.
     *
     * @param always whether to 1e-15 or so, at a tenth more time: where weights of environments that are alike push against each
     *     other, as under a KL penalty, scores are small differences of large products
     */
    public void fine(boolean always) {
        columns.fine(always);
    }

    /**
     * Computes rows and columns [from, M); those before stay as they are, so that new environments can join old ones.
     *
     * @param environments the M environments
     * @param from first environment whose row is wanted
     * @param breadth ℓ
     * @param memorization m
     * @param memorizationScale s
     * @param formatLearning f
     */
    public void fill(
            Points environments,
            int from,
            double breadth,
            double memorization,
            double memorizationScale,
            double formatLearning) {
        int m = environments.size();
        reserve(m, from);
        signed = environments.answer != null;
        columns.kernel(breadth, memorization, memorizationScale);
        columns.environments(environments);
        double[][] pair = columns.reserve(environments.dimension() + environments.surface(), 2);
        for (int start = from; start < m; start += KernelColumns.TILE) {
            int end = Math.min(start + KernelColumns.TILE, m);
            columns.tile(environments, start, end);
            for (int k = 0; k < end; k += 2) {
                columns.columns(environments, k, Math.min(k + 1, end - 1), pair[0], pair[1]);
                store(environments, k, pair[0], start, end, formatLearning);
                if (k + 1 < end) {
                    store(environments, k + 1, pair[1], start, end, formatLearning);
                }
            }
        }
    }

    private void store(Points environments, int k, double[] column, int start, int end, double formatLearning) {
        KernelLoops.multiply(columns.scale(), column, end - start);
        double[] answer = environments.answer;
        if (answer != null) {
            sign(column, answer, start, answer[k], end - start);
        }
        if (formatLearning != 0) {
            addFormat(column, environments.format, start, formatLearning * environments.format[k], end - start);
        }
        System.arraycopy(column, 0, rows[k], start, end - start);
        if (k < start) {
            for (int i = start; i < end; i++) {
                rows[i][k] = column[i - start];
            }
        }
    }

    private static void sign(double[] column, double[] answer, int start, double factor, int n) {
        for (int i = 0; i < n; i++) {
            column[i] = factor * answer[start + i] * column[i];
        }
    }

    private static void addFormat(double[] column, double[] format, int start, double factor, int n) {
        for (int i = 0; i < n; i++) {
            column[i] += factor * format[start + i];
        }
    }

    /**
     * Products with several vectors in one pass over the matrix; each has the bits that it would have alone.
     *
     * @param x vectors of length M or more
     * @param out where K x goes, each of length M or more
     * @param sides how many vectors
     * @param m M
     */
    public void multiply(double[][] x, double[][] out, int sides, int m) {
        for (int r = sums.length; r < sides; r++) {
            sums = Arrays.copyOf(sums, r + 1);
            sums[r] = new double[aligned(room)];
        }
        for (int r = 0; r < sides; r++) {
            Arrays.fill(sums[r], 0, m, 0);
        }
        Vectors.addColumnsShared(rows, x, 0, m, sums, sides, m);
        for (int r = 0; r < sides; r++) {
            System.arraycopy(sums[r], 0, out[r], 0, m);
        }
    }

    private void reserve(int m, int keep) {
        if (room >= m) {
            return;
        }
        // The sums of a product are made right after the rows, so that they begin equally far from a cache line.
        double[][] larger = new double[m + 1][];
        for (int i = 0; i <= m; i++) {
            larger[i] = new double[aligned(m)];
            if (i < keep) {
                System.arraycopy(rows[i], 0, larger[i], 0, keep);
            }
        }
        rows = larger;
        sums = new double[][] {larger[m]};
        room = m;
    }

    /** With a header of 16 bytes such arrays fill whole cache lines, an odd number of them where M is a power of two. */
    private static int aligned(int m) {
        return (m + 7) / 8 * 8 + 6;
    }

    /**
     * The largest row sum of absolute values: a bound of the largest eigenvalue.
     *
     * @param m how many environments
     * @return the bound
     */
    public double largestRowSum(int m) {
        double largest = 0;
        for (int i = 0; i < m; i++) {
            largest = Math.max(largest, signed ? absoluteSum(rows[i], m) : Vectors.sum(rows[i], m));
        }
        return largest;
    }

    private static double absoluteSum(double[] x, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.abs(x[i]);
        }
        return sum;
    }
}
