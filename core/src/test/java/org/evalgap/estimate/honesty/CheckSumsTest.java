package org.evalgap.estimate.honesty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationPosterior;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.honesty.IntervalCheckResult.Measured;
import org.junit.jupiter.api.Test;

/** How truths and estimates become the published figures of {@code check-intervals}: by hand, and from one posterior. */
class CheckSumsTest {
    private static final int MODELS = 6;
    private static final IntervalCheckSpec SPEC =
            IntervalCheckSpec.of(ShiftAssumption.SAME_RECIPE, 2, 3).withTableSize(MODELS, 3, 1);

    /** Six models of which the first two have 30 points more in public; under same-recipe both are found, and nobody else. */
    private static final List<ModelScores> SCORES = scores();

    private static final InflationPosterior POSTERIOR =
            new InflationEstimator(InflationSpec.withDefaults()).posterior(SCORES, ShiftAssumption.SAME_RECIPE);

    private static List<ModelScores> scores() {
        List<ModelScores> rows = new ArrayList<>();
        for (int i = 0; i < MODELS; i++) {
            int fresh = 300 + 50 * i;
            rows.add(ModelScores.of("m" + i, ScoreSet.of(i < 2 ? fresh + 300 : fresh, 1000), ScoreSet.of(fresh, 1000)));
        }
        return rows;
    }

    private static double[] sums(int table, Double... truth) {
        return IntervalCheck.table(SPEC, table, new SimulatedTable(SCORES, List.of(truth)), POSTERIOR);
    }

    private static IntervalCheckResult of(double[]... tables) {
        return IntervalCheck.result(SPEC, tables);
    }

    /** One model found is inflated by 30 points, the other is clean; a third is inflated by 30 points and not found. */
    @Test
    void oneTableIsCountedByHand() {
        assertThat(POSTERIOR.found(0)).isTrue();
        assertThat(POSTERIOR.found(1)).isTrue();
        assertThat(POSTERIOR.found(2)).isFalse();
        Double[] truth = {0.3, 0.0, 0.3, 0.0, 0.0, 0.0};
        IntervalCheckResult result = of(sums(0, truth));
        double squares = 0;
        double errors = 0;
        for (int i = 0; i < MODELS; i++) {
            double error = POSTERIOR.inflation(i, 0.95).mean() - truth[i];
            errors += error;
            squares += error * error;
        }
        assertThat(result.coverage().value()).isEqualTo(4.0 / 6);
        assertThat(result.coverageInflated().value()).isEqualTo(1.0 / 2);
        assertThat(result.boundCoverage().value()).isEqualTo(5.0 / 6);
        assertThat(result.gapCoverage().value()).isEqualTo(4.0 / 6);
        assertThat(result.bias().value()).isCloseTo(errors / 6, within(1e-15));
        assertThat(result.error().value()).isCloseTo(Math.sqrt(squares / 6), within(1e-15));
        assertThat(result.falseDiscovery().value()).isEqualTo(1.0 / 2);
        assertThat(result.power().value()).isEqualTo(1.0 / 2);
        assertThat(result.refused().value()).isZero();
    }

    /** Exactly at 5 points a model counts as clean of a large inflation, at a hair more as inflated by it. */
    @Test
    void largeIsMoreThanFivePoints() {
        assertThat(of(sums(0, 0.05, 0.3, 0.0, 0.0, 0.0, 0.05)).power().value()).isEqualTo(1);
        assertThat(of(sums(0, 0.3, 0.3, 0.0, 0.0, 0.0, 0.0501)).power().value()).isEqualTo(2.0 / 3);
    }

    /** Where scores refute the assumption nobody is found, and only the refusal, the power and false discoveries count it. */
    @Test
    void aRefusedTableCountsAsRefusedAndAsFindingNobody() {
        List<ModelScores> rows = new ArrayList<>();
        for (int i = 0; i < MODELS; i++) {
            rows.add(ModelScores.of("m" + i, ScoreSet.of(100 + i, 1000), ScoreSet.of(900, 1000)));
        }
        InflationPosterior posterior =
                new InflationEstimator(InflationSpec.withDefaults()).posterior(rows, ShiftAssumption.SAME_RECIPE);
        assertThat(posterior.check().refuted()).isTrue();
        double[] refused = IntervalCheck.table(
                SPEC, 0, new SimulatedTable(rows, List.of(0.3, 0.0, 0.0, 0.0, 0.0, 0.0)), posterior);
        IntervalCheckResult result = of(refused, sums(1, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0));
        assertThat(result.refused().value()).isEqualTo(0.5);
        assertThat(result.power().value()).isEqualTo(0.5);
        assertThat(result.falseDiscovery().value()).isEqualTo(0.25);
        assertThat(result.coverage().value()).isEqualTo(5.0 / 6);
        assertThat(result.gapCoverage().value()).isEqualTo(5.0 / 6);
    }

    /**
     * Two tables by hand. Coverage is 6 of 6 and 3 of 4: the ratio .9, its residuals .6 and −.6, its error √.72/10. Squared errors
     * 1.2 and .4 over the same rows: .16, so that the root is .4 and its error, by the delta method, that of the ratio over .8.
     */
    @Test
    void standardErrorsAreThoseOfALinearisedRatio() {
        double[] one = new double[15];
        double[] two = new double[15];
        set(one, 6, 6, 1.2);
        set(two, 3, 4, 0.4);
        IntervalCheckResult result = of(one, two);
        same(result.coverage(), 0.9, Math.sqrt(0.72) / 10);
        double residual = 1.2 - 0.16 * 6;
        double other = 0.4 - 0.16 * 4;
        same(result.error(), 0.4, Math.sqrt(residual * residual + other * other) / 10 / 0.8);
    }

    private static void set(double[] table, double held, double rows, double squares) {
        table[0] = held;
        table[1] = rows;
        table[6] = squares;
        table[8] = 1;
    }

    private static void same(Measured measured, double value, double error) {
        assertThat(measured.value()).isCloseTo(value, within(1e-15));
        assertThat(measured.error()).isCloseTo(error, within(1e-15));
    }

    /**
     * 200 ranks, ten a bin, but for two bins: χ² with 19 degrees of freedom, by another library; and the .05 point of printed
     * tables, 30.144, lies between two counts.
     */
    @Test
    void ranksAreHeldToTheChiSquaredDistribution() {
        ChiSquaredDistribution other = ChiSquaredDistribution.of(19);
        assertThat(pValue(22, 0, 6)).isCloseTo(other.survivalProbability((144 + 100 + 16 + 4) / 10.0), within(1e-12));
        assertThat(pValue(25, 5, 5))
                .isCloseTo(other.survivalProbability(30), within(1e-12))
                .isGreaterThan(0.05);
        assertThat(pValue(24, 1, 5))
                .isCloseTo(other.survivalProbability(30.2), within(1e-12))
                .isLessThan(0.05);
        assertThat(pValue(10, 10, 10)).isEqualTo(1);
    }

    /** The p-value where the last bin and two others have these counts, one more has what is left, and all others ten. */
    private static double pValue(int last, int first, int second) {
        int[] counts = new int[20];
        Arrays.fill(counts, 10);
        counts[19] = last;
        counts[0] = first;
        counts[1] = second;
        counts[7] = 10 + 30 - last - first - second;
        double[][] tables = new double[200][15];
        int t = 0;
        for (int bin = 0; bin < 20; bin++) {
            for (int k = 0; k < counts[bin]; k++) {
                // Both ends of a bin are in use, 0 and 1 among them.
                tables[t++][11] = bin == 19 && k == 0 ? 1 : (bin + k / 1000.0) / 20;
            }
        }
        return of(tables).rankPValue();
    }

    /** With an inflation of its own for each row the rank tells which row was taken: one of all, and each at some time. */
    @Test
    void theRankIsThatOfARowTakenAtRandom() {
        Double[] truth = {0.25, 0.26, 0.0001, 0.0002, 0.0004, 0.0008};
        Set<Double> ranks = new HashSet<>();
        for (int i = 0; i < MODELS; i++) {
            ranks.add(1 - POSTERIOR.above(i, truth[i]));
        }
        assertThat(ranks).hasSize(MODELS);
        Set<Double> seen = new HashSet<>();
        for (int t = 0; t < 60; t++) {
            seen.add(sums(t, truth)[11]);
        }
        assertThat(seen).isEqualTo(ranks);
    }

    /** Clean models' ranks spread over what the posterior gives to no inflation: the mean of 100 uniform numbers, to five errors. */
    @Test
    void theRankOfACleanModelIsSpreadOverItsAtom() {
        double sum = 0;
        double highest = 0;
        double atom = 1 - POSTERIOR.probability(3);
        for (int t = 0; t < 100; t++) {
            double rank = sums(t, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)[11];
            highest = Math.max(highest, rank);
            sum += rank;
        }
        double mean = 0;
        double most = 0;
        for (int i = 0; i < MODELS; i++) {
            mean += (1 - POSTERIOR.probability(i)) / 2 / MODELS;
            most = Math.max(most, 1 - POSTERIOR.probability(i));
        }
        assertThat(atom).isGreaterThan(0.5);
        assertThat(highest).isLessThan(most);
        assertThat(sum / 100).isCloseTo(mean, within(5 * 0.35 / Math.sqrt(100)));
    }

    /** An interval is held at its ends too, so that a clean model whose interval begins at 0 is covered. */
    @Test
    void endsOfIntervalsBelongToThem() {
        Interval interval = POSTERIOR.inflation(3, 0.95);
        assertThat(interval.lower()).isZero();
        assertThat(sums(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)[0]).isEqualTo(4);
    }
}
