package org.evalgap.learner;

/**
 * What holds for all of a learner's training. A learner of one's own makes of it what it likes.
 *
 * @param dimension D, how many coordinates a task has
 * @param competence θ in logits: what a learner can do without any gain
 * @param budget B, training compute of all rounds
 * @param rounds R, research rounds
 * @param rule how rewards become gradients
 * @param kernel how learning spreads in the model
 * @param updates S of sampled training
 * @param episodesPerUpdate E of sampled training
 */
public record Setting(
        int dimension,
        double competence,
        double budget,
        int rounds,
        RewardRule rule,
        GeneralizationKernel kernel,
        int updates,
        int episodesPerUpdate) {}
