package org.evalgap.learner;

import org.evalgap.random.RandomStream;

/**
 * What a trainer is given: M environments by their Gram matrix and untrained logits, a reward rule, compute, and streams.
 * Valid during one training only.
 */
public interface TrainingProblem {
    /**
     * How many environments there are.
     *
     * @return M, at least 1
     */
    int environments();

    /**
     * An entry of the Gram matrix.
     *
     * @param j environment
     * @param k environment
     * @return K(x_j, x_k)
     */
    double gram(int j, int k);

    /**
     * The untrained learner's logits.
     *
     * @param j environment
     * @return θ − b_j
     */
    double untrained(int j);

    /**
     * How rewards become gradients.
     *
     * @return the rule
     */
    RewardRule rule();

    /**
     * Training compute an environment.
     *
     * @return B/M in decisions, at least 0
     */
    double length();

    /**
     * Updates of sampled training.
     *
     * @return S, at least 1
     */
    int updates();

    /**
     * Episodes an environment and update of sampled training.
     *
     * @return E, at least 1
     */
    int episodesPerUpdate();

    /**
     * A stream of random numbers that belongs to this training.
     *
     * @param coordinate any index
     * @return the stream
     */
    RandomStream stream(int coordinate);

    /**
     * Writes logits u = u₀ + K w.
     *
     * @param weights w
     * @param logits where to; length at least M
     */
    void logits(double[] weights, double[] logits);
}
