package org.evalgap.internal.kernel;

/**
 * Flows that differ in nothing but their length: one trunk, which each leaves by a last step of its own. The trunk's steps
 * know nothing of where anybody leaves, so that a flow has the same bits in any company, or alone.
 *
 * <p>As with {@link ExplicitFlow}, {@link #drive} is to be multiplied by the Gram matrix into {@link #response}, then {@link
 * #advance} goes on.
 */
public final class FlowBundle {
    private final ExplicitFlow trunk = new ExplicitFlow();
    private final ExplicitFlow branch = new ExplicitFlow();
    private double[] trunkWeights = new double[0];

    private double[] lengths = trunkWeights;
    private double[][] weights = new double[0][];
    private int count;
    private int next;
    private boolean onBranch;
    private int branchEvaluations;

    /** A bundle that can be used again and again. */
    public FlowBundle() {}

    /**
     * Begins.
     *
     * @param rule G
     * @param untrained logits before any training, u₀
     * @param now logits now, u₀ + K w; copied
     * @param from weights now; copied
     * @param ends lengths B/M in ascending order, each at least 0
     * @param out where the weights at each length go
     * @param flows how many lengths, at least 1
     * @param environments M
     * @param error root mean square error of the logits allowed a step, as estimated
     */
    public void begin(
            Drive rule,
            double[] untrained,
            double[] now,
            double[] from,
            double[] ends,
            double[][] out,
            int flows,
            int environments,
            double error) {
        if (trunkWeights.length < environments) {
            trunkWeights = new double[environments + 4];
        }
        System.arraycopy(from, 0, trunkWeights, 0, environments);
        lengths = ends;
        weights = out;
        count = flows;
        next = 0;
        onBranch = false;
        branchEvaluations = 0;
        while (next < count && lengths[next] == 0) {
            System.arraycopy(from, 0, weights[next++], 0, environments);
        }
        trunk.begin(rule, untrained, now, trunkWeights, Double.POSITIVE_INFINITY, environments, error);
    }

    /**
     * Whether every flow is at its end.
     *
     * @return true when nothing is left to do
     */
    public boolean done() {
        return next == count;
    }

    /**
     * The vector that is to be multiplied by the Gram matrix next.
     *
     * @return the vector, of length M or more
     */
    public double[] drive() {
        return onBranch ? branch.drive() : trunk.drive();
    }

    /**
     * Where the product goes.
     *
     * @return the array, of length M or more
     */
    public double[] response() {
        return onBranch ? branch.response() : trunk.response();
    }

    /**
     * How often G was evaluated since {@link #begin}.
     *
     * @return the number of evaluations
     */
    public int evaluations() {
        return trunk.evaluations() + branchEvaluations;
    }

    /** Takes the product in and prepares the next one, or ends. */
    public void advance() {
        if (onBranch) {
            branch.advance();
            leaveBranches();
        } else if (trunk.opensStep()) {
            trunk.openStep();
            leaveTrunk();
        } else {
            trunk.advance();
        }
    }

    /** Lets the next flow leave if it ends within the trunk's open step; else the trunk takes the step. */
    private void leaveTrunk() {
        if (next < count && trunk.reaches(lengths[next])) {
            onBranch = true;
            branch.fork(trunk, lengths[next], weights[next]);
            leaveBranches();
        } else if (next < count) {
            onBranch = false;
            trunk.takeStep();
        }
    }

    private void leaveBranches() {
        if (branch.done()) {
            branchEvaluations += branch.evaluations();
            next++;
            leaveTrunk();
        }
    }
}
