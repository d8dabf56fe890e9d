package org.evalgap.internal.kernel;

/** The Gram matrix of the training environments under the generalisation kernel, as rows; symmetric to the bit. */
public final class Gram {
    private final KernelColumns columns = new KernelColumns();
    private final double[] column = KernelColumns.array(13);
    private double[][] rows = new double[0][];

    /** A matrix without rows. */
    public Gram() {}

    /**
     * The rows.
     *
     * @return K, of which the first M rows and columns are in use
     */
    public double[][] rows() {
        return rows;
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
        columns.kernel(breadth, memorization, memorizationScale);
        for (int start = from; start < m; start += KernelColumns.TILE) {
            int end = Math.min(start + KernelColumns.TILE, m);
            columns.tile(environments, start, end);
            for (int k = 0; k < end; k++) {
                columns.column(environments, k, column);
                scale(columns.scale(), end - start);
                if (formatLearning != 0) {
                    addFormat(environments.format, start, formatLearning * environments.format[k], end - start);
                }
                System.arraycopy(column, 0, rows[k], start, end - start);
                if (k < start) {
                    mirror(k, start, end);
                }
            }
        }
    }

    private void scale(double factor, int n) {
        for (int i = 0; i < n; i++) {
            column[i] = factor * column[i];
        }
    }

    private void addFormat(double[] format, int start, double factor, int n) {
        for (int i = 0; i < n; i++) {
            column[i] += factor * format[start + i];
        }
    }

    private void mirror(int k, int start, int end) {
        for (int i = start; i < end; i++) {
            rows[i][k] = column[i - start];
        }
    }

    private void reserve(int m, int keep) {
        if (rows.length >= m && rows[0].length >= m) {
            return;
        }
        double[][] larger = new double[m][];
        for (int i = 0; i < m; i++) {
            // A few elements more than asked, so that rows do not lie a power of two apart.
            larger[i] = new double[m + 4];
            if (i < keep) {
                System.arraycopy(rows[i], 0, larger[i], 0, keep);
            }
        }
        rows = larger;
    }

    /**
     * The largest row sum: a bound of the largest eigenvalue, all entries being at least 0.
     *
     * @param m how many environments
     * @return the bound
     */
    public double largestRowSum(int m) {
        double largest = 0;
        for (int i = 0; i < m; i++) {
            largest = Math.max(largest, Vectors.sum(rows[i], m));
        }
        return largest;
    }
}
