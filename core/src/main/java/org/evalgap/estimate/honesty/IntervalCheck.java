package org.evalgap.estimate.honesty;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.evalgap.Simulator;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationPosterior;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ItemFacts;
import org.evalgap.estimate.ModelScores;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * The estimator's honesty, measured: tables are drawn from its prior, estimated, and compared with the truth.
 *
 * <p>Coverage over the prior, one-sided bounds and the distribution of the truth's posterior rank (simulation-based
 * calibration: Talts et al. 2018, arXiv 1804.06788) are properties of any correct posterior; the false discovery proportion
 * is that of the q-values.
 */
public final class IntervalCheck {
    private static final double LARGE = 0.05;
    private static final int BINS = 20;

    private IntervalCheck() {}

    /**
     * Simulates and estimates all tables of a world.
     *
     * @param spec the world
     * @param progress told the number of tables done, from several threads; order is not defined
     * @return what was measured; the same for a spec whatever the number of threads
     */
    public static IntervalCheckResult run(IntervalCheckSpec spec, IntConsumer progress) {
        return run(spec, t -> SimulatedTable.draw(spec, t), progress);
    }

    /**
     * The same with tables of the simulation engine instead of the estimator's prior: labs of different competence, of which
     * some take inspiration from the public eval. The item correlation is not used.
     *
     * @param spec the world; all labs meet the same items, whose luck is a shift that {@code same-recipe} has to bear
     * @param progress told the number of tables done, from several threads; order is not defined
     * @return what was measured; the posterior rank has no reason to be uniform here
     */
    public static IntervalCheckResult runEngine(IntervalCheckSpec spec, IntConsumer progress) {
        Simulator simulator = Simulator.ofScores();
        return run(spec, t -> EngineTable.draw(spec, simulator, t), progress);
    }

    /**
     * The same with answers item by item: the estimator is not told how answers of models hang together.
     *
     * @param spec the world
     * @param progress told the number of tables done, from several threads; order is not defined
     * @return what was measured
     */
    public static IntervalCheckResult runItems(IntervalCheckSpec spec, IntConsumer progress) {
        return run(
                spec,
                t -> SimulatedTable.draw(spec, t),
                (s, t, simulated) -> itemPosterior(s, t, simulated, Successes.draw(s, t)),
                progress);
    }

    /**
     * The same in a world that is not the estimator's prior.
     *
     * @param spec the world's size and the correlation of models' answers, of which the estimator is not told; its prevalence is
     *     not used
     * @param world how it differs
     * @param byItem whether the estimate is from answers item by item, or from their totals
     * @param progress told the number of tables done, from several threads; order is not defined
     * @return what was measured
     */
    public static IntervalCheckResult runItems(
            IntervalCheckSpec spec, OutsideWorld world, boolean byItem, IntConsumer progress) {
        Estimate estimate = byItem
                ? (s, t, simulated) -> itemPosterior(s, t, simulated, world.successes(s, t))
                : (s, t, simulated) -> totalsPosterior(s.withItemCorrelation(0), t, simulated);
        return run(spec, t -> SimulatedTable.totals(spec, t, world.successes(spec, t)), estimate, progress);
    }

    private static InflationPosterior itemPosterior(
            IntervalCheckSpec spec, int table, SimulatedTable simulated, Successes truth) {
        Map<String, String> families = new HashMap<>();
        Set<String> references = new HashSet<>();
        for (ModelScores row : simulated.scores()) {
            families.put(row.model(), row.family());
            if (row.reference()) {
                references.add(row.model());
            }
        }
        ItemFacts facts = ItemFacts.none()
                .withFamilies(families)
                .withReferences(references)
                .withGuess(spec.guess(), spec.guess());
        return new InflationEstimator(InflationSpec.withDefaults().withLevel(spec.level()))
                .posterior(SimulatedTable.items(spec, table, truth), facts, "eval", spec.assumption());
    }

    private static InflationPosterior totalsPosterior(IntervalCheckSpec spec, int table, SimulatedTable simulated) {
        InflationSpec options =
                InflationSpec.withDefaults().withLevel(spec.level()).withItemCorrelation(spec.itemCorrelation());
        return new InflationEstimator(options).posterior(simulated.scores(), spec.assumption());
    }

    /** Estimates a simulated table, whose number is given. */
    @FunctionalInterface
    private interface Estimate {
        InflationPosterior of(IntervalCheckSpec spec, int table, SimulatedTable simulated);
    }

    /**
     * The same with tables of a world that is not the estimator's prior.
     *
     * @param spec the world's size and chance level; its prevalence is not used
     * @param world how it differs
     * @param progress told the number of tables done, from several threads; order is not defined
     * @return what was measured; the posterior rank has no reason to be uniform here
     */
    public static IntervalCheckResult runOutside(IntervalCheckSpec spec, OutsideWorld world, IntConsumer progress) {
        return run(spec, t -> world.draw(spec, t), progress);
    }

    private static IntervalCheckResult run(
            IntervalCheckSpec spec, IntFunction<SimulatedTable> source, IntConsumer progress) {
        return run(spec, source, IntervalCheck::totalsPosterior, progress);
    }

    private static IntervalCheckResult run(
            IntervalCheckSpec spec, IntFunction<SimulatedTable> source, Estimate estimate, IntConsumer progress) {
        double[][] tables = new double[spec.tables()][];
        IntStream.range(0, spec.tables()).parallel().forEach(t -> {
            SimulatedTable simulated = source.apply(t);
            tables[t] = table(spec, t, simulated, estimate.of(spec, t, simulated));
            progress.accept(t);
        });
        return result(spec, tables);
    }

    /** From the sums of each table to what is reported. */
    static IntervalCheckResult result(IntervalCheckSpec spec, double[][] tables) {
        return new IntervalCheckResult(
                spec,
                ratio(tables, 0, 1),
                ratio(tables, 2, 3),
                ratio(tables, 4, 1),
                ratio(tables, 5, 1),
                root(ratio(tables, 6, 1)),
                ratio(tables, 7, 8),
                ratio(tables, 9, 10),
                ratio(tables, 12, 13),
                ratio(tables, 14, 8),
                uniformity(tables));
    }

    /** Sums over a table's rows, in the order {@link #run} reads them. */
    static double[] table(IntervalCheckSpec spec, int table, SimulatedTable simulated, InflationPosterior posterior) {
        boolean refused = posterior.check().refuted();
        double[] out = new double[15];
        out[14] = refused ? 1 : 0;
        int discoveries = 0;
        int wrong = 0;
        for (int i = 0; i < spec.models(); i++) {
            double truth = simulated.inflation().get(i);
            Interval interval = posterior.inflation(i, spec.level());
            boolean found = posterior.found(i);
            if (!refused) {
                estimate(out, truth, interval, posterior.exceededWith(i, spec.level()));
                out[12] += posterior.gap(i, spec.level()).contains(truth) ? 1 : 0;
                out[13]++;
            }
            out[9] += truth > LARGE && found ? 1 : 0;
            out[10] += truth > LARGE ? 1 : 0;
            discoveries += found ? 1 : 0;
            wrong += found && truth == 0 ? 1 : 0;
        }
        out[7] = discoveries == 0 ? 0 : (double) wrong / discoveries;
        out[8] = 1;
        out[11] = rank(spec, table, simulated, posterior);
        return out;
    }

    private static void estimate(double[] out, double truth, Interval interval, double bound) {
        boolean held = interval.contains(truth);
        out[0] += held ? 1 : 0;
        out[1]++;
        out[2] += truth > 0 && held ? 1 : 0;
        out[3] += truth > 0 ? 1 : 0;
        out[4] += bound <= truth ? 1 : 0;
        out[5] += interval.mean() - truth;
        out[6] += (interval.mean() - truth) * (interval.mean() - truth);
    }

    /** Posterior rank of the truth in [0, 1] of one row, drawn anew within the atom where the truth is 0. */
    private static double rank(
            IntervalCheckSpec spec, int table, SimulatedTable simulated, InflationPosterior posterior) {
        RandomStream stream =
                RandomStream.of(spec.seed(), table, Purpose.ESTIMATE).substream(4);
        int row = (int) Math.min(spec.models() - 1, Math.floor(stream.uniform(0) * spec.models()));
        double truth = simulated.inflation().get(row);
        return truth > 0 ? 1 - posterior.above(row, truth) : stream.uniform(1) * (1 - posterior.probability(row));
    }

    /** A ratio of sums over tables, with the standard error of the linearised ratio. */
    private static IntervalCheckResult.Measured ratio(double[][] tables, int over, int under) {
        double numerator = Arrays.stream(tables).mapToDouble(t -> t[over]).sum();
        double denominator = Arrays.stream(tables).mapToDouble(t -> t[under]).sum();
        double value = numerator / denominator;
        double squares = 0;
        for (double[] t : tables) {
            double residual = t[over] - value * t[under];
            squares += residual * residual;
        }
        return new IntervalCheckResult.Measured(value, Math.sqrt(squares) / denominator);
    }

    private static IntervalCheckResult.Measured root(IntervalCheckResult.Measured square) {
        double value = Math.sqrt(square.value());
        return new IntervalCheckResult.Measured(value, square.error() / (2 * value));
    }

    private static double uniformity(double[][] tables) {
        int[] counts = new int[BINS];
        for (double[] t : tables) {
            counts[(int) Math.min(BINS - 1, Math.floor(t[11] * BINS))]++;
        }
        double expected = (double) tables.length / BINS;
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        return Gamma.regularizedGammaQ(0.5 * (BINS - 1), 0.5 * statistic);
    }
}
