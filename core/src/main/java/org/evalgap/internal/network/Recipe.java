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
 * @param horizon H, decisions an episode, at least 1
 * @param critic ρ in [0, 1], the weight of judging each decision as it is taken; without effect where H = 1
 */
public record Recipe(
        int width,
        double richness,
        int batch,
        boolean adam,
        double learningRate,
        boolean expected,
        int horizon,
        double critic) {
    /** The model's defaults. */
    public static final Recipe DEFAULT = new Recipe(64, 1, 256, true, 0.003, false, 1, 0);
}
