package org.evalgap.study.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.stat.inference.OneWayAnova;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Test;

class PretrainingOrRlTest {
    private static final PretrainingOrRl STUDY = new PretrainingOrRl();
    private static final StudySettings QUICK = STUDY.defaults()
            .with("teams", 40)
            .with("pretraining", 5)
            .with("updates", 10)
            .with("worlds", 2);
    private static final StudyResult RESULT = STUDY.measure(QUICK, 1);

    private static double[][] drawn(int seed, int teams, int replicates, double between, double within) {
        double[][] outcomes = new double[teams][replicates];
        RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY);
        for (int team = 0; team < teams; team++) {
            RandomStream own = stream.substream(team);
            for (int r = 0; r < replicates; r++) {
                outcomes[team][r] = 5 + between * own.normal(0) + within * own.normal(r + 1);
            }
        }
        return outcomes;
    }

    /** Sums of squares by hand, and Commons Math's F = MS_between/MS_within = 1 + n·σ²_between/σ²_within. */
    @Test
    void componentsAreThoseOfTheAnalysisOfVariance() {
        double[][] outcomes = drawn(1, 7, 5, 2, 3);
        double grand = 0;
        for (double[] team : outcomes) {
            grand += mean(team) / 7;
        }
        double betweenSquares = 0;
        double withinSquares = 0;
        for (double[] team : outcomes) {
            betweenSquares += 5 * Math.pow(mean(team) - grand, 2);
            for (double outcome : team) {
                withinSquares += Math.pow(outcome - mean(team), 2);
            }
        }
        VarianceComponents components = VarianceComponents.of(outcomes);
        double expected = (betweenSquares / 6 - withinSquares / 28) / 5;
        assertThat(components.between().value()).isCloseTo(expected, within(1e-12));
        assertThat(components.within()).isCloseTo(withinSquares / 28, within(1e-12));
        assertThat(components.mean().value()).isCloseTo(grand, within(1e-12));
        double f = new OneWayAnova().anovaFValue(List.of(outcomes));
        assertThat(1 + 5 * components.between().value() / components.within()).isCloseTo(f, within(1e-10));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /**
     * 2000 designs with known components 4 and 9: the estimate is unbiased (5 standard errors, once in 1.7 million seeds) and
     * scatters as its error says, to 12 % (7 standard errors of a standard deviation, less often still); seeds fixed.
     */
    @Test
    void betweenTeamsVarianceIsUnbiasedAndItsErrorHonest() {
        Tally estimates = new Tally();
        Tally errors = new Tally();
        for (int seed = 0; seed < 2000; seed++) {
            Estimate between = VarianceComponents.of(drawn(seed, 30, 4, 2, 3)).between();
            estimates.add(between.value());
            errors.add(between.error());
        }
        assertThat(estimates.mean()).isCloseTo(4, within(5 * estimates.standardError()));
        double scatter = Math.sqrt(estimates.variance());
        assertThat(errors.mean()).isCloseTo(scatter, within(0.12 * scatter));
    }

    /**
     * Designers who imagine alike: nothing depends on who they are, and every team is everybody. 6 variances and 5 differences of
     * means at 5 standard errors of 40 teams, which fail by chance once in 3000 seeds at the worst; the seed is fixed.
     */
    @Test
    void equalDesignersMakeNoDifference() {
        StudyTable teams =
                STUDY.measure(QUICK.with("biasSpread", 0), 1).tables().get(0);
        double[] gains = teams.numbers("workGain");
        double[] errors = teams.numbers("workGainStandardError");
        for (int i = 0; i < gains.length; i++) {
            double error = teams.numbers("betweenVarianceStandardError")[i];
            assertThat(teams.numbers("betweenVariance")[i]).isCloseTo(0, within(5 * error));
            assertThat(gains[i]).isCloseTo(gains[5], within(5 * Math.hypot(errors[i], errors[5])));
        }
    }

    /**
     * To first order the mean is the same for every team and the variance that of single designers over K: at a budget of 0.01,
     * 4 means and 3 variances at 5 standard errors, which fail by chance once in 10,000 seeds at the worst; the seed is fixed.
     */
    @Test
    void gainsAddUpOverDesignersToFirstOrder() {
        StudySettings small = QUICK.with("budget", 0.01).with("teams", 120).with("replicates", 2);
        StudyTable teams = STUDY.measure(small, 1).tables().get(0);
        double law = PretrainingOrRl.firstOrderMean(small);
        double single = Math.pow(PretrainingOrRl.firstOrderDeviation(small), 2);
        for (int i : new int[] {0, 1, 2, 5}) {
            double error = teams.numbers("workGainStandardError")[i];
            assertThat(teams.numbers("workGain")[i]).isCloseTo(law, within(5 * error + 0.001 * law));
        }
        int[] designers = {1, 2, 4};
        for (int i = 0; i < 3; i++) {
            double expected = single / designers[i];
            double error = teams.numbers("betweenVarianceStandardError")[i];
            assertThat(teams.numbers("betweenVariance")[i]).isCloseTo(expected, within(5 * error));
            assertThat(error).isLessThan(0.3 * expected);
        }
    }

    /**
     * Everybody is one design for all teams: no variance but noise (5 standard errors, which fail by chance once
     * in 10,000 seeds; the seed is fixed); pooling raises the mean and evens it.
     */
    @Test
    void poolingRaisesTheMeanAndRemovesTheRisk() {
        StudyTable teams = RESULT.tables().get(0);
        double error = teams.numbers("betweenVarianceStandardError")[5];
        assertThat(teams.numbers("betweenVariance")[5]).isCloseTo(0, within(5 * error));
        double[] gains = teams.numbers("workGain");
        double[] deviations = teams.numbers("betweenTeams");
        assertThat(gains).isSorted();
        assertThat(deviations[4]).isLessThan(0.7 * deviations[0]);
        assertThat(teams.numbers("shareOfTeam")[0]).isGreaterThan(0.9);
    }

    @Test
    void findingTellsTheNumbersOfTheTable() {
        StudyTable teams = RESULT.tables().get(0);
        double all = teams.numbers("workGain")[5];
        assertThat(RESULT.finding())
                .contains("on everything " + new Estimate(all, teams.numbers("workGainStandardError")[5]).points()
                        + " at equal compute")
                .contains("from designer to designer (" + Words.percent(teams.numbers("shareOfTeam")[0]));
        StudyTable network = RESULT.tables().get(2);
        double[] gains = network.numbers("workGain");
        assertThat(network.numbers("aboveOneDesigner"))
                .containsExactly(new double[] {0, gains[1] - gains[0]}, within(1e-12));
        assertThat(RESULT.finding())
                .endsWith("by more on everything, "
                        + network.estimate("aboveOneDesigner", 1).points() + " more.");
    }
}
