package org.evalgap.internal.lab;

import org.evalgap.internal.kernel.Drive;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Problem;
import org.evalgap.learner.RewardRule;
import org.evalgap.learner.TrainingProblem;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** A training problem that the engine sets; one serves training after training. Confined to a thread. */
public final class Exercise extends Problem implements TrainingProblem {
    /** Error of logits allowed a step where single gains are looked at. */
    public static final double FINE = 1e-8;

    /**
     * The same where every score is a mean over a hundred tasks or more, in which the errors of single gains average out: of
     * at least 64 environments with a horizon of one decision and no penalty, as more would err alike.
     */
    public static final double AVERAGED = 1e-6;

    private RewardRule rule = RewardRule.DEFAULT;
    private int updates = 1;
    private int episodesPerUpdate = 1;
    private long seed;
    private long replicate;
    private int round;
    private int candidate;

    /**
     * A problem over a Gram matrix, to be integrated as {@link #FINE} until {@link #precision} says otherwise.
     *
     * @param gram rows of the environments
     */
    public Exercise(Gram gram) {
        super(gram);
        precision(FINE);
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
        Drive drive = rewardRule.equals(rule) ? drive() : driveOf(rewardRule);
        rule = rewardRule;
        set(logits, count, drive, compute);
    }

    private static Drive driveOf(RewardRule rule) {
        return new Drive(rule.critic(), rule.advantageNormalization(), rule.klPenalty(), rule.horizon())
                .judging(rule.ownValue());
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

    @Override
    public RewardRule rule() {
        return rule;
    }

    @Override
    public int updates() {
        return updates;
    }

    @Override
    public int episodesPerUpdate() {
        return episodesPerUpdate;
    }

    @Override
    public RandomStream stream(int coordinate) {
        return RandomStream.of(seed, replicate, Purpose.ACTION, round, candidate, coordinate);
    }
}
