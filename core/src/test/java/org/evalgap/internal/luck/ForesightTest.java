package org.evalgap.internal.luck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;

/** Expected scores before training, and of what nothing is foreseen. */
class ForesightTest {
    private static final Scenario BASE = Scenario.withDefaults()
            .withDimension(1)
            .withCompetence(0.5)
            .withGuessRate(0.2)
            .withEvalHorizon(2)
            .withWorkHorizon(3);

    private static Foresight of(Scenario s) {
        return new Foresight(ExpectationTest.setting(s), true, true);
    }

    private static double success(double difficulty, int horizon) {
        return StrictMath.pow(FirstOrder.success(0.5 - difficulty), horizon);
    }

    private static TaskSet tasks(double... difficultiesAndWeights) {
        TaskSet.Builder tasks = TaskSet.builder(1);
        for (int i = 0; i < difficultiesAndWeights.length; i += 2) {
            tasks.add(new double[1], difficultiesAndWeights[i], null, difficultiesAndWeights[i + 1], "task " + i);
        }
        return tasks.build();
    }

    /** By hand: weighted means of σ(θ − b)^H; of the eval, whose items are drawn once each, as far as weights are equal or nothing. */
    @Test
    void scoresOnSetsAreWeightedMeans() {
        Foresight f = of(BASE.withEval(tasks(1, 2, -1, 2, 3, 0)).withWork(tasks(0, 1, 2, 3)));
        double onEval = 0.2 + 0.8 * (success(1, 2) + success(-1, 2)) / 2;
        assertThat(f.before[0]).isCloseTo(onEval, within(1e-14));
        assertThat(f.before[1]).isCloseTo(onEval, within(1e-14));
        assertThat(f.before[2]).isCloseTo((success(0, 2) + 3 * success(2, 2)) / 4, within(1e-14));
        assertThat(f.before[3]).isCloseTo((success(0, 3) + 3 * success(2, 3)) / 4, within(1e-14));
        assertThat(f.foreseesGains()).isFalse();
        Foresight unequal = of(BASE.withEval(tasks(1, 2, -1, 1)));
        assertThat(unequal.before[0]).isNaN();
        assertThat(unequal.before[1]).isNaN();
        assertThat(unequal.before[2]).isFinite();
    }

    /** By the trapezoid rule, one component at a time. */
    @Test
    void scoresOnMixturesAreMeansOfTheirComponents() {
        Foresight f = of(BASE.withEval(mixture(1.5)));
        double easy = FirstOrder.normalMean(0.5 + 1, 1.5, u -> StrictMath.pow(FirstOrder.success(u), 2));
        double hard = FirstOrder.normalMean(0.5 - 2, 0.5, u -> StrictMath.pow(FirstOrder.success(u), 2));
        assertThat(f.before[0]).isCloseTo(0.2 + 0.8 * (3 * easy + hard) / 4, within(1e-7));
        assertThat(f.foreseesGains()).isFalse();
    }

    private static GaussianMixture mixture(double spread) {
        return GaussianMixture.of(List.of(
                new GaussianMixture.Component(3, new double[1], 1, -1, spread),
                new GaussianMixture.Component(1, new double[] {2}, 1, 2, 0.5)));
    }

    /** Difficulties of a spread of 64 logits are foreseen, and of the next double not; nor are more than 513 sizes of clusters. */
    @Test
    void whatIsWideOrNotNormalIsNotForeseen() {
        assertThat(of(BASE).foreseesGains()).isTrue();
        assertThat(of(BASE.withDifficultySpread(64)).foreseesGains()).isTrue();
        Foresight wide = of(BASE.withDifficultySpread(Math.nextUp(64.0)));
        assertThat(wide.foreseesGains()).isFalse();
        assertThat(wide.before).containsOnly(Double.NaN);
        assertThat(of(BASE.withEval(mixture(65))).before[0]).isNaN();
        assertThat(of(BASE.withWork(mixture(1))).foreseesGains()).isFalse();
        assertThat(of(BASE.withImagined(mixture(1))).foreseesGains()).isFalse();
        assertThat(of(BASE.withEnvironments(65536).withPublicItems(2)).foreseesGains())
                .isFalse();
        assertThat(of(BASE.withEnvironments(65536).withPublicItems(2).withInspiration(0))
                        .foreseesGains())
                .isTrue();
    }

    @Test
    void ofALearnerThatHasLearnedBeforeNothingIsForeseen() {
        Foresight f = new Foresight(ExpectationTest.setting(BASE), false, true);
        assertThat(f.before).hasSize(4).containsOnly(Double.NaN);
        assertThat(f.foreseesGains()).isFalse();
        Foresight untrained = new Foresight(ExpectationTest.setting(BASE), true, false);
        assertThat(untrained.before[2]).isFinite();
        assertThat(untrained.foreseesGains()).isFalse();
    }
}
