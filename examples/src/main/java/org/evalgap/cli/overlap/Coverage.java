package org.evalgap.cli.overlap;

import java.util.BitSet;

/** Which runs of n words of all items were seen in some environment. */
final class Coverage {
    private final int[][] items;
    private final Postings postings;
    private final BitSet seen = new BitSet();

    Coverage(int[][] items, Postings postings) {
        this.items = items;
        this.postings = postings;
    }

    /** Takes in an environment's words. */
    void see(int[] text) {
        for (int run : postings.look(text)) {
            if (postings.holders(run).length > 0) {
                seen.set(run);
            }
        }
    }

    /** The share of seen runs of each item of a range, by position; NaN where an item has no run. */
    double[] shares(int from, int to) {
        double[] shares = new double[to - from];
        for (int i = from; i < to; i++) {
            int count = 0;
            int runs = 0;
            for (int run : postings.look(items[i])) {
                runs += run >= 0 ? 1 : 0;
                count += run >= 0 && seen.get(run) ? 1 : 0;
            }
            shares[i - from] = runs > 0 ? (double) count / runs : Double.NaN;
        }
        return shares;
    }
}
