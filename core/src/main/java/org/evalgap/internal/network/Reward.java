package org.evalgap.internal.network;

/**
 * What an episode is rewarded for.
 *
 * @param horizon H, decisions an episode, at least 1
 * @param critic ρ in [0, 1], the weight of judging each decision as it is taken; without effect where H = 1
 * @param value what the critic judges by; without effect where ρ = 0 or H = 1
 * @param normalization ν in [0, 1]: the reward at the end is divided by its standard deviation to this power
 * @param penalty β ≥ 0, the weight of a decision's KL divergence from the policy before the lab trained it
 */
public record Reward(int horizon, double critic, ValueFunction value, double normalization, double penalty) {
    /** One decision an episode, and nothing else. */
    public static final Reward DEFAULT = new Reward(1, 0, ValueFunction.EXPERT, 0, 0);

    /** Whether values are learned: only then does a network keep a table of them. */
    boolean learnsValues() {
        return value == ValueFunction.LEARNED && horizon > 1 && critic > 0;
    }
}
