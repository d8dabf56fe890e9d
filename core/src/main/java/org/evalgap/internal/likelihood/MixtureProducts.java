package org.evalgap.internal.likelihood;

import java.util.Arrays;

/**
 * Products of two-part mixtures over nodes of a share π, and their expectations under several distributions of π. Products stand
 * side by side in columns, so that loops run over these: every sum and product has the order of one column alone.
 *
 * <p>Not thread-safe: it holds the products it was given last.
 */
public final class MixtureProducts {
    /** Products are rescaled below this: a factor is at least about 1e-33, so that none gets lost. */
    private static final double SMALL = 1e-100;

    private final double[] share;
    private final double[] rest;
    private final double[][] given;
    private final double[][] product;
    private final double[][] expected;
    private final double[] log;

    /**
     * Products of nothing.
     *
     * @param share π by node
     * @param rest 1 − π by node
     * @param given probability of a node under a distribution, by node and distribution
     * @param columns greatest number of products
     */
    @SuppressWarnings("EI_EXPOSE_REP2")
    public MixtureProducts(double[] share, double[] rest, double[][] given, int columns) {
        this.share = share;
        this.rest = rest;
        this.given = given;
        this.product = new double[share.length][columns];
        this.expected = new double[given[0].length][columns];
        this.log = new double[columns];
    }

    /** Makes every product 1. */
    public void clear() {
        for (double[] p : product) {
            Arrays.fill(p, 1);
        }
        Arrays.fill(log, 0);
    }

    /**
     * Multiplies the first products with (1 − π)·low + π·high.
     *
     * @param low one entry a column
     * @param high one entry a column
     * @param columns how many
     */
    public void multiply(double[] low, double[] high, int columns) {
        int q = 0;
        for (; q + 3 <= share.length; q += 3) {
            multiply(q, high, low, columns);
        }
        for (; q < share.length; q++) {
            multiply(product[q], share[q], high, rest[q], low, columns);
        }
        double[] middle = product[share.length / 2];
        for (int c = 0; c < columns; c++) {
            // While one node of a column is not small, the greatest is not.
            if (!(middle[c] >= SMALL)) {
                rescale(c);
            }
        }
    }

    /** Three nodes side by side. */
    private void multiply(int q, double[] high, double[] low, int columns) {
        double[] p0 = product[q];
        double[] p1 = product[q + 1];
        double[] p2 = product[q + 2];
        double s0 = share[q];
        double s1 = share[q + 1];
        double s2 = share[q + 2];
        double r0 = rest[q];
        double r1 = rest[q + 1];
        double r2 = rest[q + 2];
        for (int c = 0; c < columns; c++) {
            p0[c] *= Math.fma(s0, high[c], r0 * low[c]);
            p1[c] *= Math.fma(s1, high[c], r1 * low[c]);
            p2[c] *= Math.fma(s2, high[c], r2 * low[c]);
        }
    }

    private static void multiply(double[] to, double share, double[] high, double rest, double[] low, int columns) {
        for (int c = 0; c < columns; c++) {
            to[c] *= Math.fma(share, high[c], rest * low[c]);
        }
    }

    private void rescale(int column) {
        double greatest = 0;
        for (double[] p : product) {
            greatest = Math.max(greatest, p[column]);
        }
        if (greatest < SMALL) {
            for (double[] p : product) {
                p[column] /= greatest;
            }
            log[column] += StrictMath.log(greatest);
        }
    }

    /**
     * Adds to the logarithm of what a product was divided by.
     *
     * @param column which product
     * @param logarithm how much
     */
    public void addLog(int column, double logarithm) {
        log[column] += logarithm;
    }

    /** Works out the expectations of all products. */
    public void expect() {
        int nodes = share.length;
        for (int s = 0; s < expected.length; s++) {
            double[] to = expected[s];
            Arrays.fill(to, 0);
            int q = 0;
            for (; q + 4 <= nodes; q += 4) {
                four(to, q, s);
            }
            for (; q < nodes; q++) {
                one(to, given[q][s], product[q]);
            }
        }
    }

    private void four(double[] to, int q, int s) {
        double g0 = given[q][s];
        double g1 = given[q + 1][s];
        double g2 = given[q + 2][s];
        double g3 = given[q + 3][s];
        double[] p0 = product[q];
        double[] p1 = product[q + 1];
        double[] p2 = product[q + 2];
        double[] p3 = product[q + 3];
        for (int c = 0; c < to.length; c++) {
            to[c] = Math.fma(g3, p3[c], Math.fma(g2, p2[c], Math.fma(g1, p1[c], Math.fma(g0, p0[c], to[c]))));
        }
    }

    private static void one(double[] to, double weight, double[] product) {
        for (int c = 0; c < to.length; c++) {
            to[c] = Math.fma(weight, product[c], to[c]);
        }
    }

    /**
     * The logarithm of what a product was divided by.
     *
     * @param column which product
     * @return what {@link #addLog} added, and more where it became small
     */
    public double log(int column) {
        return log[column];
    }

    /**
     * A product at a node.
     *
     * @param node which node
     * @param column which product
     * @return the product
     */
    public double product(int node, int column) {
        return product[node][column];
    }

    /**
     * The expectation of a product.
     *
     * @param distribution which distribution
     * @param column which product
     * @return the expectation
     */
    public double expected(int distribution, int column) {
        return expected[distribution][column];
    }
}
