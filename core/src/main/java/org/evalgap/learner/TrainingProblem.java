package org.evalgap.learner;

import org.evalgap.internal.kernel.Drive;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Vectors;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * What a trainer is given: M environments by their Gram matrix and untrained logits, a reward rule, compute, and streams.
 * Reused from one run to the next, so valid during a call only.
 */
public final class TrainingProblem {
    /** Error of logits allowed a step where single gains are looked at. */
    public static final double FINE = 1e-8;

    /**
     * The same where every score is a mean over a hundred tasks or more, in which the errors of single gains average out: of
     * at least 64 environments with a horizon of one decision and no penalty, as more would err alike.
     */
    public static final double AVERAGED = 1e-6;

    private final Gram gram;
    private double[] untrained = new double[0];
    private int environments;
    private RewardRule rule = RewardRule.DEFAULT;
    private double length;
    private double tolerance = FINE;
    private int updates = 1;
    private int episodesPerUpdate = 1;
    private long seed;
    private long replicate;
    private int round;
    private int candidate;
    private Drive drive = new Drive(0, 0, 0, 1);

    /**
     * A problem over a Gram matrix.
     *
     * @param gram rows of the environments
     */
    public TrainingProblem(Gram gram) {
        this.gram = gram;
    }

    /**
     * Sets what is trained.
     *
     * @param logits untrained logits u₀ = θ − b, read during training
     * @param count M
     * @param rewardRule how rewards become gradients
     * @param compute B/M: decisions an environment
     */
    public void set(double[] logits, int count, RewardRule rewardRule, double compute) {
        untrained = logits;
        environments = count;
        length = compute;
        if (!rewardRule.equals(rule)) {
            drive = new Drive(
                    rewardRule.critic(),
                    rewardRule.advantageNormalization(),
                    rewardRule.klPenalty(),
                    rewardRule.horizon());
        }
        rule = rewardRule;
    }

    /**
     * Sets how exactly a flow is to be integrated.
     *
     * @param error root mean square error of the logits allowed a step: {@link #FINE}, or {@link #AVERAGED} where it
     *     keeps every score within 1e-7 too
     */
    public void precision(double error) {
        tolerance = error;
    }

    /**
     * Sets how much is sampled, for trainers that do.
     *
     * @param updateCount S, updates a training, at least 1
     * @param episodes E, episodes an environment and update, at least 1
     */
    public void sampling(int updateCount, int episodes) {
        updates = updateCount;
        episodesPerUpdate = episodes;
    }

    /**
     * Sets where random numbers come from.
     *
     * @param newSeed the user's seed
     * @param newReplicate index of the replicate
     * @param newRound round, from 0
     * @param newCandidate candidate, from 0
     */
    public void at(long newSeed, long newReplicate, int newRound, int newCandidate) {
        seed = newSeed;
        replicate = newReplicate;
        round = newRound;
        candidate = newCandidate;
    }

    /**
     * How many environments there are.
     *
     * @return M, at least 1
     */
    public int environments() {
        return environments;
    }

    /**
     * An entry of the Gram matrix.
     *
     * @param j environment
     * @param k environment
     * @return K(x_j, x_k)
     */
    public double gram(int j, int k) {
        return gram.rows()[j][k];
    }

    /**
     * The untrained learner's logits.
     *
     * @param j environment
     * @return θ − b_j
     */
    public double untrained(int j) {
        return untrained[j];
    }

    /**
     * How rewards become gradients.
     *
     * @return the rule
     */
    public RewardRule rule() {
        return rule;
    }

    /**
     * Training compute an environment.
     *
     * @return B/M in decisions, at least 0
     */
    public double length() {
        return length;
    }

    /**
     * Updates of sampled training.
     *
     * @return S, at least 1
     */
    public int updates() {
        return updates;
    }

    /**
     * Episodes an environment and update of sampled training.
     *
     * @return E, at least 1
     */
    public int episodesPerUpdate() {
        return episodesPerUpdate;
    }

    /**
     * A stream of random numbers that belongs to this training.
     *
     * @param coordinate any index
     * @return the stream
     */
    public RandomStream stream(int coordinate) {
        return RandomStream.of(seed, replicate, Purpose.ACTION, round, candidate, coordinate);
    }

    /**
     * Writes logits u = u₀ + K w.
     *
     * @param weights w
     * @param logits where to; length at least M
     */
    public void logits(double[] weights, double[] logits) {
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

    double tolerance() {
        return tolerance;
    }

    Gram gram() {
        return gram;
    }

    double[] untrained() {
        return untrained;
    }

    Drive drive() {
        return drive;
    }
}
