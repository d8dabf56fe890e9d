package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.environment.InspiredDesigner;
import org.evalgap.learner.Learner;
import org.evalgap.learner.Lesson;
import org.evalgap.learner.Pupil;
import org.evalgap.learner.Setting;
import org.evalgap.measure.Measure;
import org.evalgap.random.RandomStream;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks with answers and a surface, as the kernel learns them and as a learner of one's own sees them. */
class AnswersTest {
    private static final Scenario ANSWERED =
            Scenarios.SMALL.withDimension(4).withAnswers("field").withSurfaceDimensions(3);

    /** A learner that learns nothing and writes down what it is shown: the items in the order of the panels, then environments. */
    private static final class Witness implements Learner {
        final List<List<double[]>> shown = new ArrayList<>();

        @Override
        public String name() {
            return "witness";
        }

        @Override
        public Set<String> ignores() {
            return Set.of();
        }

        @Override
        public Pupil begin(Setting setting, RandomStream stream) {
            return new Pupil() {
                @Override
                public void learn(Lesson lesson) {
                    if (lesson.part() == 1) {
                        shown.add(rows(lesson.environments()));
                    }
                }

                @Override
                public void gains(TaskView tasks, double[] gains) {
                    shown.add(rows(tasks));
                    java.util.Arrays.fill(gains, 0);
                }

                @Override
                public Pupil copy() {
                    return this;
                }
            };
        }

        /** Skills, surface, difficulty and answer of each task. */
        private static List<double[]> rows(TaskView tasks) {
            List<double[]> rows = new ArrayList<>();
            int axes = tasks.dimension() + tasks.surfaceDimensions();
            for (int i = 0; i < tasks.size(); i++) {
                double[] row = new double[axes + 2];
                for (int d = 0; d < axes; d++) {
                    row[d] = tasks.position(i, d);
                }
                row[axes] = tasks.difficulty(i);
                row[axes + 1] = tasks.answer(i);
                rows.add(row);
            }
            return rows;
        }
    }

    /** Public items, fresh items, work and environments of replicate 2. */
    private static List<List<double[]>> shown(Scenario s) {
        Witness witness = new Witness();
        Simulator.ofScores().simulate(s.withLearner(witness), 5, 2);
        return witness.shown.subList(0, 4);
    }

    @Test
    void anEnvironmentThatIsItsItemHasItsSurfaceAndItsAnswer() {
        List<List<double[]>> all = shown(ANSWERED.withDeparture(0).withInspiration(1));
        assertThat(all.get(3))
                .hasSize(24)
                .allSatisfy(environment -> assertThat(all.get(0))
                        .anySatisfy(item -> assertThat(item).isEqualTo(environment)));
    }

    /** With a departure of ten lengths of the field, an environment's own skills know nothing of its item's answer. */
    @Test
    void anInspiredEnvironmentKeepsItsItemsAnswerWhereverItGoes() {
        Scenario far = ANSWERED.withAnswerLength(0.2).withInspiration(1).withEnvironments(400);
        List<double[]> here = shown(far.withDeparture(0)).get(3);
        List<double[]> there = shown(far.withDeparture(2)).get(3);
        for (int j = 0; j < 400; j++) {
            assertThat(there.get(j)[8]).isEqualTo(here.get(j)[8]);
            assertThat(there.get(j)[6]).isNotEqualTo(here.get(j)[6]);
        }
    }

    @Test
    void surfaceAndAnswersLeaveTheRestAsItWas() {
        List<List<double[]>> plain = shown(ANSWERED.withAnswers("one").withSurfaceDimensions(0));
        List<List<double[]>> full = shown(ANSWERED.withSurfaceSpread(2));
        List<List<double[]>> wide = shown(ANSWERED.withSurfaceDimensions(5).withPublicItems(25));
        for (int set = 0; set < 4; set++) {
            for (int i = 0; i < plain.get(set).size(); i++) {
                double[] few = plain.get(set).get(i);
                double[] more = full.get(set).get(i);
                double[] most = wide.get(set).get(i);
                assertThat(few[5]).isEqualTo(1);
                assertThat(Math.abs(more[8])).isEqualTo(1);
                for (int d = 0; d < 4; d++) {
                    assertThat(more[d]).isEqualTo(few[d]);
                }
                assertThat(more[7]).isEqualTo(few[4]);
                // Another number of items inspires other environments.
                for (int d = 4; d < 7 && set < 3; d++) {
                    assertThat(more[d]).isEqualTo(2 * most[d]);
                }
            }
        }
        assertThat(full.get(2).stream().filter(task -> task[8] < 0)).hasSizeBetween(1, 39);
    }

    /** The surface is N(0, spread²) wherever a task comes from: 1,000 tasks a source, of each the variance at 4.5 sigma of √(2/n). */
    @Test
    void everySourceHasTheSameSurface() {
        Scenario s = ANSWERED.withSurfaceSpread(1.5)
                .withPublicItems(1000)
                .withFreshItems(1000)
                .withWorkTasks(1000)
                .withInspiration(0)
                .withEnvironments(1000);
        for (List<double[]> set : shown(s)) {
            double square = set.stream()
                    .mapToDouble(task -> task[5] * task[5])
                    .average()
                    .orElseThrow();
            assertThat(square / 2.25).isCloseTo(1, within(4.5 * Math.sqrt(2.0 / 1000)));
        }
    }

    @Test
    void aRuleWithContextIsWhatItSays() {
        for (double[] task : shown(ANSWERED.withAnswers("context")).get(2)) {
            double told = task[3] > -0.25 ? task[2] : task[0] * task[1];
            assertThat(task[8]).isEqualTo(told >= 0 ? 1 : -1);
        }
        Scenario flat = ANSWERED.withDimension(3).withAnswers("context");
        assertThatThrownBy(flat::requireConsistent)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("answers: context", "dimension is 3", "4 or more");
        assertThatThrownBy(() -> ANSWERED.withAnswers("filed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("answers must be one of one, field, context", "filed", "\"field\"?");
    }

    static Stream<Scenario> learners() {
        return Stream.of(
                ANSWERED,
                ANSWERED.withMemorization(1).withNarrowing(0.3),
                ANSWERED.withMemorization(0).withRounds(2).withCandidates(2),
                ANSWERED.withKlPenalty(2).withBudget(1e7),
                ANSWERED.withAnswers("context").withSurfaceDimensions(0).withErrorFocus(1));
    }

    /** Budget 0 is where a score starts; with answers some tasks fall from there, with one answer none does. */
    @ParameterizedTest
    @MethodSource("learners")
    void neighboursShareWorkAndKeepTheirBits(Scenario s) {
        List<Scenario> row = List.of(s, s.withAnswers("one"), s, s.withAnswerLength(0.7), s.withSurfaceSpread(3), s);
        List<Outcome> together = Simulator.ofEverything().session().simulate(row, 9, 1);
        for (int i = 0; i < row.size(); i++) {
            assertThat(together.get(i).values())
                    .as("place %d", i)
                    .isEqualTo(
                            Simulator.ofEverything().simulate(row.get(i), 9, 1).values());
        }
        assertThat(together.get(0).values()).isNotEqualTo(together.get(1).values());
    }

    private static TaskSet set(int[] answers, double... places) {
        TaskSet.Builder builder = TaskSet.builder(1);
        for (int i = 0; i < places.length; i++) {
            Integer answer = answers[i] == 0 ? null : Integer.valueOf(answers[i]);
            builder.add(new double[] {places[i]}, 0.3, 0, 1, answer, "t" + i);
        }
        return builder.build();
    }

    /** One environment of answer 1 and weight w: at distance d a task of the other answer loses K(d) w, by the formula. */
    @Test
    void aTaskOfTheOtherAnswerLosesWhatItsTwinGains() {
        TaskSet items = set(new int[] {1, -1, 0}, 0.5, 0.5, 0.5);
        Audit.Result result = Audit.of(items, set(new int[] {1}, 0))
                .run(Scenario.withDefaults().withBudget(20));
        double[] gains = result.publicGains();
        double kernel = 0.1 * StrictMath.exp(-0.125) + 0.9 * StrictMath.exp(-2);
        assertThat(gains[0])
                .isCloseTo(kernel * result.weights()[0], within(1e-10))
                .isPositive();
        assertThat(gains[1]).isEqualTo(-gains[0]);
        assertThat(gains[2]).isEqualTo(gains[0]);
        assertThatThrownBy(() -> set(new int[] {2}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("answer must be 1 or -1: 2");
    }

    /** If every answer is −1, everything is as if every answer were 1: to the bit. */
    @Test
    void whichAnswerIsCalledRightMakesNoDifference() {
        TaskSet yes = set(new int[] {1, 1, 1, 1}, 0, 0.4, 1, 2);
        TaskSet no = set(new int[] {-1, -1, -1, -1}, 0, 0.4, 1, 2);
        Scenario s = Scenarios.SMALL.withDimension(1).withPublicItems(2).withFreshItems(2);
        Scenario all = s.withEval(no).withWork(no).withImagined(no);
        assertThat(Simulator.ofEverything().simulate(all, 1, 0).values())
                .isEqualTo(Simulator.ofEverything()
                        .simulate(s.withEval(yes).withWork(yes).withImagined(yes), 1, 0)
                        .values());
        assertThat(all.canonicalText())
                .isNotEqualTo(s.withEval(yes).withWork(yes).withImagined(yes).canonicalText());
        // A set that tells no answers keeps its text, and so the keys of what it was simulated with.
        assertThat(set(new int[] {0}, 0.5).canonicalText())
                .isEqualTo("tasks(0x1.3333333333333p-2 0.0 0x1.0p0 0x1.0p-1)");
    }

    /** Given answers stand, wherever the field lies; what is not given is the field's. */
    @Test
    void givenAnswersStandBeforeTheRule() {
        double[] places =
                Stream.iterate(0.0, x -> x + 0.5).limit(60).mapToDouble(x -> x).toArray();
        int[] given = new int[60];
        given[7] = -1;
        given[8] = 1;
        Scenario s = Scenarios.SMALL.withDimension(1).withAnswers("field").withWork(set(given, places));
        List<double[]> work = shown(s.withWorkTasks(500)).get(2);
        assertThat(work).allSatisfy(task -> assertThat(Math.abs(task[2])).isEqualTo(1));
        assertThat(work.stream().filter(task -> task[0] == 3.5)).isNotEmpty().allMatch(task -> task[2] == -1);
        assertThat(work.stream().filter(task -> task[0] == 4)).isNotEmpty().allMatch(task -> task[2] == 1);
    }

    /** Copies the model's own designer line by line, answers and all, or leaves answers to the rule. */
    private record Scribe(boolean answers) implements EnvironmentDesigner {
        @Override
        public String name() {
            return "scribe " + answers;
        }

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            assertThat(brief.position(0)).hasSize(brief.dimension() + brief.surfaceDimensions());
            assertThat(Math.abs(brief.answer(0))).isEqualTo(1);
            InspiredDesigner.INSTANCE.design(brief, new EnvironmentSheet() {
                @Override
                public int from() {
                    return sheet.from();
                }

                @Override
                public int to() {
                    return sheet.to();
                }

                @Override
                public void write(int j, double[] position, double difficulty, int format) {
                    sheet.write(j, position, difficulty, format);
                }

                @Override
                public void write(int j, double[] position, double difficulty, int format, int answer) {
                    if (answers) {
                        sheet.write(j, position, difficulty, format, answer);
                    } else {
                        write(j, position, difficulty, format);
                    }
                }
            });
        }
    }

    @Test
    void designersOfOnesOwnWriteAnswersOrLeaveThemToTheRule() {
        Scenario s = ANSWERED.withDeparture(3).withInspiration(1).withAnswerLength(0.2);
        double[] ours = Simulator.ofEverything().simulate(s, 3, 0).values();
        assertThat(Simulator.ofEverything()
                        .simulate(s.withEnvironmentDesigner(new Scribe(true)), 3, 0)
                        .values())
                .isEqualTo(ours);
        double theirs = Simulator.ofEverything()
                .simulate(s.withEnvironmentDesigner(new Scribe(false)), 3, 0)
                .get(Measure.WORK_SCORE);
        assertThat(theirs).isNotEqualTo(ours[Measure.WORK_SCORE.ordinal()]);
    }
}
