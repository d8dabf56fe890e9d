package org.evalgap.internal.audit;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return count(items.size(), Nearest.find(environments, items, threads));
    }

    /**
     * The same votes by distances that are known.
     *
     * @param first whose items can be voted for
     * @param second whose items can be voted for, counted on behind the first
     * @param environments who votes
     * @param threads how many threads work; the votes do not depend on it
     * @return the votes; null where distances were not kept
     */
    public static @Nullable Votes known(ScoredSet first, ScoredSet second, Block.Rows environments, int threads) {
        if (!(first.strip() instanceof BlockStrip one) || !(second.strip() instanceof BlockStrip other)) {
            return null;
        }
        Block.Rows items =
                Block.Rows.joined(first.block().rows(), second.block().rows());
        Nearest nearest = Nearest.known(List.of(one, other), environments, items, threads);
        return nearest == null ? null : count(items.size(), nearest);
    }

    private static Votes count(int items, Nearest nearest) {
        Votes counted = new Votes(items, nearest);
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
