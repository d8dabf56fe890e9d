package org.evalgap.study.process;

/**
 * A Markov chain that ends: probabilities between its transient states and, for each, of ending in the next step.
 *
 * <p>Expected numbers of steps are computed by state reduction, which only adds, multiplies and divides numbers that are
 * not negative: every digit survives however rarely the chain ends. Solving I − Q loses them all when the expectation
 * nears 10¹⁶.
 *
 * <p>Source: Kemeny, Snell (1960), "Finite Markov Chains", chapter III; Grassmann, Taksar, Heyman (1985), "Regenerative
 * analysis and steady state distributions for Markov chains", Operations Research 33.
 */
final class AbsorbingChain {
    private final double[][] moves;
    private final double[] ends;

    /**
     * A chain.
     *
     * @param moves probability of going from one transient state (first index) to another; the diagonal is what is left
     * @param ends probability of ending from each state
     */
    AbsorbingChain(double[][] moves, double[] ends) {
        this.moves = moves;
        this.ends = ends;
    }

    /** Expected steps to the end from each state; infinite where it cannot be reached. */
    double[] expectedSteps() {
        int n = ends.length;
        double[][] p = new double[n][];
        double[] costs = new double[n];
        double[] leaving = new double[n];
        double[] end = ends.clone();
        for (int i = 0; i < n; i++) {
            p[i] = moves[i].clone();
            costs[i] = 1;
        }
        for (int k = n - 1; k >= 0; k--) {
            leaving[k] = end[k];
            for (int j = 0; j < k; j++) {
                leaving[k] += p[k][j];
            }
            for (int i = 0; i < k; i++) {
                reduce(p, costs, end, i, k, p[i][k] / leaving[k]);
            }
        }
        return substitute(p, costs, leaving);
    }

    private static void reduce(double[][] p, double[] costs, double[] end, int i, int k, double visits) {
        if (visits == 0) {
            return;
        }
        for (int j = 0; j < k; j++) {
            p[i][j] += visits * p[k][j];
        }
        end[i] += visits * end[k];
        costs[i] += visits * costs[k];
    }

    private static double[] substitute(double[][] p, double[] costs, double[] leaving) {
        double[] steps = costs.clone();
        for (int k = 0; k < steps.length; k++) {
            for (int j = 0; j < k; j++) {
                steps[k] += p[k][j] == 0 ? 0 : p[k][j] * steps[j];
            }
            steps[k] /= leaving[k];
        }
        return steps;
    }

    /**
     * Probabilities of having ended.
     *
     * @param start the first state
     * @param steps how many steps
     * @return the probability after 0, 1, … steps: one number more than steps
     */
    double[] ended(int start, int steps) {
        double[] stays = stays();
        double[] at = new double[ends.length];
        at[start] = 1;
        double[] ended = new double[steps + 1];
        for (int t = 1; t <= steps; t++) {
            ended[t] = ended[t - 1];
            for (int i = 0; i < at.length; i++) {
                ended[t] += at[i] * ends[i];
            }
            at = step(at, stays);
        }
        return ended;
    }

    private double[] stays() {
        double[] stays = new double[ends.length];
        for (int i = 0; i < stays.length; i++) {
            stays[i] = 1 - ends[i];
            for (int j = 0; j < stays.length; j++) {
                stays[i] -= i == j ? 0 : moves[i][j];
            }
        }
        return stays;
    }

    private double[] step(double[] at, double[] stays) {
        double[] next = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < at.length; j++) {
                next[j] += at[i] * (i == j ? stays[i] : moves[i][j]);
            }
        }
        return next;
    }
}
