package org.evalgap.estimate.honesty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScore;
import org.evalgap.estimate.ItemScores;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.random.NormalQuantile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Worlds that intervals are held against, as MODEL.md has them. Shares of drawn models are within four standard errors, those of tables
 * where models of a table hang together, of what quadrature or ten times as many draws of another program (NumPy) say; seeds are fixed.
 */
class DrawnWorldsTest {
    private static final int TABLES = 600;
    private static final int MODELS = 20;

    private static IntervalCheckSpec spec(ShiftAssumption assumption) {
        return IntervalCheckSpec.of(assumption, TABLES, 77).withTableSize(MODELS, 5, 4);
    }

    private static double probit(double success, double guess) {
        return NormalQuantile.of((success - guess) / (1 - guess));
    }

    private static double clean(Successes drawn, int i) {
        return drawn.onPublic()[i] - drawn.inflation()[i];
    }

    /** Mean over tables with its standard error, to four of which it has to agree. */
    private static void agrees(String what, double expected, IntToDoubleFunction ofTable) {
        double sum = 0;
        double square = 0;
        for (int t = 0; t < TABLES; t++) {
            double x = ofTable.applyAsDouble(t);
            sum += x;
            square += x * x;
        }
        double mean = sum / TABLES;
        double error = Math.sqrt((square / TABLES - mean * mean) / TABLES);
        assertThat(mean).as(what).isCloseTo(expected, within(4 * error + 1e-12));
    }

    /** Abilities are N(0, 1), whatever is guessed; chance raises every success alike; the level is 0.03 or 0.5 times one normal number. */
    @Test
    void chanceAndAssumptionsChangeWhatTheyShould() {
        agrees(
                "ability",
                0,
                t -> mean(Successes.draw(spec(ShiftAssumption.ROBUST), t).fresh(), 0));
        agrees("square", 1, t -> {
            double sum = 0;
            for (double s : Successes.draw(spec(ShiftAssumption.ROBUST), t).fresh()) {
                sum += probit(s, 0) * probit(s, 0) / MODELS;
            }
            return sum;
        });
        double square = 0;
        for (int t = 0; t < 300; t++) {
            Successes plain = Successes.draw(spec(ShiftAssumption.ROBUST), t);
            Successes guessed = Successes.draw(spec(ShiftAssumption.ROBUST).withGuess(0.2), t);
            Successes same = Successes.draw(spec(ShiftAssumption.SAME_RECIPE), t);
            double apart = probit(clean(plain, 0), 0) - probit(clean(same, 0), 0);
            square += apart * apart / 300;
            for (int i = 0; i < MODELS; i++) {
                assertThat(guessed.fresh()[i]).isCloseTo(0.2 + 0.8 * plain.fresh()[i], within(1e-14));
                assertThat(clean(guessed, i)).isCloseTo(0.2 + 0.8 * clean(plain, i), within(1e-14));
                if (Math.abs(clean(plain, i) - 0.5) < 0.49) {
                    assertThat(probit(clean(plain, i), 0) - probit(clean(same, i), 0))
                            .isCloseTo(apart, within(1e-9));
                }
            }
        }
        // (0.5 − 0.03)² χ²/300 with 300 degrees of freedom has a relative deviation of √(2/300).
        assertThat(square).isCloseTo(0.47 * 0.47, within(4 * 0.47 * 0.47 * Math.sqrt(2.0 / 300)));
        assertThat(Successes.draw(spec(ShiftAssumption.ROBUST), 0).fresh()).hasSize(MODELS);
        assertThat(Successes.draw(spec(ShiftAssumption.REFERENCE), 0).fresh()).hasSize(MODELS + 5);
    }

    private static double mean(double[] successes, double guess) {
        double sum = 0;
        for (double s : successes) {
            sum += probit(s, guess) / successes.length;
        }
        return sum;
    }

    /** NumPy: how near the line of level 0 and slope 1 clean models are, by ability, in 200,000 tables of slopes, noise and its growth. */
    @Test
    void departuresFromTheLineAreThoseOfThePrior() {
        double[][] expected = {
            {-9, 9, 0.2440, 0.5975, 0.9174}, {-9, -1, 0.1243, 0.3917, 0.8185}, {1, 9, 0.1443, 0.4487, 0.8913}
        };
        // Four standard errors of 600 tables, whose models share their noise; by the same program.
        double[][] error = {{0.031, 0.038, 0.018}, {0.039, 0.063, 0.047}, {0.044, 0.069, 0.039}};
        double[] near = {0.03, 0.1, 0.3};
        double[][] inside = new double[3][3];
        int[] n = new int[3];
        for (int t = 0; t < TABLES; t++) {
            Successes same = Successes.draw(spec(ShiftAssumption.SAME_RECIPE), t);
            Successes robust = Successes.draw(spec(ShiftAssumption.ROBUST), t);
            // The level is 0.03 parts in 0.47 of what both assumptions differ by.
            double level = 0.03 / 0.47 * (probit(clean(robust, 0), 0) - probit(clean(same, 0), 0));
            for (int i = 0; i < MODELS; i++) {
                double ability = probit(same.fresh()[i], 0);
                double apart = Math.abs(probit(clean(same, i), 0) - level - ability);
                for (int row = 0; row < 3; row++) {
                    if (ability > expected[row][0] && ability < expected[row][1]) {
                        n[row]++;
                        for (int k = 0; k < 3; k++) {
                            inside[row][k] += apart < near[k] ? 1 : 0;
                        }
                    }
                }
            }
        }
        for (int row = 0; row < 3; row++) {
            for (int k = 0; k < 3; k++) {
                assertThat(inside[row][k] / n[row])
                        .as("%s, %s", row, near[k])
                        .isCloseTo(expected[row][2 + k], within(error[row][k]));
            }
        }
    }

    /** Quadrature by SciPy of logistic shares: a model's, and those of two of one family and of two. */
    @ParameterizedTest
    @CsvSource({"-2, 0.187329, 0.071691, 0.050357", "1, 0.673415, 0.512730, 0.480650"})
    void inflatedModelsAreAsManyAsThePriorSaysAndFamiliesAreAlike(
            double centre, double share, double ofOne, double ofTwo) {
        IntervalCheckSpec spec = spec(ShiftAssumption.SAME_RECIPE).withPrevalenceLogit(centre);
        agrees("share", share, t -> pairs(Successes.draw(spec, t).inflation(), 0, 0));
        agrees("one family", ofOne, t -> pairs(Successes.draw(spec, t).inflation(), 0, 1));
        agrees("two families", ofTwo, t -> pairs(Successes.draw(spec, t).inflation(), 0, 4));
    }

    /** The share of models which, and whose neighbour at a distance in the next places, are inflated: first ones of a family only. */
    private static double pairs(double[] inflation, int first, int apart) {
        double sum = 0;
        int n = 0;
        for (int i = first; i + apart < MODELS; i += 4) {
            sum += inflation[i] > 0 && inflation[i + apart] > 0 ? 1 : 0;
            n++;
        }
        return sum / n;
    }

    /** Uneven gains recover 1/2, 1/6 or 1/21 on average, each as often: 0.2381 in 0.97 of tables. With even ones, by NumPy, 0.2376. */
    @Test
    void everybodyRecoversWhatTheShapesSay() {
        IntervalCheckSpec all = spec(ShiftAssumption.REFERENCE).withPrevalenceLogit(20);
        agrees("recovered", 0.2376, t -> {
            Successes drawn = Successes.draw(all, t);
            double sum = 0;
            for (int i = 0; i < MODELS; i++) {
                assertThat(drawn.inflation()[i]).isPositive();
                assertThat(drawn.onPublic()[i]).isLessThan(1);
                sum += drawn.inflation()[i] / (1 - clean(drawn, i)) / MODELS;
            }
            return sum;
        });
        agrees("references", 0.02, t -> {
            double[] inflation = Successes.draw(all, t).inflation();
            int n = 0;
            for (int i = MODELS; i < MODELS + 5; i++) {
                n += inflation[i] > 0 ? 1 : 0;
            }
            return n / 5.0;
        });
        IntervalCheckSpec none = spec(ShiftAssumption.SAME_RECIPE).withPrevalenceLogit(-20);
        for (int t = 0; t < 50; t++) {
            assertThat(Successes.draw(none, t).inflation()).containsOnly(0);
        }
    }

    /** Answers of given successes: their share, and between models the correlation asked for where successes are a half. */
    @Test
    void answersHaveTheirSuccessAndHangTogether() {
        int items = 20_000;
        IntervalCheckSpec spec = IntervalCheckSpec.of(ShiftAssumption.REFERENCE, 2, 5)
                .withTableSize(3, 3, 2)
                .withItems(items, items)
                .withItemCorrelation(0.3);
        Successes truth = new Successes(
                new double[] {0.5, 0.5, 0.8, 0.5, 0.5, 0.5},
                new double[] {0.5, 0.5, 0.3, 0.5, 0.5, 0.5},
                new double[] {0.1, 0, 0, 0, 0, 0});
        ItemScores answers = SimulatedTable.items(spec, 1, truth);
        double[][][] right = new double[2][6][items];
        for (int r = 0; r < answers.size(); r++) {
            ItemScore row = answers.row(r);
            right[row.role().ordinal()][row.model().charAt(6) - '0'][
                            Integer.parseInt(row.item().substring(5))] =
                    row.score();
        }
        SimulatedTable totals = SimulatedTable.totals(spec, 1, truth);
        assertThat(totals.inflation()).containsExactly(0.1, 0.0, 0.0, 0.0, 0.0, 0.0);
        double error = 4 * Math.sqrt(0.25 / items);
        for (int role = 0; role < 2; role++) {
            double[] success = role == ItemRole.PUBLIC.ordinal() ? truth.onPublic() : truth.fresh();
            double both = 0;
            for (int j = 0; j < items; j++) {
                both += right[role][0][j] * right[role][1][j] / items;
            }
            // P(both) = ¼ + ρ/4.
            assertThat(both).isCloseTo(0.25 + 0.3 / 4, within(error));
            for (int i = 0; i < 6; i++) {
                double sum = 0;
                for (double y : right[role][i]) {
                    sum += y;
                }
                assertThat(sum / items).isCloseTo(success[i], within(error));
                ModelScores row = totals.scores().get(i);
                assertThat((role == 0 ? row.publicScore() : row.freshScore()).right())
                        .isEqualTo(sum);
                assertThat((role == 0 ? row.publicScore() : row.freshScore()).items())
                        .isEqualTo(items);
                assertThat(row.model()).isEqualTo("model-" + i);
                assertThat(row.family()).isEqualTo("family-" + i / 2);
                assertThat(row.reference()).isEqualTo(i >= 3);
            }
        }
        double across = 0;
        for (int j = 0; j < items; j++) {
            across += right[0][0][j] * right[1][0][j] / items;
        }
        assertThat(across).as("public and fresh items are other items").isCloseTo(0.25, within(error));
    }

    /** Without noise a family's probits lie on a line over ability, of the world's slope within four of its deviations of 0.03. */
    @Test
    void outsideWorldsAreLinesWithTheirSlopesAndFamilies() {
        OutsideWorld world = new OutsideWorld("w", 0.5, 0.02, 0.04, 0, 0, 0.2, 0.6);
        IntervalCheckSpec spec = spec(ShiftAssumption.REFERENCE).withGuess(0.1);
        double inflated = 0;
        double levels = 0;
        List<Double> slopes = new ArrayList<>();
        for (int t = 0; t < 200; t++) {
            Successes drawn = world.successes(spec, t);
            assertThat(drawn.fresh()).hasSize(MODELS + 5);
            double slope = slope(drawn, 0, 1);
            slopes.add(slope);
            assertThat(slope).isBetween(0.48, 0.72);
            for (int i = 0; i < MODELS + 5; i++) {
                double ability = probit(drawn.fresh()[i], 0.1);
                assertThat(Math.abs(ability)).isLessThanOrEqualTo(2.5 + 1e-9);
                int family = i / 4 * 4;
                double level = probit(clean(drawn, i), 0.1) - slope * ability;
                double first = probit(clean(drawn, family), 0.1) - slope * probit(drawn.fresh()[family], 0.1);
                assertThat(level).isCloseTo(first, within(1e-6));
                levels += i == 4
                        ? Math.pow(level - (probit(clean(drawn, 0), 0.1) - slope * probit(drawn.fresh()[0], 0.1)), 2)
                                / 200
                        : 0;
                double gain = drawn.inflation()[i];
                if (gain > 0) {
                    assertThat(i).isLessThan(MODELS);
                    assertThat(gain).isBetween(Math.min(0.02, 0.9 * (1 - clean(drawn, i))), 0.04);
                    inflated++;
                }
            }
        }
        // Half of 4,000; two families' levels differ by a variance of 2·0.2², whose 200 draws have a relative deviation
        // of 0.1.
        assertThat(inflated).isCloseTo(2000, within(4 * Math.sqrt(1000.0)));
        assertThat(levels).isCloseTo(0.08, within(0.4 * 0.08));
        double mean = slopes.stream().mapToDouble(s -> s).average().orElseThrow();
        double variance =
                slopes.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum() / 199;
        assertThat(mean).isCloseTo(0.6, within(4 * 0.03 / Math.sqrt(200)));
        assertThat(Math.sqrt(variance)).isCloseTo(0.03, within(4 * 0.03 / Math.sqrt(400)));
        assertThat(OutsideWorld.of(ShiftAssumption.ROBUST))
                .doesNotContain(OutsideWorld.EVEN, OutsideWorld.EVEN_TEN)
                .hasSize(6);
        assertThat(OutsideWorld.of(ShiftAssumption.REFERENCE)).hasSize(8);
    }

    private static double slope(Successes drawn, int i, int j) {
        return (probit(clean(drawn, i), 0.1) - probit(clean(drawn, j), 0.1))
                / (probit(drawn.fresh()[i], 0.1) - probit(drawn.fresh()[j], 0.1));
    }

    /** Noise of 0.06·e^(−0.6·ability): in units of it departures are normal, from the line of slope 1 within 0.03 each way. */
    @Test
    void noiseOfWeakModelsGrows() {
        OutsideWorld world = new OutsideWorld("w", 0, 0, 0, 0.6, 0.6, 0, 1);
        IntervalCheckSpec spec = spec(ShiftAssumption.SAME_RECIPE);
        double[] squares = new double[2];
        int[] n = new int[2];
        for (int t = 0; t < 400; t++) {
            Successes drawn = world.successes(spec, t);
            assertThat(drawn.inflation()).containsOnly(0);
            for (int i = 0; i < MODELS; i++) {
                double ability = probit(drawn.fresh()[i], 0);
                if (Math.abs(ability) < 1.5) {
                    int half = ability > 0 ? 1 : 0;
                    double departure = (probit(clean(drawn, i), 0) - ability) / (0.6 * Math.exp(-0.6 * ability));
                    squares[half] += departure * departure;
                    n[half]++;
                }
            }
        }
        for (int half = 0; half < 2; half++) {
            // 1, and at most (0.03² + 1.5²·0.03²)/(0.6·e^−0.9)² = 0.05 from level and slope; 0.02 is the standard
            // error.
            assertThat(squares[half] / n[half]).isBetween(0.92, 1.13);
        }
    }

    /** Scores drawn from an outside world, with its marks, families and chance. */
    @Test
    void outsideScoresAreDrawnFromTheirSuccesses() {
        IntervalCheckSpec spec = spec(ShiftAssumption.REFERENCE).withGuess(0.25).withItems(4000, 3000);
        SimulatedTable table = OutsideWorld.QUARTER.draw(spec, 3);
        Successes truth = OutsideWorld.QUARTER.successes(spec, 3);
        for (int i = 0; i < MODELS + 5; i++) {
            ModelScores row = table.scores().get(i);
            assertThat(table.inflation().get(i)).isEqualTo(truth.inflation()[i]);
            assertThat(row.publicScore().items()).isEqualTo(4000);
            assertThat(row.freshScore().items()).isEqualTo(3000);
            assertThat(row.publicScore().score()).isCloseTo(truth.onPublic()[i], within(4.5 * Math.sqrt(0.25 / 4000)));
            assertThat(row.freshScore().score()).isCloseTo(truth.fresh()[i], within(4.5 * Math.sqrt(0.25 / 3000)));
            assertThat(row.publicScore().guess()).isEqualTo(0.25);
            assertThat(row.family()).isEqualTo("family-" + i / 4);
            assertThat(row.reference()).isEqualTo(i >= MODELS);
        }
    }

    @Test
    void specsAreCheckedAndChangedByCopies() {
        IntervalCheckSpec spec = IntervalCheckSpec.of(ShiftAssumption.REFERENCE, 7, 9)
                .withTableSize(11, 4, 3)
                .withItems(100, 200)
                .withGuess(0.1)
                .withItemCorrelation(0.2)
                .withPrevalenceLogit(-1);
        assertThat(spec)
                .isEqualTo(
                        new IntervalCheckSpec(ShiftAssumption.REFERENCE, -1, 7, 11, 4, 3, 100, 200, 0.1, 0.2, 0.95, 9));
        assertThatThrownBy(() -> spec.withPrevalenceLogit(21)).hasMessageContaining("prevalenceLogit");
        assertThatThrownBy(() -> IntervalCheckSpec.of(ShiftAssumption.ROBUST, 1, 9))
                .hasMessageContaining("tables");
        assertThatThrownBy(() -> spec.withTableSize(1, 4, 3)).hasMessageContaining("models");
        assertThatThrownBy(() -> spec.withTableSize(11, 2, 3)).hasMessageContaining("references");
        assertThat(IntervalCheckSpec.of(ShiftAssumption.ROBUST, 2, 9)
                        .withTableSize(2, 0, 1)
                        .references())
                .isZero();
        assertThatThrownBy(() -> spec.withTableSize(11, 4, 0)).hasMessageContaining("familySize");
        assertThatThrownBy(() -> spec.withItems(9, 10)).hasMessageContaining("publicItems");
        assertThatThrownBy(() -> spec.withItems(10, 9)).hasMessageContaining("freshItems");
        assertThatThrownBy(() -> spec.withGuess(1)).hasMessageContaining("guess");
        assertThatThrownBy(() -> spec.withItemCorrelation(1)).hasMessageContaining("itemCorrelation");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
    void aLevelLiesBetweenNoneAndAll(double level) {
        assertThatThrownBy(() ->
                        new IntervalCheckSpec(ShiftAssumption.ROBUST, -1, 7, 11, 4, 3, 100, 200, 0.1, 0.2, level, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("level");
    }
}
