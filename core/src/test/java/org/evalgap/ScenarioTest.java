package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scenarios, and what simulations and audits refuse. */
class ScenarioTest {
    private static final Scenario BASE = Scenario.withDefaults();

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }

    private record Named(String name) implements EnvironmentDesigner {
        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            throw new IllegalStateException("never asked");
        }
    }

    @Test
    void partsTellScenariosApartAndBelongToTheirStages() {
        GaussianMixture other = GaussianMixture.single(new double[8], 2, 0, 1);
        List<Scenario> changed = List.of(
                BASE.withEval(other),
                BASE.withWork(other),
                BASE.withImagined(other),
                BASE.withEnvironmentDesigner(new Named("mine")),
                BASE.withTrainer(SampledTrainer.INSTANCE));
        for (int i = 0; i < changed.size(); i++) {
            Scenario s = changed.get(i);
            assertThat(s).isNotEqualTo(BASE);
            assertThat(s.canonicalText()).isNotEqualTo(BASE.canonicalText());
            assertThat(s.sharesWith(BASE, Stage.TASKS)).as("part %d", i).isEqualTo(i >= 2);
            assertThat(s.sharesWith(BASE, Stage.ENVIRONMENTS)).as("part %d", i).isEqualTo(i >= 4);
            for (int j = 0; j < i; j++) {
                assertThat(s.canonicalText()).isNotEqualTo(changed.get(j).canonicalText());
            }
        }
        assertThat(BASE.withEval(other)).isEqualTo(BASE.withEval(GaussianMixture.single(new double[8], 2, 0, 1)));
        assertThat(BASE.withEval(other)).hasSameHashCodeAs(BASE.withEval(other));
    }

    @Test
    void changesLeaveTheOriginalAlone() {
        String before = BASE.canonicalText();
        BASE.withBudget(1)
                .withEval(GaussianMixture.single(new double[8], 1, 0, 1))
                .withTrainer(SampledTrainer.INSTANCE);
        assertThat(BASE.canonicalText()).isEqualTo(before);
        assertThat(Scenario.withDefaults()).isEqualTo(BASE);
    }

    @Test
    void missingPartsAreRefused() {
        assertThatThrownBy(() -> BASE.withEval(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("eval");
        assertThatThrownBy(() -> BASE.withWork(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("work");
        assertThatThrownBy(() -> BASE.withImagined(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> BASE.withEnvironmentDesigner(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> BASE.withTrainer(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void whatParametersMustAgreeOnIsCheckedWhenSimulated() {
        Simulator simulator = Simulator.ofScores();
        refused(
                () -> simulator.simulate(BASE.withEnvironments(3).withRounds(4), 1, 0),
                "rounds must be at most environments = 3: 4");
        GaussianMixture plane = GaussianMixture.single(new double[2], 1, 0, 1);
        refused(
                () -> simulator.simulate(BASE.withEval(plane), 1, 0),
                "eval",
                "2 dimensions",
                "8",
                "set dimension to 2");
        refused(() -> simulator.simulate(BASE.withWork(plane), 1, 0), "work", "2 dimensions", "8");
        refused(() -> simulator.simulate(BASE.withImagined(plane), 1, 0), "designer", "2 dimensions", "8");
        Scenario agreed = BASE.withEval(plane).withDimension(2);
        assertThat(simulator.simulate(agreed, 1, 0).get(Measure.PUBLIC_SCORE)).isBetween(0.0, 1.0);
        // A simulator that refused one scenario goes on with the next.
        assertThat(simulator.simulate(agreed, 1, 0).values())
                .isEqualTo(Simulator.ofScores().simulate(agreed, 1, 0).values());
    }

    @Test
    void simulationsRefuseNegativeReplicatesAndNone() {
        refused(() -> Simulator.ofScores().simulate(BASE, 1, -1), "replicate must be at least 0: -1");
        refused(() -> Simulator.ofScores().summarize(BASE, 1, 0), "replicates must be at least 1: 0");
    }

    @Test
    void aMeasureThatWasNotAskedForNamesItsGroup() {
        Outcome outcome = Simulator.ofScores().simulate(Scenarios.SMALL, 1, 0);
        assertThat(outcome.has(Measure.PEAK_TIME)).isFalse();
        refused(() -> outcome.get(Measure.PEAK_TIME), "peakTime was not computed", "trajectory");
        refused(() -> outcome.get(Measure.GENERALIZATION_GAP), "generalizationGap was not computed", "generalization");
        assertThat(outcome.trajectory()).isEmpty();
        assertThat(Simulator.ofScores().groups()).containsExactly(MeasureGroup.SCORES);
        double[] values = outcome.values();
        values[0] = -1;
        assertThat(outcome.values()[0]).isNotEqualTo(-1);
    }

    /** A parameter that changes something must not be taken from a neighbour's work: every one, between two of the base. */
    @ParameterizedTest
    @EnumSource
    void everyParameterTakesEffectAmongNeighbours(Parameter parameter) {
        Scenario base = Scenarios.SMALL
                .withNarrowing(0.2)
                .withFormatLearning(0.1)
                .withEnvironmentHorizon(3)
                .withSurfaceDimensions(2)
                .withAnswers("field");
        boolean ofNetworks = Parameter.WIDTH.compareTo(parameter) <= 0 && !Audit.knows(parameter);
        if (ofNetworks) {
            base = base.withNarrowing(0)
                    .withFormatLearning(0)
                    .withNetworkLearner()
                    .withPretraining(3)
                    .withUpdates(9);
            base = base.withBatch(16).withPretrainingTasks(20).withWidth(8);
        }
        Scenario changed = base.with(parameter, ParameterTest.another(parameter));
        boolean differs = false;
        // A second candidate is kept, and more attempts are reported, otherwise by chance only: in some of the
        // replicates.
        for (int replicate = 0; replicate < 8; replicate++) {
            List<Outcome> together =
                    Simulator.ofEverything().session().simulate(List.of(base, changed, base), 3, replicate);
            Outcome alone = Simulator.ofEverything().simulate(changed, 3, replicate);
            assertThat(together.get(1).values()).isEqualTo(alone.values());
            assertThat(together.get(2).values()).isEqualTo(together.get(0).values());
            differs |= !Arrays.equals(alone.values(), together.get(0).values());
        }
        boolean ofSampledTraining = parameter == Parameter.UPDATES || parameter == Parameter.EPISODES_PER_UPDATE;
        assertThat(differs).isEqualTo(!ofSampledTraining);
    }

    @Test
    void anAuditRefusesDimensionsThatDiffer() {
        TaskSet flat = TaskSet.builder(1).add(new double[] {1}, 0).build();
        TaskSet plane = TaskSet.builder(2).add(new double[] {1, 2}, 0).build();
        refused(() -> Audit.of(plane, flat), "environments", "public items = 2: 1");
        refused(() -> Audit.of(plane, plane).withFresh(flat), "fresh items", "public items = 2: 1");
        refused(() -> Audit.of(plane, plane).withWork(flat), "work tasks", "public items = 2: 1");
    }

    @Test
    void anAuditLeavesOutTheMeasuresOfMissingSets() {
        TaskSet set = Scenarios.explicit(12, 1);
        var alone = Audit.of(set, set).run(BASE).measures();
        assertThat(alone)
                .containsKeys(Measure.PUBLIC_SCORE, Measure.ENVIRONMENT_SUCCESS, Measure.POLICY_DIVERGENCE)
                .doesNotContainKeys(
                        Measure.FRESH_SCORE,
                        Measure.WORK_SCORE,
                        Measure.INFLATION,
                        Measure.FORMAT_GAP,
                        Measure.TRANSFER);
        var fresh = Audit.of(set, set).withFresh(set).run(BASE).measures();
        assertThat(fresh)
                .containsKeys(Measure.INFLATION, Measure.FORMAT_GAP)
                .doesNotContainKeys(Measure.DISTRIBUTION_GAP);
        assertThat(fresh.get(Measure.INFLATION)).isZero();
        var work = Audit.of(set, set).withWork(set).run(BASE).measures();
        assertThat(work).containsKeys(Measure.TRANSFER, Measure.RELIABILITY_GAP).doesNotContainKeys(Measure.INFLATION);
        var still = Audit.of(set, set).withWork(set).run(BASE.withBudget(0)).measures();
        assertThat(still.get(Measure.TRANSFER)).isNaN();
        assertThat(alone).doesNotContainKey(Measure.REPORTED_SCORE);
    }

    /** A task of weight 3 counts as three tasks of weight 1; among environments for their score only. */
    @Test
    void anAuditWeighsScoresAndSpreadsComputeEvenly() {
        TaskSet once = TaskSet.builder(1)
                .add(new double[] {0}, 0.5, 1, 3, "a")
                .add(new double[] {1}, -1, 1, 1, "b")
                .build();
        TaskSet thrice = TaskSet.builder(1)
                .add(new double[] {0}, 0.5)
                .add(new double[] {0}, 0.5)
                .add(new double[] {0}, 0.5)
                .add(new double[] {1}, -1)
                .build();
        TaskSet even = TaskSet.builder(1)
                .add(new double[] {0}, 0.5)
                .add(new double[] {1}, -1)
                .build();
        Audit.Result weighted = Audit.of(once, once).run(BASE);
        Audit.Result repeated = Audit.of(thrice, even).run(BASE);
        assertThat(weighted.weights()).isEqualTo(repeated.weights());
        assertThat(weighted.measures().get(Measure.PUBLIC_SCORE))
                .isCloseTo(
                        repeated.measures().get(Measure.PUBLIC_SCORE), org.assertj.core.api.Assertions.within(1e-15));
        // H = 1: success on these environments is the public score with the same weights.
        assertThat(weighted.measures().get(Measure.ENVIRONMENT_SUCCESS))
                .isCloseTo(
                        weighted.measures().get(Measure.PUBLIC_SCORE), org.assertj.core.api.Assertions.within(1e-11));
    }

    /** A format that is not given is 1 for eval items and environments and 0 for work. */
    @Test
    void anAuditGivesMissingFormatsByPlace() {
        TaskSet none = TaskSet.builder(1).add(new double[] {0}, 0).build();
        TaskSet far = TaskSet.builder(1).add(new double[] {1e6}, 0).build();
        Audit.Result result = Audit.of(none, none)
                .withFresh(far)
                .withWork(far)
                .run(BASE.withFormatLearning(0.5).withBudget(3));
        assertThat(result.freshGains().orElseThrow()[0])
                .isCloseTo(0.5 * result.weights()[0], org.assertj.core.api.Assertions.within(1e-12));
        assertThat(result.workGains().orElseThrow()[0]).isCloseTo(0, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(result.publicGains()[0])
                .isCloseTo(1.5 * result.weights()[0], org.assertj.core.api.Assertions.within(1e-11));
    }

    /** What an audit says it does not know has no effect on it, and what it knows has. */
    @ParameterizedTest
    @EnumSource
    void anAuditKnowsExactlyTheParametersThatChangeIt(Parameter parameter) {
        Scenario base = BASE.withDimension(3)
                .withNarrowing(0.2)
                .withFormatLearning(0.1)
                .withEnvironmentHorizon(3)
                .withBudget(100);
        TaskSet set = Scenarios.explicit(12, 1);
        Audit audit = Audit.of(set, Scenarios.explicit(12, 3)).withFresh(set).withWork(Scenarios.explicit(12, 2));
        var before = audit.run(base).measures();
        var after = audit.run(base.with(parameter, ParameterTest.another(parameter)))
                .measures();
        assertThat(after.equals(before)).as(parameter.label()).isEqualTo(!Audit.knows(parameter));
    }
}
