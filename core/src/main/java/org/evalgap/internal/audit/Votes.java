package org.evalgap.internal.audit;

import java.util.Arrays;

/** Every environment votes for the item that is nearest to it; items that are equally near share the vote. */
public final class Votes {
    private final double[] votes;
    private final Nearest nearest;

    private Votes(int items, Nearest nearest) {
        votes = new double[items];
        this.nearest = nearest;
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
        Nearest nearest = Nearest.find(environments, items, threads);
        Votes counted = new Votes(items.size(), nearest);
        for (int[] ties : nearest.rows) {
            for (int i : ties) {
                counted.votes[i] += 1.0 / ties.length;
            }
        }
        return counted;
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
        return nearest.rows[j][0];
    }

    /**
     * How far that is.
     *
     * @param j environment
     * @return distance to the nearest item
     */
    public double distance(int j) {
        return nearest.distance[j];
    }
}
