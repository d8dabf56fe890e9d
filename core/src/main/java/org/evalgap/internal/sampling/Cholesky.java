package org.evalgap.internal.sampling;

/** A covariance matrix as its lower triangular root L, C = L·Lᵀ. Immutable. */
public final class Cholesky {
    private final double[][] root;
    private final double logDeterminant;

    /**
     * The root of a matrix.
     *
     * @param matrix symmetric; a direction without variance gets a little
     */
    public Cholesky(double[][] matrix) {
        int d = matrix.length;
        root = new double[d][d];
        double logs = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / root[j][j];
            }
            logs += StrictMath.log(root[i][i]);
        }
        logDeterminant = logs;
    }

    /**
     * The logarithm of the determinant of L.
     *
     * @return half the logarithm of the matrix's
     */
    public double logDeterminant() {
        return logDeterminant;
    }

    /**
     * The squared distance in units of the spread.
     *
     * @param x a point
     * @param centre another
     * @return |L⁻¹(x − centre)|²
     */
    public double distance(double[] x, double[] centre) {
        int d = root.length;
        double[] y = new double[d];
        double total = 0;
        for (int i = 0; i < d; i++) {
            double sum = x[i] - centre[i];
            for (int k = 0; k < i; k++) {
                sum -= root[i][k] * y[k];
            }
            y[i] = sum / root[i][i];
            total += y[i] * y[i];
        }
        return total;
    }

    /**
     * A point of the normal distribution.
     *
     * @param centre its mean
     * @param stretch a factor of its spread
     * @param normals standard normal numbers
     * @return centre + stretch·L·normals
     */
    public double[] spread(double[] centre, double stretch, double[] normals) {
        double[] x = centre.clone();
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            for (int k = 0; k <= i; k++) {
                sum += root[i][k] * normals[k];
            }
            x[i] += stretch * sum;
        }
        return x;
    }
}
