package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.Scenario;
import org.evalgap.internal.kernel.Gains;
import org.evalgap.internal.kernel.Success;

/** A set of items, how environments move it, and what a training gave it. */
public final class ScoredSet {
    private final Block block;
    private final Strip strip;
    private final Scenario scenario;
    private final double[] untrained;

    /**
     * A set that is scored.
     *
     * @param block the items
     * @param strip how they are moved
     * @param scenario the learner
     */
    public ScoredSet(Block block, Strip strip, Scenario scenario) {
        this.block = block;
        this.strip = strip;
        this.scenario = scenario;
        untrained = new double[block.size()];
        Success.logits(scenario.competence(), block.difficulty(), untrained, block.size());
    }

    /**
     * The items.
     *
     * @return the block
     */
    public Block block() {
        return block;
    }

    /**
     * How they are moved.
     *
     * @return the strip
     */
    public Strip strip() {
        return strip;
    }

    double[] untrained() {
        return untrained;
    }

    /**
     * What a training gave each item.
     *
     * @param course the training
     * @param environments its environments
     * @return gains
     */
    public Gain teach(Course course, Block environments) {
        int n = block.size();
        double[] gain = new double[n];
        strip.gains(course.weights(), gain);
        double[] forgotten = new double[n];
        double[] unknown = new double[n];
        double loss = scenario.narrowing() == 0 ? 0 : scenario.narrowing() * course.divergence();
        if (scenario.narrowing() != 0) {
            double[] nearest = new double[n];
            strip.nearest(course.shares(), nearest);
            if (loss != 0) {
                Gains.forget(nearest, scenario.breadth(), loss, gain, n);
                Gains.forget(nearest, scenario.breadth(), loss, forgotten, n);
            }
            Gains.forget(nearest, scenario.breadth(), -1, unknown, n);
        }
        double share = formatShare(course.weights(), environments);
        double[] without = gain;
        if (share != 0) {
            without = Arrays.copyOf(gain, n);
            Gains.addFormat(block.format(), share, gain, n);
        }
        return new Gain(gain, without, forgotten, unknown, share);
    }

    /** f Σ φ_k w_k, in ascending order of k. */
    private double formatShare(double[] w, Block environments) {
        if (scenario.formatLearning() == 0) {
            return 0;
        }
        double share = 0;
        for (int k = 0; k < w.length; k++) {
            share = Math.fma(environments.format()[k], w[k], share);
        }
        return scenario.formatLearning() * share;
    }

    /**
     * Gains of the items.
     *
     * @param total effective gains in logits
     * @param withoutFormat the same without the format's part
     * @param forgotten −κ (1 − c) K̄L
     * @param unknown 1 − c; zeros where nothing is forgotten
     * @param formatShare f Σ φ_k w_k
     */
    public record Gain(
            double[] total, double[] withoutFormat, double[] forgotten, double[] unknown, double formatShare) {}
}
