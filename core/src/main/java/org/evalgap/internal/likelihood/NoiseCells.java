package org.evalgap.internal.likelihood;

/**
 * Item-set noise δ ~ t₄(0, τ²) on a grid: the probability of each cell around multiples of the step. Cells are exact, so
 * that noise much smaller than a step is as right as noise much larger; what lies outside the grid belongs to its ends.
 */
public final class NoiseCells {
    private final int count;
    /** P(|δ| beyond the far edge of cell d, on one side). */
    private final double[] tail;

    /**
     * Cells around nodes 0 … count − 1.
     *
     * @param tau scale τ of the noise
     * @param step how far nodes are apart
     * @param count number of nodes
     */
    public NoiseCells(double tau, double step, int count) {
        this.count = count;
        this.tail = new double[count];
        for (int d = 0; d < count; d++) {
            tail[d] = tail4((d + 0.5) * step / tau);
        }
    }

    /**
     * Weights of the nodes for noise around one of them.
     *
     * @param m the node
     * @param out where to put one weight a node
     */
    public void weights(int m, double[] out) {
        for (int u = 0; u < m; u++) {
            out[u] = tail[m - u - 1] - tail[m - u];
        }
        out[m] = 1 - 2 * tail[0];
        for (int u = m + 1; u < count; u++) {
            out[u] = tail[u - m - 1] - tail[u - m];
        }
        out[0] += tail[m];
        out[count - 1] += tail[count - 1 - m];
    }

    /**
     * P(T &gt; t) for Student's t with four degrees of freedom and t ≥ 0: ¼(1 − s)²(2 + s) with s = t/√(4 + t²), written so
     * that far tails keep their digits.
     */
    static double tail4(double t) {
        double r = Math.sqrt(4 + t * t);
        double w = 4 / (r * (r + t));
        return 0.25 * w * w * (3 - w);
    }
}
