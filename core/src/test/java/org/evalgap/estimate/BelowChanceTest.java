package org.evalgap.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores at chance, below it, at 0 and at the top: all of them are legal, and all have a posterior. */
class BelowChanceTest {
    private static final InflationEstimator ESTIMATOR = new InflationEstimator(InflationSpec.withDefaults());

    /** Six models without inflation between a fifth and three quarters of the way from chance, three of them references. */
    private static List<ModelScores> ordinary(double guess) {
        List<ModelScores> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            double right = Math.rint(1000 * (guess + (1 - guess) * (0.2 + 0.11 * i)));
            // A fixed scatter of less than a standard error around equal scores.
            int noise = (i * 37 % 41 - 20) / 2;
            rows.add(row("m" + i, guess, 1000, right + noise, right).withReference(i % 2 == 0));
        }
        return rows;
    }

    private static ModelScores row(String name, double guess, double items, double right, double fresh) {
        return ModelScores.of(
                name,
                ScoreSet.of(right, items).withGuess(guess),
                ScoreSet.of(fresh, items).withGuess(guess));
    }

    private static List<ModelScores> with(double guess, ModelScores odd) {
        List<ModelScores> rows = ordinary(guess);
        rows.add(odd);
        return rows;
    }

    @Test
    void anyCountsHaveAPosterior() {
        double[] counts = counts(0.25, 40);
        for (int i = 0; i < counts.length; i++) {
            hasAPosterior(0.25, row("odd", 0.25, 40, counts[i], counts[i]));
            hasAPosterior(0.25, row("odd", 0.25, 40, counts[i], counts[counts.length - 1 - i]));
        }
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.9})
    void anyCountsOfOneItemAndOfManyHaveAPosterior(double guess) {
        anyCountsHaveAPosterior(guess, 1);
        anyCountsHaveAPosterior(guess, 40);
        anyCountsHaveAPosterior(guess, 10_000);
    }

    /** None, half of chance, chance, and all of the items. */
    private static double[] counts(double guess, double items) {
        return new double[] {0, Math.rint(0.5 * guess * items), Math.rint(guess * items), items};
    }

    private static void anyCountsHaveAPosterior(double guess, double items) {
        for (double right : counts(guess, items)) {
            for (double fresh : counts(guess, items)) {
                hasAPosterior(guess, row("odd", guess, items, right, fresh));
            }
        }
    }

    private static void hasAPosterior(double guess, ModelScores odd) {
        for (ShiftAssumption assumption : ShiftAssumption.values()) {
            check(odd, ESTIMATOR.estimate(with(guess, odd), assumption));
        }
    }

    private static void check(ModelScores odd, InflationResult result) {
        for (ModelInflation m : result.models()) {
            assertThat(m.inflation().mean()).as("%s", odd).isBetween(0.0, 1.0);
            assertThat(m.inflation().lower())
                    .as("%s", odd)
                    .isBetween(0.0, m.inflation().upper());
            assertThat(m.inflation().upper()).as("%s", odd).isLessThanOrEqualTo(1);
            assertThat(m.probability()).as("%s", odd).isBetween(0.0, 1.0);
            assertThat(m.pValue()).as("%s", odd).isBetween(0.0, 1.0);
            assertThat(m.honest().lower())
                    .as("%s", odd)
                    .isBetween(odd.publicScore().guess(), m.honest().upper());
            assertThat(m.gap().lower()).as("%s", odd).isBetween(-1.0, m.gap().upper());
        }
        ShiftFit shift = result.shift();
        assertThat(shift.slope().mean()).as("%s", odd).isBetween(0.5, 1.5);
        assertThat(shift.predictedDeviation() + shift.observedDeviation())
                .as("%s", odd)
                .isFinite();
        ModelInflation m = result.models().get(6);
        if (odd.publicScore().items() > 1
                && odd.publicScore().score() < odd.publicScore().guess()) {
            // Whoever scores below chance is not found to be inflated.
            assertThat(m.pValue()).as("%s", odd).isGreaterThan(0.5);
            assertThat(m.inflation().mean()).as("%s", odd).isLessThan(0.05);
        }
    }

    /**
     * Oracle: 40 million draws from the prior, weighted (oracle_chance.py beside this test's resources; numpy and scipy). The
     * tolerances are three Monte Carlo standard errors of the oracle, from its effective draws, plus 0.0018 for probabilities
     * and 0.001 for means, which grids and the cells of the prior of π may cost.
     */
    @Test
    void posteriorsAgreeWithImportanceSampling() {
        List<ModelScores> rows = List.of(
                row("a", 0.25, 40, 32, 25).withFamily("x"),
                row("b", 0.25, 40, 30, 27).withFamily("x"),
                row("none", 0.25, 40, 0, 12),
                row("below", 0.25, 40, 4, 6),
                row("chance", 0.25, 40, 10, 10),
                row("none fresh", 0.25, 40, 15, 0));
        double draws = 699_344;
        double[][] expected = {
            {0.02324, 0.00946, 0.00048, 0.00086, 0.00268, 0.01788},
            {0.26246, 0.18626, 0.03566, 0.04725, 0.0828, 0.22618},
            {0.19391, 0.11242, 0.00812, 0.016, 0.04593, 0.18994},
            {0.70634, 0.70811, 0.26685, 0.26378, 0.28665, 0.27225}
        };
        double probability = 0.0018 + 3 * 0.5 / Math.sqrt(draws);
        double score = 0.001 + 3 * 0.2 / Math.sqrt(draws);
        List<ModelInflation> models =
                ESTIMATOR.estimate(rows, ShiftAssumption.SAME_RECIPE).models();
        for (int i = 0; i < rows.size(); i++) {
            ModelInflation m = models.get(i);
            assertThat(m.inflation().mean()).as("mean %s", m.model()).isCloseTo(expected[0][i], within(score));
            assertThat(m.probability()).as("any %s", m.model()).isCloseTo(expected[1][i], within(probability));
            assertThat(m.probabilityAbove()).as("above %s", m.model()).isCloseTo(expected[2][i], within(probability));
            assertThat(m.honest().mean()).as("clean %s", m.model()).isCloseTo(expected[3][i], within(score));
        }
    }

    /**
     * 10 right of 10,000 in public and on fresh items, where chance gives 2,500: its own posterior is at chance, and what is
     * said of the 44 models of MMLU-CF hardly moves.
     */
    @ParameterizedTest
    @EnumSource(
            value = ShiftAssumption.class,
            names = {"SAME_RECIPE", "ROBUST"})
    void aBrokenModelSpoilsNoTable(ShiftAssumption assumption) throws IOException {
        List<ModelScores> rows = new ArrayList<>();
        for (Map<String, String> row : ScoreTables.example("mmlu-cf.csv")) {
            rows.add(ModelScores.of(
                    row.get("model"),
                    ScoreTables.rounded(ScoreTables.number(row, "validation") / 100, 10_000)
                            .withGuess(0.25),
                    ScoreTables.rounded(ScoreTables.number(row, "test") / 100, 10_000)
                            .withGuess(0.25)));
        }
        InflationResult before = ESTIMATOR.estimate(rows, assumption);
        rows.add(row("Broken-1B", 0.25, 10_000, 10, 10));
        InflationResult after = ESTIMATOR.estimate(rows, assumption);
        ModelInflation broken = after.models().get(44);
        assertThat(broken.inflation().upper()).isLessThan(1e-3);
        assertThat(broken.honest().mean()).isCloseTo(0.25, within(1e-3));
        assertThat(broken.gap().mean()).isCloseTo(0.001 - 0.25, within(1e-3));
        assertThat(broken.rank()).isEqualTo(45);
        for (int i = 0; i < 44; i++) {
            assertThat(after.models().get(i).inflation().mean())
                    .isCloseTo(before.models().get(i).inflation().mean(), within(1e-3));
        }
        assertThat(after.shift().predictedDeviation()).isCloseTo(before.shift().predictedDeviation(), within(1e-3));
    }

    /** At chance both scores say the same: no gap, where a grid too coarse for the likelihood's fall had one of a third. */
    @Test
    void atChanceThereIsNoGap() {
        for (double items : new double[] {400, 10_000}) {
            ModelScores odd = row("odd", 0.25, items, 0.25 * items, 0.25 * items);
            Interval gap = ESTIMATOR
                    .estimate(with(0.25, odd), ShiftAssumption.SAME_RECIPE)
                    .models()
                    .get(6)
                    .gap();
            // A standard error of a score at chance.
            double error = Math.sqrt(0.1875 / items);
            assertThat(gap.mean()).isBetween(-error, 0.0);
            assertThat(gap.upper() - gap.lower()).isLessThan(8 * error);
            assertThat(gap.contains(0)).isTrue();
        }
    }
}
