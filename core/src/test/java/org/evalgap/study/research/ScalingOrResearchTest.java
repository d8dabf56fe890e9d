package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Test;

class ScalingOrResearchTest {
    private static final ScalingOrResearch STUDY = new ScalingOrResearch();
    private static final StudySettings QUICK = STUDY.defaults().with("replicates", 1);
    private static final double[] FACTORS = {1, 10, 100};
    private static final int SHARES = 41;

    private StudyResult result;
    private OutcomeSurface surface;

    /**
     * One run for all that is asked of its tables, figures, sentence and claim, since it takes a second of processor. The run is part of
     * the test and not of a preparation, so that a change of the code below is seen by what is asked.
     */
    @Test
    void aRunIsWhatItsLabDoes() {
        result = STUDY.measure(QUICK, 1);
        surface = ScalingOrResearch.surface(QUICK, 1);
        surfaceReachesFourDeviationsOfLuckBeyondScale();
        quadratureAgreesWithSimulatedLabs();
        bestShareGrowsWithComputeUntilIdeasRunOut();
        researchIsTheRiskierUseOfCompute();
        splitsAreProspectsOfTheLab();
        bestSplitsAreThoseOfTheTableOfSplits();
        gainsAreThoseOfThePareto();
        figuresDrawTheTables();
        theFindingSaysTheTable();
        theClaimComparesTheHalves();
    }

    /** By hand: competence from 3 − 3 − 4·0.1 to 3 + 4·0.1 + 0.1, breadth from 1 to 256; corners are the simulator's own. */
    private void surfaceReachesFourDeviationsOfLuckBeyondScale() {
        Scenario worst = Scenario.withDefaults().withCompetence(-0.4).withBreadth(1);
        Scenario best = Scenario.withDefaults().withCompetence(3.5).withBreadth(256);
        Simulator simulator = Simulator.ofScores();
        assertThat(surface.at(-9, 0.1))
                .isCloseTo(simulator.simulate(worst, 1, 0).get(Measure.IMPACT_SCORE), within(1e-9));
        assertThat(surface.at(9, 1e6))
                .isCloseTo(simulator.simulate(best, 1, 0).get(Measure.IMPACT_SCORE), within(1e-9));
    }

    /** Against the simulator itself at points off the grid, same seed: interpolation errs by less than 0.003. */
    @Test
    void surfaceAgreesWithTheSimulatorBetweenItsPoints() {
        surface = ScalingOrResearch.surface(QUICK, 5);
        Simulator simulator = Simulator.ofScores();
        RandomStream stream = RandomStream.of(2, 0, Purpose.STUDY);
        for (int i = 0; i < 40; i++) {
            double competence = -0.4 + 3.8 * stream.uniform(2 * i);
            double breadth = Math.exp(5.5 * stream.uniform(2 * i + 1));
            Scenario scenario =
                    Scenario.withDefaults().withCompetence(competence).withBreadth(breadth);
            double exact = simulator.simulate(scenario, 5, 0).get(Measure.IMPACT_SCORE);
            assertThat(surface.at(competence, breadth))
                    .as("competence %s, breadth %s", competence, breadth)
                    .isCloseTo(exact, within(0.003));
        }
    }

    /**
     * Expected impact by quadrature against simulated draws: 18 comparisons at 5 standard errors and the quadrature's own
     * error (below 5e-4 here); fails by chance once in 100,000 seeds; the seed is fixed.
     */
    private void quadratureAgreesWithSimulatedLabs() {
        StudyTable best = result.tables().get(1);
        for (int i = 0; i < best.rows().size(); i++) {
            double difference = Math.abs(best.numbers("impact")[i] - best.numbers("impactSimulated")[i]);
            assertThat(difference).isLessThan(5e-4 + 5 * best.numbers("impactStandardError")[i]);
        }
    }

    private void bestShareGrowsWithComputeUntilIdeasRunOut() {
        StudyTable best = result.tables().get(1);
        double[] share = best.numbers("bestShare");
        int half = share.length / 2;
        for (int i = 1; i < half; i++) {
            assertThat(share[i]).isGreaterThanOrEqualTo(share[i - 1]);
        }
        assertThat(share[half - 1]).isGreaterThan(0.5);
        assertThat(share[share.length - 1]).isLessThan(0.2);
        double[] impact = best.numbers("impact");
        assertThat(impact[half - 1]).isGreaterThan(impact[share.length - 1]);
    }

    @Test
    void withoutIdeasEverythingGoesToScale() {
        StudyTable best = STUDY.measure(QUICK.with("ideas", 0), 1).tables().get(1);
        for (int i = best.rows().size() / 2; i < best.rows().size(); i++) {
            assertThat(best.numbers("bestShare")[i]).isZero();
            assertThat(best.numbers("impact")[i]).isEqualTo(best.numbers("scaleOnly")[i]);
        }
    }

    /** Scale alone has the small variance of its noise; research widens it. */
    private void researchIsTheRiskierUseOfCompute() {
        StudyTable best = result.tables().get(1);
        for (int i = 0; i < best.rows().size(); i++) {
            if (best.numbers("bestShare")[i] > 0) {
                assertThat(best.numbers("impactDeviation")[i]).isGreaterThan(best.numbers("scaleOnlyDeviation")[i]);
            }
            assertThat(best.numbers("cautiousShare")[i]).isLessThanOrEqualTo(best.numbers("bestShare")[i]);
        }
    }

    /** The defaults, read off the declarations: one experiment costs 1, 30 ideas, competence 3 − 3·(1 + S)^−0.3 ± 0.1, breadth 1. */
    private ResearchLab lab(double tail) {
        return new ResearchLab(new ScaleLaw(3, 3, 0.3, 0.1), new Breakthroughs(0.05, tail), 1, 30, 1, surface);
    }

    /** Every row beside the lab's own prospect (held to plain sums in its test): 10, 100 and 1000 units, shares in steps of 1/40. */
    private void splitsAreProspectsOfTheLab() {
        List<List<Object>> expected = new ArrayList<>();
        for (String bottleneck : List.of("compute", "ideas")) {
            for (double factor : FACTORS) {
                for (int i = 0; i < SHARES; i++) {
                    ResearchLab.Prospect p = lab(2).prospect(10 * factor, i / 40.0, bottleneck.equals("ideas"));
                    expected.add(List.of(
                            bottleneck,
                            10 * factor,
                            i / 40.0,
                            p.experiments(),
                            p.mean(),
                            p.deviation(),
                            p.tenth(),
                            p.ninetieth()));
                }
            }
        }
        assertThat(result.tables().get(0).rows()).isEqualTo(expected);
    }

    /** Oracle: a plain search through the table of splits at both ends of compute, and 4000 labs from the row's own stream. */
    private void bestSplitsAreThoseOfTheTableOfSplits() {
        StudyTable splits = result.tables().get(0);
        StudyTable best = result.tables().get(1);
        assertThat(best.rows()).hasSize(18);
        for (int i = 0; i < 18; i++) {
            assertThat(best.column("bottleneck").get(i)).isEqualTo(i < 9 ? "compute" : "ideas");
            double compute = 10 * Math.pow(10, i % 9 / 4.0);
            assertThat(best.numbers("compute")[i]).isCloseTo(compute, within(1e-9 * compute));
            RandomStream stream = RandomStream.of(1, 0, Purpose.STUDY, 1, 0, i);
            Tally check = lab(2).simulated(best.numbers("compute")[i], best.numbers("bestShare")[i], i >= 9, stream);
            assertThat(best.numbers("impactSimulated")[i]).isEqualTo(check.mean());
            assertThat(best.numbers("impactStandardError")[i]).isEqualTo(check.standardError());
        }
        for (int[] rows : new int[][] {{0, 0}, {8, 2}, {9, 3}, {17, 5}}) {
            StudyTable block = splits.part(rows[1] * SHARES, SHARES);
            int mean = first(block.numbers("impact"));
            int tenth = first(block.numbers("impactTenth"));
            StudyTable row = best.part(rows[0], 1);
            assertThat(row.numbers("bestShare")).containsExactly(mean / 40.0);
            assertThat(row.numbers("impact")).containsExactly(block.numbers("impact")[mean]);
            assertThat(row.numbers("impactDeviation")).containsExactly(block.numbers("impactDeviation")[mean]);
            assertThat(row.numbers("cautiousShare")).containsExactly(tenth / 40.0);
            assertThat(row.numbers("cautiousTenth")).containsExactly(block.numbers("impactTenth")[tenth]);
            assertThat(row.numbers("scaleOnly")).containsExactly(block.numbers("impact")[0]);
            assertThat(row.numbers("scaleOnlyDeviation")).containsExactly(block.numbers("impactDeviation")[0]);
        }
    }

    /** Where the greatest number comes first. */
    private static int first(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** By hand for α = 2: n·B(n, ½) = ∏ k/(k − ½), √(πn) for many, median x_m/√(1 − 2^(−1/n)); shares from the streams' numbers. */
    private void gainsAreThoseOfThePareto() {
        StudyTable gains = result.tables().get(2);
        assertThat(gains.column("experiments")).containsExactly(1, 3, 10, 30, 100, 300, 1000);
        for (int i = 0; i < 7; i++) {
            int n = (Integer) gains.column("experiments").get(i);
            double best = 0.05;
            for (int k = 1; k <= n; k++) {
                best *= k / (k - 0.5);
            }
            double median = 0.05 / Math.sqrt(1 - Math.pow(2, -1.0 / n));
            assertThat(gains.numbers("expectedBest")[i]).isCloseTo(best, within(1e-9));
            assertThat(gains.numbers("expectedBestOfMany")[i]).isCloseTo(0.05 * Math.sqrt(Math.PI * n), within(1e-12));
            assertThat(gains.numbers("median")[i]).isCloseTo(median, within(1e-9));
            assertThat(gains.numbers("shareBelowMedianStandardError")[i]).isCloseTo(Math.sqrt(0.25e-3), within(1e-15));
            if (n <= 30) {
                int below = 0;
                for (int r = 0; r < 1000; r++) {
                    RandomStream own =
                            RandomStream.of(1, 0, Purpose.STUDY, 2, 0, n).substream(r);
                    double least = 1;
                    for (int k = 0; k < n; k++) {
                        least = Math.min(least, own.uniform(k));
                    }
                    below += 0.05 / Math.sqrt(least) <= median ? 1 : 0;
                }
                assertThat(gains.numbers("shareBelowMedianSimulated")[i]).isCloseTo(below / 1000.0, within(1e-12));
            }
        }
    }

    /** Every line beside the columns that it draws, every title beside the cells that it says. */
    private void figuresDrawTheTables() {
        StudyTable splits = result.tables().get(0);
        StudyTable best = result.tables().get(1);
        List<Series> impact = new ArrayList<>();
        for (int block = 0; block < 6; block++) {
            StudyTable part = splits.part(block * SHARES, SHARES);
            String name = "C = " + List.of("10", "100", "1,000").get(block % 3);
            impact.add(Series.of(
                    name + (block < 3 ? ", compute bound" : ", ideas bound"),
                    block < 3 ? Mark.LINE : Mark.DASHES,
                    part.numbers("researchShare"),
                    part.numbers("impact")));
        }
        List<Series> shares = new ArrayList<>();
        for (String bottleneck : List.of("compute", "ideas")) {
            StudyTable part = best.part(bottleneck.equals("ideas") ? 9 : 0, 9);
            double[] compute = part.numbers("compute");
            shares.add(Series.of(bottleneck + " bound, best mean", Mark.LINE, compute, part.numbers("bestShare")));
            shares.add(Series.of(
                    bottleneck + " bound, best worst tenth", Mark.DASHES, compute, part.numbers("cautiousShare")));
        }
        StudyTable rich = splits.part(2 * SHARES, SHARES);
        double[] share = rich.numbers("researchShare");
        List<Series> risk = List.of(
                Series.of("mean", Mark.LINE, share, rich.numbers("impact")),
                Series.of("best tenth begins", Mark.DASHES, share, rich.numbers("impactNinetieth")),
                Series.of("worst tenth ends", Mark.DASHES, share, rich.numbers("impactTenth")));
        assertThat(result.figures())
                .extracting(Figure::name)
                .containsExactly("impact-by-split", "best-share", "risk-by-split");
        assertThat(result.figures())
                .extracting(f -> ((Figure.Lines) f).series())
                .containsExactly(impact, shares, risk);
        assertThat(result.figures())
                .extracting(Figure::title)
                .containsExactly(
                        "At a hundredfold compute impact is " + percent("impact", 8) + " with the best split, "
                                + percent("scaleOnly", 8) + " by scale alone",
                        "The best share for research goes from " + percent("bestShare", 0) + " to "
                                + percent("bestShare", 8) + ", or to " + percent("bestShare", 17)
                                + " where ideas run out",
                        "Impact scatters by " + percent("scaleOnlyDeviation", 8) + " with scale alone, by "
                                + percent("impactDeviation", 8) + " with the best split");
    }

    private String percent(String column, int row) {
        return Words.percent(result.tables().get(1).numbers(column)[row]);
    }

    /** The sentence beside the cells that it says: row 0 is 10 units, 8 a hundredfold, 17 that with few ideas. */
    private void theFindingSaysTheTable() {
        assertThat(result.finding())
                .isEqualTo("As compute grows a hundredfold the best share for research goes from "
                        + percent("bestShare", 0) + " to " + percent("bestShare", 8) + " and impact from "
                        + percent("impact", 0) + " to " + percent("impact", 8)
                        + " if compute is the bottleneck, but to " + percent("bestShare", 17) + " and "
                        + percent("impact", 17) + " with 30 ideas to try; scale alone would reach "
                        + percent("scaleOnly", 8) + ", with a standard deviation of "
                        + percent("scaleOnlyDeviation", 8) + " where the best split has "
                        + percent("impactDeviation", 8)
                        + ".");
    }

    /**
     * Oracle: the best of the prospects above a half less the best of the others, in a plain loop, at a hundredfold compute. Among these
     * tails is one whose best share is a half itself, which is not more than that.
     */
    private void theClaimComparesTheHalves() {
        Claim claim = STUDY.claim(QUICK, 1);
        assertThat(claim.deciding()).isEqualTo(ScalingOrResearch.TAIL);
        assertThat(claim.replicates()).isEqualTo(1);
        boolean halfIsBest = false;
        for (double tail : new double[] {1.05, 2, 3, 3.1, 3.15, 3.2, 3.25, 3.3, 20}) {
            double below = 0;
            double above = 0;
            for (int i = 0; i <= 20; i++) {
                below = Math.max(
                        below, lab(tail).prospect(1000, i / 40.0, false).mean());
            }
            double half = lab(tail).prospect(1000, 0.5, false).mean();
            for (int i = 21; i <= 40; i++) {
                above = Math.max(
                        above, lab(tail).prospect(1000, i / 40.0, false).mean());
            }
            halfIsBest |= half == below && half > above;
            assertThat(claim.margin().applyAsDouble(QUICK.with("tail", tail))).isEqualTo(above - below);
        }
        assertThat(halfIsBest).isTrue();
    }

    @Test
    void theStudyDeclaresWhatItIsRunWith() {
        assertThat(STUDY.name()).isEqualTo("scaling-or-research");
        assertThat(STUDY.parameters())
                .extracting(StudyParameter::name)
                .containsExactly(
                        "compute",
                        "experimentCost",
                        "ideas",
                        "leastGain",
                        "tail",
                        "ceiling",
                        "deficit",
                        "scaleExponent",
                        "scaleNoise",
                        "breadth",
                        "memorization",
                        "workHorizon",
                        "replicates");
        assertThat(ResearchStudies.all())
                .extracting(Study::name)
                .containsExactly("scaling-or-research", "small-compute", "research-taste");
    }
}
