package org.evalgap.internal.luck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.stream.Stream;
import org.evalgap.Scenario;
import org.evalgap.study.closedform.FirstOrder;
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
}
