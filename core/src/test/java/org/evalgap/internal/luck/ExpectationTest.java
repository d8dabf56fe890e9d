package org.evalgap.internal.luck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.stream.Stream;
import org.evalgap.Scenario;
import org.evalgap.study.closedform.FirstOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Closed form: the first order in B of MODEL.md §8.1, as the studies have it. What a forecast is expected to gain is that, but for
 * terms of second order; and since weights are proportional to slopes to first order, luck is that of first-order gains.
 */
class ExpectationTest {
    private static final double BUDGET = 1e-5;

    static Stream<Scenario> scenarios() {
        Scenario small =
                Scenario.withDefaults().withBudget(BUDGET).withPublicItems(5).withEnvironments(6);
        return Stream.of(
                small.withDimension(2).withShift(1).withEvalSpread(0.6).withDeparture(0.2),
                small.withDimension(3)
                        .withFormatLearning(0.3)
                        .withMemorization(0)
                        .withBreadth(1.7)
                        .withInspiration(0.8),
                small.withDimension(2)
                        .withMemorization(1)
                        .withDeparture(0)
                        .withInspiration(1)
                        .withCompetence(1),
                small.withDimension(8).withBreadth(2).withDifficultyMean(0.5).withDifficultySpread(0.5),
                small.withInspiration(0),
                small.withPublicItems(1).withInspiration(1));
    }

    static Setting setting(Scenario s) {
        return new Setting(
                s.world(),
                new Setting.Exams(s.competence(), s.guessRate(), s.evalHorizon(), s.workHorizon()),
                new Setting.Design(
                        s.publicItems(),
                        s.environments(),
                        s.inspiration(),
                        s.departure(),
                        s.surfaceDimensions(),
                        s.surfaceSpread()),
                s.kernel(),
                new Setting.Training(s.rewardRule(), s.budget()));
    }

    /** What is of second order is B times the squared kernel, 1e-5 of the gains, or 1e-4 where all train on one item. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void expectedGainsOfASmallBudgetAreThoseOfFirstOrder(Scenario s) {
        Foresight foresight = new Foresight(setting(s), true, true);
        Expectation e = Objects.requireNonNull(foresight.gains);
        double[] gain = new double[3];
        for (int i = 0; i < 3; i++) {
            gain[i] = (e.forecast[i] + e.field[i] - foresight.before[i]) / BUDGET;
        }
        FirstOrder first = new FirstOrder(s);
        double tolerance = 2e-4 * (first.fresh() + first.inflation());
        assertThat(gain[1]).isCloseTo(first.fresh(), within(tolerance));
        assertThat(gain[2]).isCloseTo(first.work(), within(tolerance));
        assertThat(gain[0] - gain[1]).isCloseTo(first.inflation(), within(tolerance));
    }

    /** Success at a task of a horizon, γ + (1 − γ) σ(u)^H, and its slope in u. */
    private static double success(double u, int horizon, double guess) {
        return guess + (1 - guess) * StrictMath.pow(FirstOrder.success(u), horizon);
    }

    private static double slope(double u, int horizon, double guess) {
        double p = FirstOrder.success(u);
        return (1 - guess) * horizon * StrictMath.pow(p, horizon) * (1 - p);
    }

    /**
     * Whatever gains are forecast, scores after them are means over difficulties, here by the trapezoid rule, and so are their slopes.
     * The lift of public items is found by 24 halvings of 40, and slopes are below 1/2 here.
     */
    @Test
    void forecastsAreMeansOverDifficulties() {
        Scenario s = Scenario.withDefaults()
                .withEvalHorizon(2)
                .withWorkHorizon(7)
                .withGuessRate(0.3)
                .withCompetence(0.4)
                .withDifficultyMean(0.2)
                .withDifficultySpread(1.3)
                .withShift(1)
                .withBudget(200);
        Expectation e = Objects.requireNonNull(new Foresight(setting(s), true, true).gains);
        double fresh = 0.2 + e.freshGain;
        double work = 0.2 + e.workGain;
        assertThat(e.workGain).isGreaterThan(0.05).isNotCloseTo(e.freshGain, within(0.02));
        assertThat(e.forecast[1]).isCloseTo(FirstOrder.normalMean(fresh, 1.3, u -> success(u, 2, 0.3)), within(1e-7));
        assertThat(e.forecast[2]).isCloseTo(FirstOrder.normalMean(work, 1.3, u -> success(u, 2, 0)), within(1e-7));
        assertThat(e.forecast[3]).isCloseTo(FirstOrder.normalMean(work, 1.3, u -> success(u, 7, 0)), within(1e-7));
        assertThat(e.slope[1]).isCloseTo(FirstOrder.normalMean(fresh, 1.3, u -> slope(u, 2, 0.3)), within(1e-7));
        assertThat(e.slope[2]).isCloseTo(FirstOrder.normalMean(work, 1.3, u -> slope(u, 2, 0)), within(1e-7));
        assertThat(e.slope[3]).isCloseTo(FirstOrder.normalMean(work, 1.3, u -> slope(u, 7, 0)), within(1e-7));
        double lifted = 0.2 + e.publicLift;
        assertThat(e.publicLift).isGreaterThan(e.freshGain);
        assertThat(e.lifted).isCloseTo(e.forecast[0], within(40.0 / (1 << 25)));
        assertThat(e.lifted).isCloseTo(FirstOrder.normalMean(lifted, 1.3, u -> success(u, 2, 0.3)), within(1e-7));
        assertThat(e.slope[0]).isCloseTo(FirstOrder.normalMean(lifted, 1.3, u -> slope(u, 2, 0.3)), within(1e-7));
    }

    /** Where all tasks are equally hard, an item with c environments has gained c times what it learns from each of its own. */
    @Test
    void publicItemsGainByTheSizeOfTheirClusters() {
        Scenario s = Scenario.withDefaults()
                .withDifficultySpread(0)
                .withEnvironments(20)
                .withPublicItems(4);
        Setting setting = setting(s);
        Expectation e = Objects.requireNonNull(new Foresight(setting, true, true).gains);
        Clusters clusters = Clusters.of(20, setting.chance());
        double sum = 0;
        for (int c = clusters.least(); c <= clusters.most(); c++) {
            double gain = e.freshGain + (c == 0 ? 0 : c * new MeanKernel(setting).own * e.weight(c, 0));
            assertThat(e.publicGain(c, 0)).isCloseTo(gain, within(1e-12));
            sum += clusters.share(c) * FirstOrder.success(gain);
        }
        assertThat(e.forecast[0]).isCloseTo(sum, within(1e-12));
    }
}
