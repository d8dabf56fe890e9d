package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** Distances between items of a set. */
public final class Distances {
    private Distances() {}

    /** The rows of a block axis by axis, without anything else. */
    static Points points(Block.Rows rows) {
        double[] none = new double[rows.size()];
        return new Block(rows, none, none, none).points();
    }

    /**
     * The distance from every row to its nearest other row.
     *
     * @param rows at least 2 rows
     * @param threads how many threads work; the distances do not depend on it
     * @return distances
     */
    public static double[] nearestOther(Block.Rows rows, int threads) {
        return Nearest.other(rows, threads).distance;
    }

    /**
     * The median: of an even number, the mean of the two in the middle.
     *
     * @param values at least one
     * @return their median
     */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
    }

    /**
     * The median distance of two different rows: of all pairs where they are few, else of pairs that are always the same.
     *
     * @param rows the rows
     * @param most how many pairs at most
     * @return the median; infinite where there is one row
     */
    public static double medianOfPairs(Block.Rows rows, int most) {
        int n = rows.size();
        if (n < 2) {
            return Double.POSITIVE_INFINITY;
        }
        long pairs = (long) n * (n - 1) / 2;
        double[] distances = new double[(int) Math.min(pairs, most)];
        double[] a = new double[rows.dimension()];
        double[] b = new double[rows.dimension()];
        RandomStream stream = RandomStream.of(0, 0, Purpose.DESIGN);
        int i = 0;
        int k = 0;
        for (int p = 0; p < distances.length; p++) {
            if (pairs <= most) {
                k++;
                if (k == n) {
                    i++;
                    k = i + 1;
                }
            } else {
                i = (int) (stream.uniform(2L * p) * n);
                k = (i + 1 + (int) (stream.uniform(2L * p + 1) * (n - 1))) % n;
            }
            rows.row(i, a);
            rows.row(k, b);
            distances[p] = distance(a, b);
        }
        return median(distances);
    }

    /** The distance of two rows, exactly. */
    static double between(Block.Rows rows, int i, Block.Rows others, int j) {
        double[] a = new double[rows.dimension()];
        double[] b = new double[rows.dimension()];
        rows.row(i, a);
        others.row(j, b);
        return distance(a, b);
    }

    static double distance(double[] a, double[] b) {
        double square = 0;
        for (int d = 0; d < a.length; d++) {
            square = Math.fma(a[d] - b[d], a[d] - b[d], square);
        }
        return Math.sqrt(square);
    }
}
