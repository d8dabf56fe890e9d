package org.evalgap.internal.kernel;

/** Training on M environments as arrays: their Gram matrix and untrained logits, how rewards become gradients, and compute. */
public class Problem {
    private final Gram gram;
    private double[] untrained = new double[0];
    private int environments;
    private Drive drive = new Drive(0, 0, 0, 1);
    private double length;
    private double tolerance = 1e-8;

    /**
     * A problem over a Gram matrix.
     *
     * @param gram rows of the environments
     */
    protected Problem(Gram gram) {
        this.gram = gram;
    }

    /**
     * Sets what is trained.
     *
     * @param logits untrained logits u₀ = θ − b, read during training
     * @param count M
     * @param newDrive G
     * @param compute B/M: decisions an environment
     */
    protected final void set(double[] logits, int count, Drive newDrive, double compute) {
        untrained = logits;
        environments = count;
        drive = newDrive;
        length = compute;
    }

    /**
     * Sets how exactly a flow is to be integrated.
     *
     * @param error root mean square error of the logits allowed a step
     */
    public final void precision(double error) {
        tolerance = error;
    }

    /**
     * How many environments there are.
     *
     * @return M, at least 1
     */
    public final int environments() {
        return environments;
    }

    /**
     * An entry of the Gram matrix.
     *
     * @param j environment
     * @param k environment
     * @return K(x_j, x_k)
     */
    public final double gram(int j, int k) {
        return gram.rows()[j][k];
    }

    /**
     * The untrained learner's logits.
     *
     * @param j environment
     * @return θ − b_j
     */
    public final double untrained(int j) {
        return untrained[j];
    }

    /**
     * Training compute an environment.
     *
     * @return B/M in decisions, at least 0
     */
    public final double length() {
        return length;
    }

    /**
     * Writes logits u = u₀ + K w.
     *
     * @param weights w
     * @param logits where to; length at least M
     */
    public final void logits(double[] weights, double[] logits) {
        System.arraycopy(untrained, 0, logits, 0, environments);
        if (!untouched(weights)) {
            Vectors.addColumns(gram.rows(), weights, environments, logits, environments);
        }
    }

    private boolean untouched(double[] weights) {
        for (int j = 0; j < environments; j++) {
            if (weights[j] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * How exactly a flow is to be integrated.
     *
     * @return root mean square error of the logits allowed a step
     */
    public final double tolerance() {
        return tolerance;
    }

    /**
     * The relations between the environments.
     *
     * @return the Gram matrix
     */
    public final Gram gram() {
        return gram;
    }

    /**
     * The untrained learner's logits.
     *
     * @return u₀, of length M or more
     */
    public final double[] untrained() {
        return untrained;
    }

    /**
     * The gradient of an environment.
     *
     * @return G
     */
    public final Drive drive() {
        return drive;
    }
}
