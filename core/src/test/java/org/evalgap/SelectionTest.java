package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeping the best of several reports: how much of it is luck of the report, and how much luck of the training. */
class SelectionTest {
    private static final Simulator SCORES = Simulator.of(EnumSet.noneOf(MeasureGroup.class));

    /** Environments far from the eval: candidates are equally good in public, to about a thousandth of a standard deviation. */
    private static final Scenario EQUALLY_GOOD = Scenario.withDefaults()
            .withInspiration(0)
            .withDifficultySpread(0)
            .withEnvironments(4)
            .withBudget(16)
            .withShift(12)
            .withFreshItems(1)
            .withWorkTasks(1);

    private static final int REPLICATES = 1500;

    /**
     * Equal candidates, items that all succeed with probability 1/2: σ = 1/(2√N) with N = 200 items. Expected maxima of C
     * normals as published (Harter 1961, doi:10.1093/biomet/48.1-2.151), and the exact one of C binomials by its distribution
     * function. Two comparisons at four standard errors for each C: false alarm in 4e-4 of seeds; 1 % more for the first, because
     * binomials are normals to first order only.
     */
    @ParameterizedTest
    @CsvSource({"4, 1.02937537", "16, 1.76599139", "64, 2.34373347"})
    void theBestReportOfEqualsIsInflatedByTheExpectedMaximum(int candidates, double published) {
        Scenario s = EQUALLY_GOOD.withCandidates(candidates);
        int n = s.publicItems();
        double sigma = 0.5 / Math.sqrt(n);
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < REPLICATES; r++) {
            Outcome outcome = SCORES.simulate(s, 41, r);
            assertThat(outcome.get(Measure.PUBLIC_SCORE)).isCloseTo(0.5, within(1e-6));
            double excess = (outcome.get(Measure.REPORTED_SCORE) - outcome.get(Measure.PUBLIC_SCORE)) / sigma;
            sum += excess;
            squares += excess * excess;
        }
        double mean = sum / REPLICATES;
        double error = Math.sqrt((squares / REPLICATES - mean * mean) / REPLICATES);
        assertThat(mean).isCloseTo(published, within(4 * error + 0.01 * published));
        assertThat(mean).isCloseTo((expectedMaximum(candidates, n) / n - 0.5) / sigma, within(4 * error));
    }

    /** E[max] = Σ_k P(max > k). */
    private static double expectedMaximum(int candidates, int n) {
        BinomialDistribution one = BinomialDistribution.of(n, 0.5);
        double expected = 0;
        for (int k = 0; k < n; k++) {
            expected += 1 - Math.pow(one.cumulativeProbability(k), candidates);
        }
        return expected;
    }

    /** A times as many attempts: σ falls by √A, and so does the inflation. The same two standards, one C. */
    @Test
    void moreAttemptsMakeTheReportHonest() {
        double one = excess(EQUALLY_GOOD.withCandidates(8), 800);
        double sixteen = excess(EQUALLY_GOOD.withCandidates(8).withAttempts(16), 800);
        // Relative standard error of each mean: 0.61/1.42/√800 = 1.5 %; four joint ones are 9 %.
        assertThat(one / sixteen).isCloseTo(4, within(0.36));
    }

    private static double excess(Scenario s, int replicates) {
        double sum = 0;
        for (int r = 0; r < replicates; r++) {
            Outcome outcome = SCORES.simulate(s, 43, r);
            sum += outcome.get(Measure.REPORTED_SCORE) - outcome.get(Measure.PUBLIC_SCORE);
        }
        return sum / replicates;
    }

    /** One report of one candidate is unbiased: within four standard errors, false alarm in 6e-5 of seeds. */
    @Test
    void aReportThatNobodyChoseIsHonest() {
        double mean = excess(EQUALLY_GOOD, REPLICATES);
        assertThat(mean).isCloseTo(0, within(4 * 0.5 / Math.sqrt(200.0 * REPLICATES)));
    }

    /**
     * Designers who never look at the eval, environments that do reach it, honest reports of few items: the candidate that is
     * kept suits these very items, so that its true public score is higher than one candidate's, and its gain on them higher than
     * on fresh ones. With one candidate there is no such inflation. Five standard errors for what must be positive (both
     * effects are over 15), four for what must be 0: false alarm in 7e-5 of seeds.
     */
    @Test
    void selectionInflatesTheTrueScoreOnTheseItemsEvenWithoutInspiration() {
        Scenario s = Scenario.withDefaults()
                .withInspiration(0)
                .withDimension(2)
                .withShift(1)
                .withEvalSpread(1)
                .withEnvironments(6)
                .withBudget(192)
                .withPublicItems(8)
                .withFreshItems(400)
                .withWorkTasks(10)
                .withAttempts(100);
        Summary one = SCORES.summarize(s, 47, 500);
        Summary best = SCORES.summarize(s.withCandidates(8), 47, 500);
        assertThat(one.mean(Measure.INFLATION))
                .isCloseTo(0, within(4 * one.standardError(Measure.INFLATION).orElseThrow()));
        assertThat(best.mean(Measure.INFLATION))
                .isGreaterThan(5 * best.standardError(Measure.INFLATION).orElseThrow());
        double difference = best.gain(Score.PUBLIC) - one.gain(Score.PUBLIC);
        double error = Math.hypot(
                best.gainStandardError(Score.PUBLIC).orElseThrow(),
                one.gainStandardError(Score.PUBLIC).orElseThrow());
        assertThat(difference).isGreaterThan(5 * error);
    }
}
