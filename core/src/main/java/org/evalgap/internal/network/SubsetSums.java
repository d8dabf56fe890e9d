package org.evalgap.internal.network;

import java.util.Arrays;

/**
 * Products of a matrix of zeros and ones with rows of numbers: of every four rows all sixteen partial sums are made once, and an
 * output adds one of them a group.
 *
 * <p>The sum of a group is that of its rows in ascending order, and groups are added in ascending order. Source: Arlazarov, Dinic,
 * Kronrod, Faradžev (1970), "On economical construction of the transitive closure of an oriented graph" (the method of four
 * Russians).
 */
final class SubsetSums {
    /** Rows of a group. */
    static final int GROUP = 4;

    /** Groups that one loop adds. */
    static final int BLOCK = 8;

    private static final int SUBSETS = 1 << GROUP;

    /** Sums of a group that are not rows themselves. */
    private static final int SUMS = SUBSETS - 1 - GROUP;

    /** {@code table[SUBSETS·g + p]}: the sum of those rows of group g whose bit is set in p. */
    private final double[][] table;

    private final int n;

    /**
     * Tables over rows that stay the same arrays.
     *
     * @param rows four a group
     * @param sums where sums go: as many as {@link #rows} says
     * @param places for how many groups {@link #set} and its like are called; where there are no rows, sums are zero
     */
    SubsetSums(double[][] rows, double[][] sums, int places) {
        n = rows[0].length;
        table = new double[SUBSETS * places][];
        Arrays.fill(table, sums[0]);
        int used = 1;
        for (int g = 0; g < rows.length / GROUP; g++) {
            for (int p = 1; p < SUBSETS; p++) {
                table[SUBSETS * g + p] =
                        Integer.bitCount(p) == 1 ? rows[GROUP * g + Integer.numberOfTrailingZeros(p)] : sums[used++];
            }
        }
    }

    /** How many groups so many rows make. */
    static int groups(int rows) {
        return (rows + GROUP - 1) / GROUP;
    }

    /** How many rows the sums of so many groups need: one, the first, is the empty sum. */
    static int rows(int groups) {
        return 1 + SUMS * groups;
    }

    /** Makes the sums of the first groups from what their rows are now. */
    void tabulate(int groups) {
        for (int g = 0; g < groups; g++) {
            int t = SUBSETS * g;
            double[][] x = table;
            double[] last = x[t + 8];
            RowLoops.sumsOfThree(x[t + 1], x[t + 2], x[t + 4], x[t + 3], x[t + 5], x[t + 6], x[t + 7], n);
            RowLoops.addFourth(
                    x[t + 1], x[t + 2], x[t + 4], x[t + 3], last, x[t + 9], x[t + 10], x[t + 12], x[t + 11], n);
            RowLoops.addToThree(x[t + 5], x[t + 6], x[t + 7], last, x[t + 13], x[t + 14], x[t + 15], n);
        }
    }

    /**
     * Sets y to the sums of {@link #BLOCK} groups from g on.
     *
     * @param subsets four bits a group, the first group's the lowest
     */
    void set(int g, int subsets, double[] y) {
        RowLoops.setEight(
                of(g, subsets, 0),
                of(g, subsets, 1),
                of(g, subsets, 2),
                of(g, subsets, 3),
                of(g, subsets, 4),
                of(g, subsets, 5),
                of(g, subsets, 6),
                of(g, subsets, 7),
                y,
                n);
    }

    /** Adds what {@link #set} sets. */
    void add(int g, int subsets, double[] y) {
        RowLoops.addEight(
                of(g, subsets, 0),
                of(g, subsets, 1),
                of(g, subsets, 2),
                of(g, subsets, 3),
                of(g, subsets, 4),
                of(g, subsets, 5),
                of(g, subsets, 6),
                of(g, subsets, 7),
                y,
                n);
    }

    /** Adds what {@link #set} sets, and multiplies by a factor where {@code gate} is not zero, by zero where it is. */
    void addGated(int g, int subsets, double factor, double[] gate, double[] y) {
        RowLoops.addEightGated(
                of(g, subsets, 0),
                of(g, subsets, 1),
                of(g, subsets, 2),
                of(g, subsets, 3),
                of(g, subsets, 4),
                of(g, subsets, 5),
                of(g, subsets, 6),
                of(g, subsets, 7),
                factor,
                gate,
                y,
                n);
    }

    private double[] of(int g, int subsets, int i) {
        return table[SUBSETS * (g + i) + (subsets >>> GROUP * i & SUBSETS - 1)];
    }
}
