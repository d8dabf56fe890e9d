package org.evalgap.study.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Score;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;

class LearningOrPriorsTest {
    private static final LearningOrPriors STUDY = new LearningOrPriors();
    private static final StudySettings QUICK = STUDY.defaults().with("replicates", 8);
    private static final StudyResult RESULT = STUDY.measure(QUICK, 1);

    /**
     * Unlimited breadth without memorization: the need is that of dg/dB = E[σ′(θ − b + g)], with and without a head start, and shifted
     * tasks are done as well as others. A grid of twos between straight lines errs by less than 3 %; scores by five standard errors.
     */
    @Test
    void unlimitedBreadthNeedsWhatTheClosedFormSaysAndKeepsEverything() {
        StudyTable learners = STUDY.measure(QUICK.with("breadth", 100).with("memorization", 0), 1)
                .tables()
                .get(0);
        for (int i = 0; i < 4; i++) {
            double closed = learners.numbers("unlimitedBreadth")[i];
            double need = (Double) learners.column("training").get(i);
            double error = (Double) learners.column("trainingStandardError").get(i);
            assertThat(need).isCloseTo(closed, within(0.03 * closed + 5 * error));
            double shifted = (Double) learners.column("shifted").get(i);
            double luck = (Double) learners.column("shiftedStandardError").get(i);
            assertThat(shifted).isCloseTo(0.85, within(5 * luck + 0.01));
            assertThat(learners.numbers("firstOrderKept")[i]).isCloseTo(1, within(2e-3));
        }
    }

    /**
     * To first order in the budget the share of a gain that is kept is a ratio of mean kernels (MODEL §8.1). Two comparisons at five
     * standard errors of 60 worlds, by the delta method; the second order at a budget of .01 is below 1e-3; seed fixed.
     */
    @Test
    void firstGainsAreKeptAsTheKernelSays() {
        for (double breadth : new double[] {1, 2}) {
            Scenario scenario = LearningOrPriors.scenario(QUICK, breadth, 0, 0.01);
            Ensemble ensemble = Ensemble.of(Simulator.ofScores(), List.of(scenario), 5, 60);
            double kept = LearningOrPriors.firstOrderKept(QUICK, breadth);
            double work = ensemble.gain(0, Score.WORK).value();
            double off = ensemble.over(v -> Score.FRESH.gain(v[0]::get) - kept * Score.WORK.gain(v[0]::get))
                    .value();
            double error = ensemble.over(v -> Score.FRESH.gain(v[0]::get) - kept * Score.WORK.gain(v[0]::get))
                    .error();
            assertThat(off / work).isCloseTo(0, within(1e-3 + 5 * error / work));
        }
    }

    @Test
    void aPriorThatCarriesIsThereInYoungSkillsAndOneThatDoesNotIsNothing() {
        StudyTable learners = RESULT.tables().get(0);
        assertThat(learners.column("training").get(2))
                .isEqualTo(learners.column("training").get(0));
        StudyTable all = STUDY.measure(QUICK.with("carry", 1), 1).tables().get(0);
        assertThat(all.column("training").get(2))
                .isEqualTo(all.column("training").get(1));
        assertThat(all.column("shifted").get(2)).isEqualTo(all.column("shifted").get(1));
    }

    /** In an old skill the prior looks the more robust, in a young one better learning does. */
    @Test
    void onlyAYoungSkillTellsThemApart() {
        double[] shifted = RESULT.tables().get(0).numbers("shifted");
        assertThat(shifted[1]).isGreaterThan(shifted[3]);
        assertThat(shifted[3]).isGreaterThan(shifted[2]);
        StudyTable learners = RESULT.tables().get(0);
        assertThat(RESULT.finding())
                .contains("in a young skill, which nothing of the prior reaches")
                .endsWith("does " + learners.estimate("shifted", 3).points() + " %, the one with the prior "
                        + learners.estimate("shifted", 1).points() + " % in the old skill and "
                        + learners.estimate("shifted", 2).points() + " % in the young.");
    }
}
