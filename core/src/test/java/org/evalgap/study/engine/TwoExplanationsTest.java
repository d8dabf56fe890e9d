package org.evalgap.study.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Turning;
import org.junit.jupiter.api.Test;

class TwoExplanationsTest {
    private static final TwoExplanations STUDY = new TwoExplanations();
    private static final StudySettings QUICK = STUDY.defaults()
            .with("replicates", 12)
            .with("pretraining", 5)
            .with("updates", 10)
            .with("worlds", 2);
    private static final StudyResult RESULT = STUDY.measure(QUICK, 3);
    private static final StudyTable SHARES = RESULT.tables().get(0);

    /** By hand, v = 0, 3, 5, 11: orders give 3 or 11 − 5 = 6 to the first, 5 or 11 − 3 = 8 to the second. */
    @Test
    void shapleyShareIsTheMeanOverTheTwoOrders() {
        assertThat(TwoExplanations.shapley(0, 3, 5, 11)).isEqualTo(4.5);
        assertThat(TwoExplanations.shapley(0, 5, 3, 11)).isEqualTo(6.5);
        // The axioms: who changes nothing is due nothing, and equals are due the same.
        assertThat(TwoExplanations.shapley(1, 1, 4, 4)).isZero();
        assertThat(TwoExplanations.shapley(1, 3, 3, 9)).isEqualTo((9 - 1) / 2.0);
    }

    /** Only rounding of numbers below 5 is allowed. */
    @Test
    void sharesSumToTheWholeInEveryRow() {
        for (int i = 0; i < SHARES.rows().size(); i++) {
            double sum = SHARES.numbers("neither")[i] + SHARES.numbers("narrow")[i] + SHARES.numbers("inspired")[i];
            assertThat(sum).isCloseTo(SHARES.numbers("both")[i], within(4e-15));
        }
    }

    @Test
    void partsSumToTheDisconnectInEveryColumn() {
        for (String column : List.of("neither", "narrow", "inspired", "both", "interaction")) {
            double[] values = SHARES.numbers(column);
            for (int of : new int[] {0, 4}) {
                double parts = values[of + 1] + values[of + 2] + values[of + 3];
                assertThat(parts).as(column).isCloseTo(values[of], within(2e-14));
            }
        }
    }

    /** The same from outcomes simulated one by one, with Commons Math's statistics: rounding only. */
    @Test
    void meansAndErrorsAreThoseOfTheReplicates() {
        List<Scenario> corners = TwoExplanations.corners(QUICK);
        SummaryStatistics narrow = new SummaryStatistics();
        SummaryStatistics inspired = new SummaryStatistics();
        for (int r = 0; r < 12; r++) {
            double[] v = new double[4];
            for (int corner = 0; corner < 4; corner++) {
                Outcome outcome = Simulator.ofScores().simulate(corners.get(corner), 3, r);
                v[corner] = outcome.get(Measure.DISCONNECT_LOGITS);
            }
            narrow.addValue((v[1] - v[0] + v[3] - v[2]) / 2);
            inspired.addValue((v[2] - v[0] + v[3] - v[1]) / 2);
        }
        assertThat(SHARES.numbers("narrow")[4]).isCloseTo(narrow.getMean(), within(1e-13));
        assertThat(SHARES.numbers("inspired")[4]).isCloseTo(inspired.getMean(), within(1e-13));
        double root = Math.sqrt(12);
        assertThat(SHARES.numbers("narrowStandardError")[4])
                .isCloseTo(narrow.getStandardDeviation() / root, within(1e-13));
        assertThat(SHARES.numbers("inspiredStandardError")[4])
                .isCloseTo(inspired.getStandardDeviation() / root, within(1e-13));
    }

    /**
     * Shares of 40 seeds differ as their standard errors say: variance between seeds over the mean squared error is
     * F(39, 40·5); two-sided at 1e-4; the seeds are fixed.
     */
    @Test
    void errorsAreHonest() {
        SummaryStatistics shares = new SummaryStatistics();
        SummaryStatistics squaredErrors = new SummaryStatistics();
        for (int seed = 100; seed < 140; seed++) {
            StudyTable table = TwoExplanations.shares(QUICK.with("replicates", 6), seed);
            shares.addValue(table.numbers("inspired")[0]);
            squaredErrors.addValue(Math.pow(table.numbers("inspiredStandardError")[0], 2));
        }
        double ratio = shares.getVariance() / squaredErrors.getMean();
        double level = new FDistribution(null, 39, 200).cumulativeProbability(ratio);
        assertThat(level).isBetween(5e-5, 1 - 5e-5);
    }

    @Test
    void switchesThatChangeNothingAreDueNothing() {
        StudySettings off = QUICK.with("breadth", QUICK.get(TwoExplanations.WIDE_BREADTH))
                .with("memorization", 0)
                .with("narrowing", 0)
                .with("inspiration", 0)
                .with("formatLearning", 0);
        StudyTable table = TwoExplanations.shares(off, 3);
        assertThat(table.numbers("narrow")).containsOnly(0);
        assertThat(table.numbers("inspired")).containsOnly(0);
        assertThat(table.numbers("interaction")).containsOnly(0);
    }

    /**
     * Unlimited breadth (MODEL §8.3): all tasks gain alike, so that in logits nothing is left with neither explanation, and
     * inspiration alone costs nothing either. Scores are right to 1e-7, abilities to some 1e-6.
     */
    @Test
    void inspirationAloneCostsNothingAtUnlimitedBreadth() {
        StudyTable table = TwoExplanations.shares(QUICK.with("wideBreadth", 1e9).with("formatLearning", 0), 3);
        for (int i = 4; i < 8; i++) {
            assertThat(table.numbers("neither")[i]).isCloseTo(0, within(1e-5));
            double alone = table.numbers("both")[i] - table.numbers("interaction")[i] / 2 - table.numbers("narrow")[i];
            assertThat(alone).isCloseTo(0, within(1e-5));
        }
    }

    /**
     * What a reviewer's own program found: with wideBreadth 1.25, 1.5, 2, 3, 5 narrow training is due −6.0, −0.9, 12.5, 32.4 and 45.9
     * points. Five comparisons at 5 standard errors of 12 worlds and rounding, which fail by chance once in 1,000 seeds; fixed.
     */
    @Test
    void pointsDoNotIdentifyTheSplit() {
        StudyTable row = RESULT.tables().get(2);
        double[] expected = {-6.0, -0.9, 12.5, 32.4, 45.9};
        assertThat(row.numbers("wideBreadth")).containsExactly(1.25, 1.5, 2, 3, 5, 20, 100);
        for (int i = 0; i < expected.length; i++) {
            double error = row.numbers("narrowPointsStandardError")[i];
            assertThat(row.numbers("narrowPoints")[i]).isCloseTo(expected[i], within(0.05 + 5 * error));
        }
    }

    /**
     * Nor do logits: of 1.63 logits narrow training is due .69 to .75 where learning that is not narrow carries very far, less than nothing
     * where it does not. Four comparisons at 5 standard errors of 12 worlds and rounding, which fail by chance once in 1,200 seeds; fixed.
     * What they have in common is the order, and so at unlimited breadth.
     */
    @Test
    void logitsIdentifyTheOrderAndNotTheSplit() {
        StudyTable row = RESULT.tables().get(2);
        double[] narrow = row.numbers("narrowLogits");
        double[] inspired = row.numbers("inspiredLogits");
        for (int i = 0; i < narrow.length; i++) {
            assertThat(narrow[i]).isLessThan(inspired[i]);
        }
        assertThat(narrow[0]).isNegative();
        for (int i : new int[] {5, 6}) {
            double error = row.numbers("narrowLogitsStandardError")[i];
            double both = error + row.numbers("inspiredLogitsStandardError")[i];
            assertThat(narrow[i]).isBetween(0.69 - 5 * error, 0.75 + 5 * error);
            assertThat(narrow[i] + inspired[i]).isCloseTo(1.63, within(0.005 + 5 * both));
        }
        StudyTable unlimited = TwoExplanations.shares(QUICK.with("wideBreadth", 1e9), 3);
        assertThat(unlimited.numbers("narrow")[4]).isLessThan(unlimited.numbers("inspired")[4]);
    }

    /** The finding's two turning points: a quarter of it, by wideBreadth, and the order, by inspiration. */
    @Test
    void wideBreadthTurnsTheSplitAndInspirationTheOrder() {
        StudySettings few = QUICK.with("replicates", 3);
        Turning quarter = Turning.of(STUDY.claim(few, 3), few);
        assertThat(quarter.claim().deciding()).isEqualTo(TwoExplanations.WIDE_BREADTH);
        assertThat(quarter.holds()).isTrue();
        assertThat(quarter.above().orElseThrow()).isBetween(5.0, 20.0);
        assertThat(RESULT.finding()).contains("(with an inspiration below 0.066 they would not be)");
        // On either side of it, by all of the worlds.
        for (double inspiration : new double[] {0.04, 0.1}) {
            StudyTable table = TwoExplanations.shares(QUICK.with("inspiration", inspiration), 3);
            boolean more = table.numbers("inspired")[4] > table.numbers("narrow")[4];
            assertThat(more).isEqualTo(inspiration > 0.066);
        }
    }

    @Test
    void findingTellsTheNumbersOfTheTable() {
        double inspired = 100 * SHARES.numbers("inspired")[0];
        double error = 100 * SHARES.numbers("inspiredStandardError")[0];
        assertThat(RESULT.finding())
                .startsWith("Both explanations together move the disconnect by ")
                .contains("inspired environments for "
                        + SHARES.estimate("inspired", 4).text())
                .contains(" and " + new Estimate(inspired, error).text() + "; neither scale identifies the split")
                .doesNotContain("-");
    }
}
