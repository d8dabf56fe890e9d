package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.evalgap.learner.Learner;
import org.evalgap.learner.Lesson;
import org.evalgap.learner.Pupil;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.learner.Setting;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.random.RandomStream;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import org.evalgap.task.TaskView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A learner of one's own goes through everything that the model's own learner goes through. */
class OwnLearnerTest {
    private static final Scenario SMALL = Scenarios.SMALL;

    /**
     * A learner who gets better at everything alike, by the sum of what its updates are worth; it starts somewhat better than
     * its competence.
     *
     * @param head gain before it is trained
     * @param updates how many a round
     * @param worth what an update is worth in logits
     */
    private record Uniform(double head, int updates, ToDoubleFunction<Lesson> worth) implements Learner {
        @Override
        public String name() {
            return "uniform " + head + " " + updates;
        }

        @Override
        public Pupil begin(Setting setting, RandomStream stream) {
            return new Level(this, head);
        }
    }

    private static final class Level implements Pupil {
        private final Uniform learner;
        private double level;

        Level(Uniform learner, double level) {
            this.learner = learner;
            this.level = level;
        }

        @Override
        public void learn(Lesson lesson) {
            for (int s = lesson.firstOf(learner.updates); s < lesson.endOf(learner.updates); s++) {
                level += learner.worth.applyAsDouble(lesson);
            }
        }

        @Override
        public void gains(TaskView tasks, double[] gains) {
            Arrays.fill(gains, level);
        }

        @Override
        public Pupil copy() {
            return new Level(learner, level);
        }
    }

    private static List<Scenario> byHand() {
        Scenario wide = SMALL.withFormatLearning(0.3).withErrorFocus(1).withGuessRate(0.2);
        return List.of(
                SMALL,
                SMALL.withBudget(20).withBreadth(2).withMemorization(0.3),
                SMALL.withEnvironmentHorizon(6).withCritic(0.5).withAdvantageNormalization(0.5),
                SMALL.withKlPenalty(0.1).withWorkHorizon(3),
                wide,
                wide.withRounds(3).withCandidates(2).withAttempts(2),
                wide.withRounds(4).withCompetence(0.5));
    }

    /**
     * Oracle: the formulas of the model, behind the seam that users see. A round is integrated in 64 parts there and in one go
     * here; both keep scores within 1e-7, and differences of abilities are as exact as slopes of a few tenths make them.
     */
    @ParameterizedTest
    @MethodSource("byHand")
    void theModelsLearnerWrittenByHandGivesTheModelsOutcome(Scenario scenario) {
        Outcome model = Simulator.ofEverything().simulate(scenario, 12, 3);
        Outcome hand = Simulator.ofEverything().simulate(scenario.withLearner(new HandKernel()), 12, 3);
        for (Measure measure : Measure.values()) {
            assertThat(hand.get(measure)).as(measure.label()).isCloseTo(model.get(measure), within(2e-6));
        }
        assertThat(hand.rounds()).hasSameSizeAs(model.rounds());
        assertThat(hand.trajectory()).hasSameSizeAs(model.trajectory());
        for (int i = 0; i < hand.trajectory().size(); i++) {
            Outcome.CurvePoint point = hand.trajectory().get(i);
            Outcome.CurvePoint expected = model.trajectory().get(i);
            assertThat(point.time()).isEqualTo(expected.time());
            assertThat(point.divergence()).isCloseTo(expected.divergence(), within(1e-6));
            for (Score score : Score.values()) {
                assertThat(point.get(score)).isCloseTo(expected.get(score), within(2e-7));
            }
        }
    }

    /** A gain at every task alike is competence: 64 updates of 1/32 are two logits, k of them k/32. */
    @Test
    void aUniformGainIsCompetence() {
        Scenario s = SMALL.withGuessRate(0.1).withLearner(new Uniform(0, 64, lesson -> 1.0 / 32));
        Outcome outcome = Simulator.ofEverything().simulate(s, 4, 1);
        Outcome skilled = Simulator.ofScores().simulate(SMALL.withGuessRate(0.1).withCompetence(2), 4, 1);
        for (Score score : Score.values()) {
            assertThat(outcome.get(score.after())).isCloseTo(skilled.get(score.before()), within(1e-14));
            assertThat(outcome.get(score.ability())).isCloseTo(2, within(1e-11));
        }
        assertThat(outcome.get(Measure.FORMAT_GAP)).isZero();
        for (int k = 0; k <= 64; k++) {
            double competence = k / 32.0;
            Outcome then =
                    Simulator.ofScores().simulate(SMALL.withGuessRate(0.1).withCompetence(competence), 4, 1);
            for (Score score : Score.values()) {
                assertThat(outcome.trajectory().get(k).get(score)).isCloseTo(then.get(score.before()), within(1e-14));
            }
        }
    }

    /** What it could do before the lab trained it is in the scores before, and not in what training moved. */
    @Test
    void aLearnerMayKnowMoreThanItsCompetenceBeforeItIsTrained() {
        Outcome idle = Simulator.ofEverything().simulate(SMALL.withLearner(new Uniform(1.5, 0, lesson -> 0)), 4, 1);
        Outcome skilled = Simulator.ofScores().simulate(SMALL.withCompetence(1.5), 4, 1);
        for (Score score : Score.values()) {
            assertThat(idle.get(score.before())).isCloseTo(skilled.get(score.before()), within(1e-14));
            assertThat(idle.get(score.after())).isEqualTo(idle.get(score.before()));
            assertThat(idle.get(score.ability())).isZero();
        }
        assertThat(idle.get(Measure.POLICY_DIVERGENCE)).isZero();
        assertThat(idle.get(Measure.GENERALIZATION_GAP)).isZero();
    }

    /** Candidate 2 learns, the others forget, and 10,000 attempts an item tell: it is kept in all three rounds. */
    @Test
    void theBestCandidateGoesOnAndTheOthersLeaveNoTrace() {
        Uniform learner = new Uniform(0, 10, lesson -> lesson.candidate() == 2 ? 0.1 : -0.1);
        Scenario s = SMALL.withRounds(3).withCandidates(4).withAttempts(10_000).withLearner(learner);
        Outcome outcome = Simulator.ofEverything().simulate(s, 4, 1);
        for (Score score : Score.values()) {
            assertThat(outcome.get(score.ability())).isCloseTo(3, within(1e-11));
        }
        for (int r = 0; r < 3; r++) {
            Outcome then = Simulator.ofScores().simulate(SMALL.withCompetence(r + 1), 4, 1);
            assertThat(outcome.rounds().get(r).publicScore())
                    .isCloseTo(then.get(Measure.PUBLIC_SCORE_BEFORE), within(1e-14));
        }
    }

    /** Its own streams: of a seed, a replicate, a round and a candidate. */
    @Test
    void lessonsSayWhatIsNew() {
        List<Lesson> lessons = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Uniform learner = new Uniform(0, 64, lesson -> {
            lessons.add(lesson);
            sizes.add(lesson.environments().size());
            return 0;
        });
        Scenario s = SMALL.withRounds(2).withCandidates(3).withLearner(learner);
        Simulator.ofScores().simulate(s, 4, 1);
        assertThat(lessons).hasSize(2 * 3 * 64);
        for (int i = 0; i < lessons.size(); i++) {
            Lesson lesson = lessons.get(i);
            assertThat(lesson.round()).isEqualTo(i / 192);
            assertThat(lesson.candidate()).isEqualTo(i / 64 % 3);
            assertThat(lesson.part()).isEqualTo(i % 64 + 1);
            assertThat(lesson.from()).isEqualTo(12 * lesson.round());
            assertThat(sizes.get(i)).isEqualTo(12 * (lesson.round() + 1));
        }
        assertThat(lessons.stream()
                        .map(lesson -> lesson.stream().bits(0))
                        .distinct()
                        .count())
                .isEqualTo(6);
    }

    /** Whether anybody looks on makes no difference; nor do neighbours, nor threads. */
    @Test
    void aSweepGivesTheOutcomesOfScenariosAlone() {
        Map<String, UnaryOperator<Scenario>> learners = new LinkedHashMap<>();
        learners.put("kernel", Scenario::withKernelLearner);
        learners.put("sampled", s -> s.withTrainer(SampledTrainer.INSTANCE).withUpdates(20));
        learners.put("by hand", s -> s.withLearner(new HandKernel()));
        learners.put(
                "lucky",
                s -> s.withLearner(new Uniform(0, 100, lesson -> lesson.stream().normal(lesson.part()))));
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL.withEnvironments(8))
                .vary(Parameter.BUDGET, 16, 64)
                .vary(Axis.choices("learner", learners))
                .vary(Parameter.ROUNDS, 1, 2)
                .replicates(3)
                .seed(5)
                .build();
        List<SweepRow> rows = new ArrayList<>();
        SweepRunner.withDefaults().withThreads(2).run(plan, rows::add);
        assertThat(rows).hasSize(16);
        for (SweepRow row : rows) {
            Scenario s = row.point().scenario();
            Summary alone = Simulator.ofEverything().summarize(s, 5, 3);
            for (Score score : Score.values()) {
                assertThat(row.summary().mean(score.after())).as("%s", s).isEqualTo(alone.mean(score.after()));
                assertThat(row.summary().mean(score.ability())).isEqualTo(alone.mean(score.ability()));
            }
        }
        // The lucky one does not know the budget.
        assertThat(rows.stream()
                        .map(row -> row.summary().mean(Measure.PUBLIC_SCORE))
                        .distinct())
                .hasSize(14);
    }

    @Test
    void aLearnerIsPartOfTheKeyAndTheKernelIsNot() {
        Scenario own = SMALL.withLearner(new HandKernel());
        assertThat(own.canonicalText()).endsWith("trainer=flow learner=kernel by hand");
        assertThat(SMALL.canonicalText()).endsWith("trainer=flow");
        assertThat(own).isNotEqualTo(SMALL);
        assertThat(own.withKernelLearner()).isEqualTo(SMALL);
        assertThat(own.learner()).containsInstanceOf(HandKernel.class);
        assertThat(own.withBudget(3).withDimension(2).learner()).isEqualTo(own.learner());
        assertThatThrownBy(() -> SMALL.withLearner(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void whatMeansNothingToTheLearnerIsRefused() {
        Scenario own = SMALL.withLearner(new Uniform(0, 1, lesson -> 1));
        assertThatThrownBy(() -> Simulator.ofScores().simulate(own.withBreadth(2), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("breadth", "uniform", "default = 1", ": 2");
        Scenario hand = SMALL.withLearner(new HandKernel());
        Simulator.ofScores().simulate(hand.withBreadth(2), 1, 0);
        assertThatThrownBy(() -> Simulator.ofScores().simulate(hand.withNarrowing(1), 1, 0))
                .hasMessageContaining("narrowing");
        Set<String> labels = Set.copyOf(
                Arrays.stream(Parameter.values()).map(Parameter::label).toList());
        assertThat(labels).containsAll(new Uniform(0, 1, lesson -> 1).ignores());
    }

    @Test
    void aGainThatIsNoNumberIsRefusedByName() {
        Scenario own = SMALL.withLearner(new Uniform(0, 1, lesson -> Double.NaN));
        assertThatThrownBy(() -> Simulator.ofScores().simulate(own, 1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("finite", "NaN", "uniform", "task 0");
    }
}
