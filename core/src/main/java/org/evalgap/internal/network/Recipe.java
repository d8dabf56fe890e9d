package org.evalgap.internal.network;

/**
 * How a network is trained.
 *
 * @param width units of a hidden layer, at least 1
 * @param richness 1/α, above 0: how far the network is from being its own kernel
 * @param batch environments an update, at least 1; all of them if they are fewer
 * @param adam whether steps are Adam's, or else plain ones
 * @param learningRate size of a step
 * @param expected whether the sampled gradient is replaced by its mean
 * @param reward what for
 */
public record Recipe(
        int width, double richness, int batch, boolean adam, double learningRate, boolean expected, Reward reward) {
    /** The model's defaults. */
    public static final Recipe DEFAULT = new Recipe(64, 1, 256, true, 0.003, false, Reward.DEFAULT);

    /**
     * A recipe for rewards without normalisation or penalty, judged by an expert.
     *
     * @param width units of a hidden layer
     * @param richness 1/α
     * @param batch environments an update
     * @param adam whether steps are Adam's
     * @param learningRate size of a step
     * @param expected whether gradients are expected ones
     * @param horizon H
     * @param critic ρ
     */
    public Recipe(
            int width,
            double richness,
            int batch,
            boolean adam,
            double learningRate,
            boolean expected,
            int horizon,
            double critic) {
        this(
                width,
                richness,
                batch,
                adam,
                learningRate,
                expected,
                new Reward(horizon, critic, ValueFunction.EXPERT, 0, 0));
    }
}
