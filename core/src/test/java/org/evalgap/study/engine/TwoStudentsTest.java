package org.evalgap.study.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TwoStudentsTest {
    private static final TwoStudents STUDY = new TwoStudents();
    private static final StudySettings DEFAULTS =
            STUDY.defaults().with("pretraining", 5).with("updates", 10).with("worlds", 2);
    private static final StudyResult RESULT = STUDY.measure(DEFAULTS, 1);
    private static final List<String> SCORES = List.of("contest", "newProblems", "work");

    /**
     * Published with the model, from an independent program: contest .87 against .725, work .509 against .610, ±.003. Four
     * comparisons with 5 standard errors of 40 worlds besides, which fail by chance once in 20,000 seeds; the seed is fixed.
     */
    @Test
    void studentsScoreAsPublishedWithTheModel() {
        double[][] published = {{0.87, 0.509}, {0.725, 0.610}};
        StudyTable table = RESULT.tables().get(0);
        for (int student = 0; student < 2; student++) {
            check(table, student, "contest", published[student][0]);
            check(table, student, "work", published[student][1]);
        }
    }

    private static void check(StudyTable table, int row, String column, double expected) {
        double error = table.numbers(column + "StandardError")[row];
        assertThat(table.numbers(column)[row]).as(column).isCloseTo(expected, within(0.003 + 5 * error));
    }

    /**
     * The limit breadth → ∞: every score is the ceiling. Three comparisons at 5 standard errors of 40 worlds, which fail by chance
     * once in 26,000 seeds; the seed is fixed.
     */
    @Test
    void unlimitedBreadthReachesTheCeilingOnEveryScore() {
        Scenario second = TwoStudents.second(DEFAULTS, 100, 1000);
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), List.of(second), 1, 40);
        for (Measure score : List.of(Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.WORK_SCORE)) {
            Estimate reached = ensemble.of(0, score);
            double ceiling = TwoStudents.ceiling(DEFAULTS, 100);
            assertThat(reached.value()).isCloseTo(ceiling, within(5 * reached.error()));
        }
    }

    /** The limit budget → 0: a logit moves by at most a quarter of the budget (0.01), a score by at most a quarter of that. */
    @Test
    void studentsWhoHardlyPractiseAreAlike() {
        StudyTable table = STUDY.measure(DEFAULTS.with("pace", 1e-6).with("replicates", 8), 1)
                .tables()
                .get(0);
        for (String score : SCORES) {
            double[] both = table.numbers(score);
            assertThat(both[0] - both[1]).isBetween(-0.01 / 16, 0.01 / 16);
        }
        assertThat(table.numbers("ceiling")[1]).isCloseTo(0.5, within(1e-4));
    }

    /** Bisection on simulated leads, with the same worlds; straight lines over a factor of 1.12 err by less than 1 %. */
    @Tag("long")
    @Test
    void overtakingBreadthIsThatOfBruteForce() {
        StudyTable overtaking = RESULT.tables().get(2);
        double found = (Double) overtaking.column("work").get(0);
        assertThat(bruteForce(100, Measure.WORK_SCORE)).isCloseTo(found, within(0.01 * found));
        double contest = (Double) overtaking.column("contest").get(3);
        assertThat(bruteForce(400, Measure.PUBLIC_SCORE)).isCloseTo(contest, within(0.01 * contest));
    }

    private static double bruteForce(double hours, Measure score) {
        double low = 0.5;
        double high = 16;
        while (high / low > 1.001) {
            double middle = Math.sqrt(low * high);
            Scenario second = TwoStudents.second(DEFAULTS, hours, middle);
            Ensemble pair = Ensemble.of(Simulator.ofScores(), List.of(TwoStudents.first(DEFAULTS), second), 1, 40);
            if (pair.of(1, score).value() < pair.of(0, score).value()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }

    /** Where unlimited breadth does not reach the first student, no breadth does; and hours make up for breadth. */
    @Test
    void ceilingDecidesWhetherAnyBreadthOvertakes() {
        StudyTable overtaking = RESULT.tables().get(2);
        StudyTable students = RESULT.tables().get(0);
        for (String score : SCORES) {
            double before = Double.POSITIVE_INFINITY;
            for (int i = 0; i < overtaking.rows().size(); i++) {
                Object breadth = overtaking.column(score).get(i);
                if (breadth instanceof Double at) {
                    assertThat(overtaking.numbers("ceiling")[i]).isGreaterThan(students.numbers(score)[0]);
                    assertThat(at).as(score).isLessThan(before);
                    before = at;
                }
            }
            assertThat(before).isLessThan(1);
        }
        assertThat(overtaking.column("contest").get(0)).isEqualTo("");
        assertThat(overtaking.numbers("ceiling")[0]).isLessThan(students.numbers("contest")[0]);
    }

    @Test
    void findingSaysWhetherAndWhereTheSecondOvertakes() {
        assertThat(RESULT.finding())
                .contains("overtakes on the contest with none, on new problems with none and at work from 1.4 on")
                .contains("unlimited breadth would bring 77 % everywhere");
        StudySettings quick = DEFAULTS.with("replicates", 4);
        assertThat(STUDY.measure(quick.with("secondHours", 1000), 1).finding())
                .containsPattern(
                        "contest from 1\\.0\\d on, on new problems from 0\\.9\\d+ on and at work from 0\\.9\\d+ on");
        assertThat(STUDY.measure(quick.with("firstHours", 1), 1).finding()).contains("work from 0.5 on or before");
    }
}
