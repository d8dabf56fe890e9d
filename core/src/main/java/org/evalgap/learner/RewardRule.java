package org.evalgap.learner;

/**
 * How rewards become gradients.
 *
 * @param critic ρ, weight of a value function; in [0, 1]: 0 waits for the reward at the end, 1 judges each decision as it is
 *     taken
 * @param advantageNormalization ν in [0, 1]: rewards are divided by their standard deviation to this power
 * @param klPenalty β, at least 0: gradient of β·KL(policy ‖ starting policy) of a decision
 * @param horizon H, decisions an episode; in [1, 1e6]
 * @param ownValue whether the value function is the policy's own chance of success, q^(H − t), and not an expert's, 1
 */
public record RewardRule(
        double critic, double advantageNormalization, double klPenalty, int horizon, boolean ownValue) {
    /** One decision, reward at its end, nothing else. */
    public static final RewardRule DEFAULT = new RewardRule(0, 0, 0, 1);

    /**
     * A rule with an expert's value function.
     *
     * @param critic ρ
     * @param advantageNormalization ν
     * @param klPenalty β
     * @param horizon H
     * @throws IllegalArgumentException if a number is outside its range
     */
    public RewardRule(double critic, double advantageNormalization, double klPenalty, int horizon) {
        this(critic, advantageNormalization, klPenalty, horizon, false);
    }

    /**
     * Checks the ranges.
     *
     * @param critic ρ, weight of a value function; in [0, 1]: 0 waits for the reward at the end, 1 judges each decision as it is taken
     * @param advantageNormalization ν in [0, 1]: rewards are divided by their standard deviation to this power
     * @param klPenalty β, at least 0: gradient of β·KL(policy ‖ starting policy) of a decision
     * @param horizon H, decisions an episode; in [1, 1e6]
     * @param ownValue whether the value function is the policy's own
     * @throws IllegalArgumentException if a number is outside its range
     */
    public RewardRule {
        check(critic >= 0 && critic <= 1, "critic", critic, "[0, 1]");
        check(
                advantageNormalization >= 0 && advantageNormalization <= 1,
                "advantageNormalization",
                advantageNormalization,
                "[0, 1]");
        check(klPenalty >= 0 && klPenalty < Double.POSITIVE_INFINITY, "klPenalty", klPenalty, "[0, ∞)");
        check(horizon >= 1 && horizon <= 1_000_000, "horizon", horizon, "[1, 1e6]");
    }

    private static void check(boolean accepted, String name, double value, String range) {
        if (!accepted) {
            throw new IllegalArgumentException(name + " must be in " + range + ": " + value);
        }
    }
}
