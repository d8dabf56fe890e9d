package org.evalgap;

import java.util.List;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/**
 * What came out of one simulated replicate. Immutable.
 *
 * <p>A measure that was not asked for is missing; {@link Measure#TRANSFER} is NaN where the public score did not move.
 */
public final class Outcome {
    private final double[] values;
    private final List<CurvePoint> rounds;
    private final List<CurvePoint> trajectory;

    Outcome(double[] values, List<CurvePoint> rounds, List<CurvePoint> trajectory) {
        this.values = values;
        this.rounds = rounds;
        this.trajectory = trajectory;
    }

    /**
     * Scores at one moment of training.
     *
     * @param time fraction of the budget spent, in [0, 1]
     * @param publicScore public score then
     * @param freshScore fresh score then
     * @param workScore work score then
     * @param impactScore impact then
     * @param divergence mean KL divergence of the policy from its start, in nats, at least 0
     */
    public record CurvePoint(
            double time,
            double publicScore,
            double freshScore,
            double workScore,
            double impactScore,
            double divergence) {
        /**
         * One of the four scores then.
         *
         * @param score which
         * @return a share of tasks
         */
        public double get(Score score) {
            return switch (score) {
                case PUBLIC -> publicScore;
                case FRESH -> freshScore;
                case WORK -> workScore;
                case IMPACT -> impactScore;
            };
        }
    }

    /**
     * The value of a measure.
     *
     * @param measure which
     * @return its value
     * @throws IllegalArgumentException if it was not computed: ask the simulator for its group
     */
    public double get(Measure measure) {
        if (!has(measure)) {
            throw new IllegalArgumentException(measure.label() + " was not computed; ask the simulator for the group "
                    + measure.group().label());
        }
        return values[measure.ordinal()];
    }

    /**
     * By how much training raised a score.
     *
     * @param score which
     * @return after minus before, in [−1, 1]
     */
    public double gain(Score score) {
        return score.gain(values);
    }

    /**
     * Whether a measure was computed.
     *
     * @param measure which
     * @return true if it has a value
     */
    public boolean has(Measure measure) {
        // Only transfer may be NaN although it was computed.
        return !Double.isNaN(values[measure == Measure.TRANSFER ? Measure.WORK_SCORE.ordinal() : measure.ordinal()]);
    }

    /**
     * All values by ordinal, NaN where a measure was not computed.
     *
     * @return a copy
     */
    public double[] values() {
        return values.clone();
    }

    double[] rawValues() {
        return values;
    }

    /**
     * Scores after each research round.
     *
     * @return one point a round, the last one at the end; empty where there is one round
     */
    public List<CurvePoint> rounds() {
        return rounds;
    }

    /**
     * Scores along training, from the untrained learner (time 0) to the end.
     *
     * @return 64 points a round and the start; empty unless the group {@code trajectory} was asked for
     */
    public List<CurvePoint> trajectory() {
        return trajectory;
    }
}
