package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.internal.kernel.KernelParts;
import org.evalgap.internal.kernel.Points;

/** Every environment votes for the item that is nearest to it; items that are equally near share the vote. */
public final class Votes {
    private final double[] votes;
    private final int[] nearest;
    private final double[] distance;

    private Votes(int items, int environments) {
        votes = new double[items];
        nearest = new int[environments];
        distance = new double[environments];
    }

    /**
     * Counts votes.
     *
     * @param items who can be voted for
     * @param environments who votes
     * @param threads how many threads work; the votes do not depend on it
     * @return the votes
     */
    public static Votes count(Block.Rows items, Block.Rows environments, int threads) {
        Points points = Distances.points(items);
        int n = items.size();
        int m = environments.size();
        Votes counted = new Votes(n, m);
        int[][] tied = new int[m][];
        Crowd.each(m, threads, () -> new double[2][Math.max(n, items.dimension())], (buffer, j) -> {
            environments.row(j, buffer[0]);
            KernelParts.squaredDistances(buffer[0], points, buffer[1]);
            tied[j] = least(buffer[1], n);
            counted.nearest[j] = tied[j][0];
            counted.distance[j] = Math.sqrt(buffer[1][tied[j][0]]);
        });
        for (int[] ties : tied) {
            for (int i : ties) {
                counted.votes[i] += 1.0 / ties.length;
            }
        }
        return counted;
    }

    private static int[] least(double[] x, int n) {
        double least = Double.POSITIVE_INFINITY;
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (x[i] < least) {
                least = x[i];
                count = 0;
            }
            count += x[i] == least ? 1 : 0;
        }
        int[] ties = new int[count];
        for (int i = n - 1; i >= 0; i--) {
            if (x[i] == least) {
                ties[--count] = i;
            }
        }
        return ties;
    }

    /**
     * Votes by item.
     *
     * @return a copy
     */
    public double[] votes() {
        return Arrays.copyOf(votes, votes.length);
    }

    /**
     * The item nearest to an environment; of several the first.
     *
     * @param j environment
     * @return its row
     */
    public int nearest(int j) {
        return nearest[j];
    }

    /**
     * How far that is.
     *
     * @param j environment
     * @return distance to the nearest item
     */
    public double distance(int j) {
        return distance[j];
    }
}
