package org.evalgap.study.process;

import org.apache.commons.math3.util.CombinatoricsUtils;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;

/** The set of bugs that are present in a piece of code, from the first one to the last: exact and simulated. */
final class BugChain {
    /**
     * What an episode of limited length comes to.
     *
     * @param clean probability that no bug is left
     * @param cleanError its standard error, 0 where exact
     * @param attempts mean attempts, counted up to the limit
     * @param attemptsError its standard error, 0 where exact
     */
    record Spent(double clean, double cleanError, double attempts, double attemptsError) {}

    private final double fixRate;
    private final double[][] awareness;
    private final AbsorbingChain chain;

    /**
     * A piece of code with bugs.
     *
     * @param fixRate probability that an attempt removes its bug
     * @param awareness probability that fixing one bug (first index) leaves another (second) alone
     */
    BugChain(double fixRate, double[][] awareness) {
        this.fixRate = fixRate;
        this.awareness = awareness;
        this.chain = chain();
    }

    /** State s − 1 is the set whose bits are those of s; the empty set is the end. */
    private AbsorbingChain chain() {
        int n = awareness.length;
        int states = (1 << n) - 1;
        double[][] moves = new double[states][states];
        double[] ends = new double[states];
        for (int set = 1; set <= states; set++) {
            int size = Integer.bitCount(set);
            for (int target = 0; target < n; target++) {
                if ((set >> target & 1) == 1) {
                    spread(set, target, fixRate / size, moves, ends);
                }
            }
        }
        return new AbsorbingChain(moves, ends);
    }

    /** All outcomes of one fix that works: every subset of the absent bugs may be back. */
    private void spread(int set, int target, double weight, double[][] moves, double[] ends) {
        int rest = set & ~(1 << target);
        int absent = ((1 << awareness.length) - 1) & ~set;
        int returned = absent;
        while (true) {
            double probability = weight * probability(target, absent, returned);
            int next = rest | returned;
            if (next == 0) {
                ends[set - 1] += probability;
            } else {
                moves[set - 1][next - 1] += probability;
            }
            if (returned == 0) {
                return;
            }
            returned = (returned - 1) & absent;
        }
    }

    private double probability(int target, int absent, int returned) {
        double product = 1;
        for (int j = 0; j < awareness.length; j++) {
            if ((absent >> j & 1) == 1) {
                double w = awareness[target][j];
                product *= (returned >> j & 1) == 1 ? 1 - w : w;
            }
        }
        return product;
    }

    /** Expected attempts until no bug is left, from the first bug alone; infinite if that never happens. */
    double expectedAttempts() {
        return chain.expectedSteps()[0];
    }

    /** What an episode of at most so many attempts comes to, exactly. */
    Spent exact(int limit) {
        double[] ended = chain.ended(0, limit);
        double attempts = 0;
        for (int t = 0; t < limit; t++) {
            attempts += 1 - ended[t];
        }
        return new Spent(ended[limit], 0, attempts, 0);
    }

    /** The same from simulated episodes. */
    Spent simulated(int limit, int replicates, RandomStream stream) {
        Tally clean = new Tally();
        Tally attempts = new Tally();
        for (int r = 0; r < replicates; r++) {
            int used = episode(limit, stream.substream(r));
            clean.add(used <= limit ? 1 : 0);
            attempts.add(Math.min(used, limit));
        }
        return new Spent(clean.mean(), clean.standardError(), attempts.mean(), attempts.standardError());
    }

    /** The attempt that left no bug, or one more than the limit. */
    private int episode(int limit, RandomStream stream) {
        int n = awareness.length;
        int set = 1;
        for (int attempt = 1; attempt <= limit; attempt++) {
            // Each attempt owns n + 2 numbers, used or not.
            long base = (long) attempt * (n + 2);
            int target = pick(set, stream.uniform(base));
            if (stream.uniform(base + 1) < fixRate) {
                set = fixed(set, target, stream, base + 2);
            }
            if (set == 0) {
                return attempt;
            }
        }
        return limit + 1;
    }

    private static int pick(int set, double uniform) {
        int skip = (int) (uniform * Integer.bitCount(set));
        int rest = set;
        for (int i = 0; i < skip; i++) {
            rest &= rest - 1;
        }
        return Integer.numberOfTrailingZeros(rest);
    }

    private int fixed(int set, int target, RandomStream stream, long base) {
        int next = set & ~(1 << target);
        for (int j = 0; j < awareness.length; j++) {
            boolean absent = (set >> j & 1) == 0;
            if (absent && stream.uniform(base + j) > awareness[target][j]) {
                next |= 1 << j;
            }
        }
        return next;
    }

    /**
     * Expected attempts where all pairs have one awareness: the number of present bugs is then a chain of its own, since a
     * fix with k present leaves k − 1 and brings back Binomial(n − k, 1 − w).
     */
    static double commonAwareness(double fixRate, double awareness, int bugs) {
        double[][] moves = new double[bugs][bugs];
        double[] ends = new double[bugs];
        for (int present = 1; present <= bugs; present++) {
            int absent = bugs - present;
            for (int back = 0; back <= absent; back++) {
                double probability = fixRate
                        * CombinatoricsUtils.binomialCoefficientDouble(absent, back)
                        * StrictMath.pow(1 - awareness, back)
                        * StrictMath.pow(awareness, absent - back);
                int next = present - 1 + back;
                if (next == 0) {
                    ends[0] += probability;
                } else {
                    moves[present - 1][next - 1] += probability;
                }
            }
        }
        return new AbsorbingChain(moves, ends).expectedSteps()[0];
    }
}
