package org.evalgap.goodhart;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Score;

/**
 * Scores along training, as means over replicates with their standard errors: the Goodhart curve. Points are equally spaced
 * in training time, 64 a round, and the untrained learner comes first. Immutable.
 */
public final class Trajectory {
    private final int replicates;
    private final double[] time;
    private final double[][] mean;
    private final double[][] square;

    /** What is followed along training: a distance and, for each {@link Score}, its value and its gain. Immutable. */
    public static final class Quantity {
        /** √KL of the policy from its start, mean KL over the environments so far. */
        public static final Quantity DISTANCE =
                new Quantity(0, "distance", (now, start) -> Math.sqrt(now.divergence()));

        private static final List<Quantity> ALL = List.copyOf(list());

        private final int place;
        private final String label;
        private final ToDoubleBiFunction<CurvePoint, CurvePoint> value;

        private Quantity(int place, String label, ToDoubleBiFunction<CurvePoint, CurvePoint> value) {
            this.place = place;
            this.label = label;
            this.value = value;
        }

        private static List<Quantity> list() {
            List<Quantity> all = new ArrayList<>(List.of(DISTANCE));
            for (Score score : Score.values()) {
                all.add(new Quantity(all.size(), score.after().label(), (now, start) -> now.get(score)));
            }
            for (Score score : Score.values()) {
                all.add(new Quantity(all.size(), score.gainLabel(), (now, start) -> now.get(score) - start.get(score)));
            }
            return all;
        }

        /**
         * A score at each moment.
         *
         * @param score which
         * @return the quantity
         */
        public static Quantity of(Score score) {
            return ALL.get(1 + score.ordinal());
        }

        /**
         * A score at each moment minus that of the untrained learner.
         *
         * @param score which
         * @return the quantity
         */
        public static Quantity gainOf(Score score) {
            return ALL.get(1 + Score.count() + score.ordinal());
        }

        /**
         * All of them: the distance, the scores, their gains.
         *
         * @return an unmodifiable list, in the order of result columns
         */
        public static List<Quantity> all() {
            return ALL;
        }

        /**
         * The name in result columns.
         *
         * @return camel case, as in {@code publicScore}
         */
        public String label() {
            return label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private Trajectory(List<CurvePoint> first, int replicates) {
        this.replicates = replicates;
        this.time = first.stream().mapToDouble(CurvePoint::time).toArray();
        this.mean = new double[Quantity.ALL.size()][time.length];
        this.square = new double[Quantity.ALL.size()][time.length];
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
        for (Quantity quantity : Quantity.ALL) {
            int q = quantity.place;
            for (int i = 0; i < time.length; i++) {
                double value = quantity.value.applyAsDouble(curve.get(i), curve.get(0));
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
     * @return fraction of the training done, of the budget or of a network's updates, in [0, 1], ascending
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
        return mean[quantity.place][point];
    }

    /**
     * The Monte Carlo standard error of a mean.
     *
     * @param quantity which
     * @param point index, below {@link #size()}
     * @return the standard error; empty for a single replicate
     */
    public OptionalDouble standardError(Quantity quantity, int point) {
        double squares = square[quantity.place][point];
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
        double[] values = mean[quantity.place];
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
        return GoodhartFit.of(shape, mean[Quantity.DISTANCE.place], mean[gain.place]);
    }
}
