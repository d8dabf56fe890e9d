package org.evalgap.explain.population;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.explain.Prior;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.sampling.Parallel;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * Worlds drawn once from a wide prior, for any number of rows: every row weighs the same worlds anew. Immutable.
 */
public final class Bank {
    private final List<Unknown> unknown;
    private final double[][] scaled;
    private final double[] logDensities;
    private final List<List<Outcome>> outcomes;

    private Bank(List<Unknown> unknown, double[][] scaled, double[] logDensities, List<List<Outcome>> outcomes) {
        this.unknown = unknown;
        this.scaled = scaled;
        this.logDensities = logDensities;
        this.outcomes = outcomes;
    }

    /**
     * Draws worlds.
     *
     * @param runs what is simulated in every world; their measurements are not looked at
     * @param unknown what differs from world to world
     * @param points how many worlds, at least 100
     * @param seed of everything random
     * @param threads how many; they change nothing but the time
     * @return the bank
     */
    public static Bank draw(List<TrainingRun> runs, List<Unknown> unknown, int points, long seed, int threads) {
        Arguments.inRange("points", points, 100, 10_000_000);
        double[][] scaled = new double[points][unknown.size()];
        double[] logDensities = new double[points];
        Outcome[][] outcomes = new Outcome[points][];
        Simulator simulator = Simulator.of(EnumSet.noneOf(MeasureGroup.class));
        ThreadLocal<Simulator.Session> sessions = ThreadLocal.withInitial(simulator::session);
        RandomStream stream = RandomStream.of(seed, 3, Purpose.EXPLAIN);
        Parallel.loop(threads, 0, points, i -> {
            RandomStream own = stream.substream(i);
            double[] values = new double[unknown.size()];
            for (int k = 0; k < values.length; k++) {
                Unknown each = unknown.get(k);
                double z = own.normal(k);
                values[k] = each.prior().value(each.parameter(), z);
                scaled[i][k] = each.prior().isEvenInRatios() ? StrictMath.log(values[k]) : values[k];
                boolean bell =
                        each.prior().kind() == Prior.Kind.NORMAL || each.prior().kind() == Prior.Kind.LOG_NORMAL;
                logDensities[i] -= bell ? 0.5 * z * z : 0;
            }
            List<Scenario> scenarios =
                    runs.stream().map(run -> run.at(unknown, values)).toList();
            outcomes[i] = sessions.get().simulate(scenarios, seed, i).toArray(Outcome[]::new);
        });
        return new Bank(
                List.copyOf(unknown),
                scaled,
                logDensities,
                Arrays.stream(outcomes).map(List::of).toList());
    }

    List<Unknown> unknown() {
        return unknown;
    }

    int size() {
        return scaled.length;
    }

    /** A point's parameters, their logarithms where the prior is even in ratios; not to be changed. */
    double[] scaled(int point) {
        return scaled[point];
    }

    /** The logarithm of the prior's density of a point on that scale, up to a constant. */
    double logDensity(int point) {
        return logDensities[point];
    }

    /** The standard deviation of a parameter over the bank. */
    double deviation(int parameter) {
        double sum = 0;
        double square = 0;
        for (double[] point : scaled) {
            sum += point[parameter];
            square += point[parameter] * point[parameter];
        }
        double mean = sum / scaled.length;
        return Math.sqrt(Math.max(0, square / scaled.length - mean * mean));
    }

    List<Outcome> outcomes(int point) {
        return outcomes.get(point);
    }

    /** Logarithms of a row's likelihood, by point. */
    double[] logLikelihoods(Row row) {
        return outcomes.stream().mapToDouble(row::logLikelihood).toArray();
    }
}
