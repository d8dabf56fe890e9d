package org.evalgap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/**
 * The result of one simulated replicate. Immutable.
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
     * @param time fraction of the training done, of the budget or of a network's updates, in [0, 1]
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
        return Arrays.copyOf(values, Measure.count());
    }

    /**
     * All values, followed by how lucky the draws were, if the simulator was asked for that.
     *
     * @return a copy, as {@link org.evalgap.measure.Moments#add} takes it; see {@link org.evalgap.measure.Luck}
     */
    public double[] record() {
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

    /** What is written down along a lab's training: the end of every round and, where somebody looks on, the moments between. */
    static final class Chronicle {
        private final Scenario scenario;
        private final int parts;
        private final List<CurvePoint> ends = new ArrayList<>();
        private final List<CurvePoint> curve = new ArrayList<>();

        /** A chronicle of rounds of so many moments each; 0 where nobody looks on. */
        Chronicle(Scenario scenario, int parts) {
            this.scenario = scenario;
            this.parts = parts;
        }

        /** Scores the moments of a round, but not the end of the last one, which is concluded. */
        void record(Examination examination, Learning learning, int round) {
            int rounds = scenario.rounds();
            if (curve.isEmpty() && parts > 0) {
                curve.add(examination.start(scenario));
            }
            int last = learning.sides() - 1;
            for (int k = 0; k < last; k++) {
                curve.add(examination.point(learning, scenario, k, (round + (k + 1.0) / parts) / rounds));
            }
            if (round < rounds - 1) {
                CurvePoint end = examination.point(learning, scenario, last, (round + 1.0) / rounds);
                ends.add(end);
                if (!curve.isEmpty()) {
                    curve.add(end);
                }
            }
        }

        /** The outcome of a lab whose measures at the end are these. */
        Outcome conclude(double[] values) {
            CurvePoint end = end(values);
            if (!ends.isEmpty()) {
                ends.add(end);
            }
            if (!curve.isEmpty()) {
                curve.add(end);
            }
            peak(curve, values);
            return new Outcome(values, List.copyOf(ends), List.copyOf(curve));
        }

        /** The outcome of a lab along whose training nothing was written down. */
        static Outcome ofNothing(double[] values) {
            peak(List.of(), values);
            return new Outcome(values, List.of(), List.of());
        }

        private static CurvePoint end(double[] values) {
            return new CurvePoint(
                    1,
                    values[Measure.PUBLIC_SCORE.ordinal()],
                    values[Measure.FRESH_SCORE.ordinal()],
                    values[Measure.WORK_SCORE.ordinal()],
                    values[Measure.IMPACT_SCORE.ordinal()],
                    values[Measure.POLICY_DIVERGENCE.ordinal()]);
        }

        private static void peak(List<CurvePoint> curve, double[] values) {
            double time = Double.NaN;
            double highest = Double.NaN;
            for (CurvePoint point : curve) {
                if (!(point.workScore() <= highest)) {
                    highest = point.workScore();
                    time = point.time();
                }
            }
            values[Measure.PEAK_TIME.ordinal()] = time;
            values[Measure.OVEROPTIMIZATION.ordinal()] = highest - values[Measure.WORK_SCORE.ordinal()];
        }
    }
}
