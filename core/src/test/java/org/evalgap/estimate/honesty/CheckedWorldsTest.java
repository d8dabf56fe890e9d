package org.evalgap.estimate.honesty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.assertj.core.data.Offset;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationPosterior;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ItemFacts;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.honesty.IntervalCheckResult.Measured;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

/**
 * Checks of answers on two small tables: which tables are drawn, what the estimator is told of them, and what is measured, beside means
 * that the test takes over rows it estimates itself.
 */
class CheckedWorldsTest {
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int TABLES = 2;
    private static final int MODELS = 3;
    private static final double GUESS = 0.1;
    private static final double CORRELATION = 0.3;
    private static final double LEVEL = 0.8;
    private static final long SEED = 8;

    /** Half of the models, so that some rows are clean and others are not. */
    private static final OutsideWorld WORLD = new OutsideWorld("w", 0.5, 0.2, 0.4, 0.03, 0.6, 0.1, 0.9);

    private static IntervalCheckSpec spec(ShiftAssumption assumption) {
        return new IntervalCheckSpec(assumption, 0, TABLES, MODELS, 3, 2, 30, 40, GUESS, CORRELATION, LEVEL, SEED);
    }

    /** Runs a check, and asserts that each table was told once. */
    private static IntervalCheckResult told(Function<IntConsumer, IntervalCheckResult> check) {
        Set<Integer> tables = new ConcurrentSkipListSet<>();
        IntervalCheckResult result = check.apply(
                t -> assertThat(tables.add(t)).as("table %s is told once", t).isTrue());
        assertThat(tables).containsExactly(0, 1);
        return result;
    }

    /** From totals the estimator takes answers of two models for independent. */
    private static InflationPosterior fromTotals(IntervalCheckSpec spec, SimulatedTable table) {
        return new InflationEstimator(
                        InflationSpec.withDefaults().withLevel(LEVEL).withItemCorrelation(0))
                .posterior(table.scores(), spec.assumption());
    }

    /** From answers the estimator is told who belongs to whom, who is a reference and what can be guessed. */
    private static InflationPosterior fromItems(IntervalCheckSpec spec, int table, Successes truth) {
        Map<String, String> families = new HashMap<>();
        Set<String> references = new HashSet<>();
        for (int i = 0; i < truth.fresh().length; i++) {
            families.put("model-" + i, "family-" + i / 2);
            if (i >= MODELS) {
                references.add("model-" + i);
            }
        }
        return new InflationEstimator(InflationSpec.withDefaults().withLevel(LEVEL))
                .posterior(
                        SimulatedTable.items(spec, table, truth),
                        ItemFacts.none()
                                .withFamilies(families)
                                .withReferences(references)
                                .withGuess(GUESS, GUESS),
                        "eval",
                        spec.assumption());
    }

    @Test
    void answersOfThePriorAreEstimatedItemByItem() {
        IntervalCheckSpec spec = spec(ShiftAssumption.REFERENCE);
        assertMeans(
                told(progress -> IntervalCheck.runItems(spec, progress)),
                spec,
                t -> SimulatedTable.draw(spec, t),
                t -> fromItems(spec, t, Successes.draw(spec, t)));
    }

    /** Answers have the correlation asked for; neither estimate is told it. */
    @Test
    void answersOfAnOutsideWorldAreEstimatedItemByItemOrFromTotalsAsIfApart() {
        IntervalCheckSpec spec = spec(ShiftAssumption.SAME_RECIPE);
        assertMeans(
                told(progress -> IntervalCheck.runItems(spec, WORLD, true, progress)),
                spec,
                t -> SimulatedTable.totals(spec, t, WORLD.successes(spec, t)),
                t -> fromItems(spec, t, WORLD.successes(spec, t)));
        assertMeans(
                told(progress -> IntervalCheck.runItems(spec, WORLD, false, progress)),
                spec,
                t -> SimulatedTable.totals(spec, t, WORLD.successes(spec, t)),
                t -> fromTotals(spec, SimulatedTable.totals(spec, t, WORLD.successes(spec, t))));
    }

    /** The figures as IntervalCheckResult's Javadoc defines them; some rows are clean and some are not. */
    private static void assertMeans(
            IntervalCheckResult result,
            IntervalCheckSpec spec,
            IntFunction<SimulatedTable> drawn,
            IntFunction<InflationPosterior> estimated) {
        List<Double> held = new ArrayList<>();
        List<Double> heldInflated = new ArrayList<>();
        List<Double> bounds = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        List<Double> squares = new ArrayList<>();
        List<Double> falseShares = new ArrayList<>();
        List<Double> foundLarge = new ArrayList<>();
        List<Double> gaps = new ArrayList<>();
        List<Double> refusals = new ArrayList<>();
        int[] bins = new int[20];
        for (int t = 0; t < TABLES; t++) {
            List<Double> truths = drawn.apply(t).inflation();
            InflationPosterior posterior = estimated.apply(t);
            boolean refused = posterior.check().refuted();
            refusals.add(one(refused));
            int found = 0;
            int cleanFound = 0;
            for (int i = 0; i < MODELS; i++) {
                double truth = truths.get(i);
                found += posterior.found(i) ? 1 : 0;
                cleanFound += posterior.found(i) && truth == 0 ? 1 : 0;
                if (truth > 0.05) {
                    foundLarge.add(one(posterior.found(i)));
                }
                if (refused) {
                    continue;
                }
                Interval interval = posterior.inflation(i, LEVEL);
                Interval gap = posterior.gap(i, LEVEL);
                double inside = one(interval.lower() <= truth && truth <= interval.upper());
                held.add(inside);
                if (truth > 0) {
                    heldInflated.add(inside);
                }
                bounds.add(one(posterior.exceededWith(i, LEVEL) <= truth));
                errors.add(interval.mean() - truth);
                squares.add(Math.pow(interval.mean() - truth, 2));
                gaps.add(one(gap.lower() <= truth && truth <= gap.upper()));
            }
            falseShares.add(found == 0 ? 0 : (double) cleanFound / found);
            bins[(int) (20 * rank(t, truths, posterior))]++;
        }
        assertThat(result.spec()).isEqualTo(spec);
        assertThat(heldInflated).hasSizeLessThan(held.size());
        assertMean(result.coverage(), held);
        assertMean(result.coverageInflated(), heldInflated);
        assertMean(result.boundCoverage(), bounds);
        assertMean(result.bias(), errors);
        assertThat(result.error().value()).isCloseTo(Math.sqrt(mean(squares)), ROUNDING);
        assertMean(result.falseDiscovery(), falseShares);
        assertMean(result.power(), foundLarge);
        assertMean(result.gapCoverage(), gaps);
        assertMean(result.refused(), refusals);
        double expected = TABLES / 20.0;
        double statistic = Arrays.stream(bins)
                .mapToDouble(n -> Math.pow(n - expected, 2) / expected)
                .sum();
        assertThat(result.rankPValue())
                .isCloseTo(1 - new ChiSquaredDistribution(19).cumulativeProbability(statistic), ROUNDING);
    }

    /** One row of a table at random; below its truth lies 1 − P(I &gt; truth), and a clean one is anywhere within P(I = 0). */
    private static double rank(int table, List<Double> truths, InflationPosterior posterior) {
        RandomStream stream = RandomStream.of(SEED, table, Purpose.ESTIMATE).substream(4);
        int row = (int) (MODELS * stream.uniform(0));
        double truth = truths.get(row);
        return truth > 0 ? 1 - posterior.above(row, truth) : stream.uniform(1) * (1 - posterior.probability(row));
    }

    private static double one(boolean value) {
        return value ? 1 : 0;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(x -> x).average().orElseThrow();
    }

    private static void assertMean(Measured measured, List<Double> rows) {
        assertThat(measured.value()).isCloseTo(mean(rows), ROUNDING);
    }

    /** The record's components say what is measured and in which order; the root mean square error bears its full name. */
    @Test
    void namesAndNumbersAreThoseOfTheRecord() {
        Measured[] numbers =
                IntStream.range(0, 9).mapToObj(k -> new Measured(k, 0.5)).toArray(Measured[]::new);
        IntervalCheckResult result = new IntervalCheckResult(
                spec(ShiftAssumption.ROBUST),
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6],
                numbers[7],
                numbers[8],
                0.5);
        assertThat(result.numbers()).containsExactly(numbers);
        List<String> names = new ArrayList<>();
        for (RecordComponent component : IntervalCheckResult.class.getRecordComponents()) {
            if (component.getType() == Measured.class) {
                names.add(component.getName().equals("error") ? "rootMeanSquareError" : component.getName());
            }
        }
        assertThat(IntervalCheckResult.names()).isEqualTo(names);
    }
}
