package org.evalgap;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.measure.GoodhartFit;
import org.evalgap.measure.MeasureGroup;

/**
 * Scores along training, as means over replicates with their standard errors: the Goodhart curve. Points are equally spaced
 * in training time, 64 a round, and the untrained learner comes first. Immutable.
 */
public final class Trajectory {
    private final int replicates;
    private final double[] time;
    private final double[][] mean;
    private final double[][] square;

    /** What is followed along training. */
    public enum Quantity {
        /** √KL of the policy from its start, mean KL over the environments so far. */
        DISTANCE("distance", (now, start) -> Math.sqrt(now.divergence())),
        /** Public score. */
        PUBLIC_SCORE("publicScore", (now, start) -> now.publicScore()),
        /** Fresh score. */
        FRESH_SCORE("freshScore", (now, start) -> now.freshScore()),
        /** Work score. */
        WORK_SCORE("workScore", (now, start) -> now.workScore()),
        /** Impact. */
        IMPACT_SCORE("impactScore", (now, start) -> now.impactScore()),
        /** Public score minus that of the untrained learner. */
        PUBLIC_GAIN("publicGain", (now, start) -> now.publicScore() - start.publicScore()),
        /** Fresh score minus that of the untrained learner. */
        FRESH_GAIN("freshGain", (now, start) -> now.freshScore() - start.freshScore()),
        /** Work score minus that of the untrained learner. */
        WORK_GAIN("workGain", (now, start) -> now.workScore() - start.workScore()),
        /** Impact minus that of the untrained learner. */
        IMPACT_GAIN("impactGain", (now, start) -> now.impactScore() - start.impactScore());

        private final String label;
        private final ToDoubleBiFunction<CurvePoint, CurvePoint> value;

        Quantity(String label, ToDoubleBiFunction<CurvePoint, CurvePoint> value) {
            this.label = label;
            this.value = value;
        }

        /**
         * The name in result columns.
         *
         * @return camel case, as in {@code publicScore}
         */
        public String label() {
            return label;
        }
    }

    private static final Quantity[] QUANTITIES = Quantity.values();

    private Trajectory(List<CurvePoint> first, int replicates) {
        this.replicates = replicates;
        this.time = first.stream().mapToDouble(CurvePoint::time).toArray();
        this.mean = new double[QUANTITIES.length][time.length];
        this.square = new double[QUANTITIES.length][time.length];
    }

    /**
     * Simulates replicates 0 … n − 1 and averages what happens along training.
     *
     * @param scenario what is assumed
     * @param seed any number
     * @param replicates n, at least 1
     * @return means with their Monte Carlo standard errors
     * @throws IllegalArgumentException if there is no replicate, or the scenario is not consistent
     */
    public static Trajectory of(Scenario scenario, long seed, int replicates) {
        if (replicates < 1) {
            throw new IllegalArgumentException("replicates must be at least 1: " + replicates);
        }
        Simulator simulator = Simulator.of(EnumSet.of(MeasureGroup.TRAJECTORY));
        List<CurvePoint> curve = simulator.simulate(scenario, seed, 0).trajectory();
        Trajectory trajectory = new Trajectory(curve, replicates);
        trajectory.add(curve, 1);
        for (int r = 1; r < replicates; r++) {
            trajectory.add(simulator.simulate(scenario, seed, r).trajectory(), r + 1);
        }
        return trajectory;
    }

    /** Welford's update, in the order of replicates. */
    private void add(List<CurvePoint> curve, int count) {
        for (int q = 0; q < QUANTITIES.length; q++) {
            for (int i = 0; i < time.length; i++) {
                double value = QUANTITIES[q].value.applyAsDouble(curve.get(i), curve.get(0));
                double delta = value - mean[q][i];
                mean[q][i] += delta / count;
                square[q][i] += delta * (value - mean[q][i]);
            }
        }
    }

    /**
     * How many points there are.
     *
     * @return 64 a round and the start
     */
    public int size() {
        return time.length;
    }

    /**
     * How many replicates the means are of.
     *
     * @return the number, at least 1
     */
    public int replicates() {
        return replicates;
    }

    /**
     * Training time of a point.
     *
     * @param point index, below {@link #size()}
     * @return fraction of the budget spent, in [0, 1], ascending
     */
    public double time(int point) {
        return time[point];
    }

    /**
     * The mean of a quantity over replicates.
     *
     * @param quantity which
     * @param point index, below {@link #size()}
     * @return the mean
     */
    public double mean(Quantity quantity, int point) {
        return mean[quantity.ordinal()][point];
    }

    /**
     * The Monte Carlo standard error of a mean.
     *
     * @param quantity which
     * @param point index, below {@link #size()}
     * @return the standard error; empty for a single replicate
     */
    public OptionalDouble standardError(Quantity quantity, int point) {
        double squares = square[quantity.ordinal()][point];
        return replicates < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(squares / (replicates - 1) / replicates));
    }

    /**
     * The point where a mean is highest.
     *
     * @param quantity which
     * @return index of the first such point
     */
    public int peak(Quantity quantity) {
        double[] values = mean[quantity.ordinal()];
        int peak = 0;
        for (int i = 1; i < values.length; i++) {
            peak = values[i] > values[peak] ? i : peak;
        }
        return peak;
    }

    /**
     * Fits a shape to a mean gain against the mean distance, over all points.
     *
     * @param shape which shape
     * @param gain one of the gains, that of a gold score
     * @return the fit; empty where the policy hardly moved
     */
    public Optional<GoodhartFit> fit(GoodhartFit.Shape shape, Quantity gain) {
        return GoodhartFit.of(shape, mean[Quantity.DISTANCE.ordinal()], mean[gain.ordinal()]);
    }
}
