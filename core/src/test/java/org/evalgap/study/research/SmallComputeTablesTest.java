package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Test;

/** The tables and figures of the study, cell by cell, beside Φ by Commons Math. */
class SmallComputeTablesTest {
    private static final SmallCompute STUDY = new SmallCompute();
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double[] FACTORS = {0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100};
    private static final double[] PARTS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.999};

    /** Three ideas a year; 50 GPUs that are tenfold in a year: 5000 after two. */
    private static final StudySettings SETTINGS = STUDY.defaults()
            .with("medianNeed", 20)
            .with("needSpread", 0.9)
            .with("available", 50)
            .with("growth", 10)
            .with("years", 2)
            .with("ideas", 3)
            .with("more", 30)
            .with("replicates", 40);

    /** A new run for every test, so that a change of the code below is seen by each that asks about it. */
    private final StudyResult result = STUDY.measure(SETTINGS, 2);

    /** F: the share of needs of that median and spread at most so much. */
    private static double share(double compute, double median, double spread) {
        return NORMAL.cumulativeProbability(Math.log10(compute / median) / spread);
    }

    @Test
    void breakthroughsAreIdeasWithinReach() {
        StudyTable compute = result.tables().get(0);
        assertThat(compute.numbers("times")).containsExactly(FACTORS);
        for (int i = 0; i < FACTORS.length; i++) {
            double end = 5000 * FACTORS[i];
            assertThat(compute.numbers("availableAtTheEnd")[i]).isCloseTo(end, within(1e-9 * end));
            assertThat(compute.numbers("withinReach")[i]).isCloseTo(share(end, 20, 0.9), within(1e-12));
            assertThat(compute.numbers("breakthroughs")[i]).isCloseTo(6 * share(end, 20, 0.9), within(1e-11));
            // Every row has a stream of its own.
            RandomStream stream = RandomStream.of(2, 0, Purpose.STUDY, 4, 0, i);
            IdeaNeeds.Simulated simulated =
                    new IdeaNeeds(20, 0.9, FACTORS[i] * 50, 1, 3).simulated(2, new double[0], 40, stream);
            assertThat(compute.numbers("breakthroughsSimulated")[i])
                    .isEqualTo(simulated.shown().mean());
            assertThat(compute.numbers("breakthroughsStandardError")[i])
                    .isEqualTo(simulated.shown().standardError());
        }
    }

    /** Simpson's rule over the times at which ideas come: ∫ F(x·A(t)) dt over t·F(A(t)). */
    private static double neededAtMost(double x) {
        return new SimpsonIntegrator(1e-11, 1e-13, 3, 30)
                        .integrate(1_000_000, t -> share(x * 50 * Math.pow(10, t), 20, 0.9), 0, 2)
                / (2 * share(5000, 20, 0.9));
    }

    @Test
    void partsAreIntegralsOverTime() {
        StudyTable parts = result.tables().get(1);
        assertThat(parts.numbers("part")).containsExactly(PARTS);
        RandomStream stream = RandomStream.of(2, 0, Purpose.STUDY, 5, 0, 0);
        IdeaNeeds.Simulated simulated = new IdeaNeeds(20, 0.9, 50, 1, 3).simulated(2, PARTS, 40, stream);
        for (int i = 0; i < PARTS.length; i++) {
            assertThat(parts.numbers("share")[i]).isCloseTo(neededAtMost(PARTS[i]), within(1e-9));
            assertThat(parts.numbers("shareSimulated")[i]).isEqualTo(simulated.neededAtMost()[i].mean());
            assertThat(parts.numbers("shareStandardError")[i]).isEqualTo(simulated.neededAtMost()[i].standardError());
        }
    }

    /** By hand: spreads once, twice and four times the study's; medians from a tenth of its own, tenfold each. */
    @Test
    void hiddenLawsAreSeenCutOff() {
        StudyTable hidden = result.tables().get(2);
        assertThat(hidden.rows()).hasSize(18);
        for (int row = 0; row < 18; row++) {
            double spread = new double[] {0.9, 1.8, 3.6}[row / 6];
            double median = 2 * Math.pow(10, row % 6);
            double within = share(50, median, spread);
            double seen = median * Math.pow(10, spread * NORMAL.inverseCumulativeProbability(within / 2));
            double gain = share(150_000, median, spread) / share(5000, median, spread);
            assertThat(hidden.numbers("medianNeed")[row]).isCloseTo(median, within(1e-9 * median));
            assertThat(hidden.numbers("needSpread")[row]).isCloseTo(spread, within(1e-12));
            assertThat(hidden.numbers("withinReach")[row]).isCloseTo(within, within(1e-12));
            assertThat(hidden.numbers("seenMedian")[row]).isCloseTo(seen, within(1e-6 * seen));
            assertThat(hidden.numbers("gainFromCompute")[row]).isCloseTo(gain, within(1e-9 * gain));
        }
    }

    /**
     * Φ is 0 in floating point below −38.6: at a spread of 0.05 decades 20,000 GPUs lie 52 deviations above 50 of them, but 12 above the
     * 5000 of the end, so that such a law shows nothing at the start though its gain is a number. It has no row and no point.
     */
    @Test
    void lawsOfWhichNothingIsSeenAreLeftOut() {
        StudySettings narrow = SETTINGS.with("needSpread", 0.05);
        assertThat(SmallCompute.gainFromCompute(narrow.with("medianNeed", 20_000)))
                .isBetween(1e30, Double.MAX_VALUE);
        StudyResult other = STUDY.measure(narrow, 1);
        StudyTable hidden = other.tables().get(2);
        // At 0.05 decades 2000 lie 32 deviations away; at 0.1 the dearest, 200,000, lie 36 away.
        assertThat(hidden.part(0, 4).numbers("medianNeed"))
                .containsExactly(new double[] {2, 20, 200, 2000}, within(1e-9));
        assertThat(hidden.rows()).hasSize(16);
        Figure.Lines seen = (Figure.Lines) other.figures().get(2);
        assertThat(seen.series()).hasSize(4);
        // Points are a twelfth of a decade apart, the first at 2; 38.6 deviations are 1.93 decades above 50.
        assertThat(seen.series().get(0).x()).allMatch(median -> median < 4300).hasSize(40);
        assertThat(seen.series().get(1).x()).hasSize(61);
    }

    /** By hand: the spread's greatest legal value is 5, the median's 10⁸; values that read the same are one. */
    @Test
    void legalValuesEndWhereRangesDo() {
        StudyResult wide = STUDY.measure(SETTINGS.with("needSpread", 5), 1);
        assertThat(wide.tables().get(2).numbers("needSpread")).hasSize(6).containsOnly(5);
        assertThat(((Figure.Lines) wide.figures().get(2)).series())
                .extracting(Series::name)
                .containsExactly("spread of 5 decades", "if all were seen");
        assertThat(wide.figures().get(2).title()).contains("(spread 5 decades)");
        StudyResult dear = STUDY.measure(SETTINGS.with("medianNeed", 1e6), 1);
        assertThat(dear.tables().get(2).part(0, 4).numbers("medianNeed"))
                .containsExactly(new double[] {1e5, 1e6, 1e7, 1e8}, within(1e-3));
        assertThat(((Figure.Lines) dear.figures().get(0)).series())
                .extracting(Series::name)
                .containsExactly(
                        "median need 1,000,000", "median need 100,000,000", "median need 1,000,000, simulated");
    }

    private static double[] geometric(double from, double to) {
        double[] points = new double[61];
        for (int i = 0; i < 61; i++) {
            points[i] = from * Math.pow(to / from, i / 60.0);
        }
        return points;
    }

    private static void assertDrawn(Series series, String name, Mark mark, double[] x, double[] y) {
        assertThat(series.name()).isEqualTo(name);
        assertThat(series.mark()).isEqualTo(mark);
        assertThat(series.x()).hasSize(x.length);
        assertThat(series.y()).hasSize(x.length);
        for (int i = 0; i < x.length; i++) {
            assertThat(series.x().get(i)).isCloseTo(x[i], within(1e-9 * x[i]));
            assertThat(series.y().get(i)).as("%s %d", name, i).isCloseTo(y[i], within(1e-6 * y[i]));
        }
    }

    private static double[] percents(double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }

    private List<Series> series(int figure) {
        return ((Figure.Lines) result.figures().get(figure)).series();
    }

    /** Closed forms at 61 points in equal ratios; simulated points are the tables', with 1.96 standard errors. */
    @Test
    void figuresDrawTheClosedFormsAndTheTables() {
        double[] factors = geometric(0.01, 100);
        assertThat(series(0)).hasSize(4);
        for (int line = 0; line < 3; line++) {
            double median = 20 * Math.pow(100, line);
            double[] shown = Arrays.stream(factors)
                    .map(factor -> 6 * share(5000 * factor, median, 0.9))
                    .toArray();
            String name = "median need " + List.of("20", "2,000", "200,000").get(line);
            assertDrawn(series(0).get(line), name, line == 0 ? Mark.LINE : Mark.DASHES, factors, shown);
        }
        StudyTable compute = result.tables().get(0);
        assertThat(series(0).get(3))
                .isEqualTo(Series.simulated(
                        "median need 20, simulated",
                        FACTORS,
                        compute.numbers("breakthroughsSimulated"),
                        compute.numbers("breakthroughsStandardError")));
        double[] parts = geometric(0.001, 0.999);
        double[] needed = new double[61];
        for (int i = 0; i < 61; i++) {
            needed[i] = 100 * neededAtMost(parts[i]);
        }
        assertThat(series(1)).hasSize(2);
        assertDrawn(series(1).get(0), "closed form", Mark.LINE, parts, needed);
        StudyTable shares = result.tables().get(1);
        assertThat(series(1).get(1))
                .isEqualTo(Series.simulated(
                        "simulated, 95 % interval",
                        PARTS,
                        percents(shares.numbers("shareSimulated")),
                        percents(shares.numbers("shareStandardError"))));
        double[] medians = geometric(2, 200_000);
        assertThat(series(2)).hasSize(4);
        for (int line = 0; line < 3; line++) {
            double spread = new double[] {0.9, 1.8, 3.6}[line];
            double[] seen = Arrays.stream(medians)
                    .map(m -> m * Math.pow(10, spread * NORMAL.inverseCumulativeProbability(share(50, m, spread) / 2)))
                    .toArray();
            String name = "spread of " + List.of("0.9", "1.8", "3.6").get(line) + " decades";
            assertDrawn(series(2).get(line), name, Mark.LINE, medians, seen);
        }
        assertDrawn(series(2).get(3), "if all were seen", Mark.DASHES, medians, medians);
    }

    /** Bisection for the part that half of the breakthroughs need at most. */
    private static double half() {
        double low = 1e-6;
        double high = 0.999;
        for (int i = 0; i < 40; i++) {
            double middle = Math.sqrt(low * high);
            if (neededAtMost(middle) < 0.5) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Every number from Φ: 30 times the compute, half of the breakthroughs, and the dearest law at twice the spread. */
    @Test
    void titlesAndTheFindingSayTheClosedForms() {
        double gain = share(150_000, 20, 0.9) / share(5000, 20, 0.9);
        double within = share(50, 200_000, 1.8);
        double seen = 200_000 * Math.pow(10, 1.8 * NORMAL.inverseCumulativeProbability(within / 2));
        String times = String.format(Locale.ROOT, "%.3f", gain);
        String half = Words.percent(half());
        assertThat(result.figures())
                .extracting(Figure::title)
                .containsExactly(
                        "Where ideas need 20 GPUs and 50 are there, 30 × the compute brings " + times
                                + " × the breakthroughs",
                        "Half of the breakthroughs need at most " + half + " of what is there",
                        "Needs of 200,000 GPUs (spread 1.8 decades) would look like " + Words.number(seen)
                                + ": only ideas within reach are seen");
        assertThat(result.finding())
                .isEqualTo(
                        "Where half of all ideas need at most 20 GPUs, with a spread of 0.9 decades, and 50 are there,"
                                + " growing 10 × a year, " + Words.percent(share(50, 20, 0.9))
                                + " of the ideas are within reach at the start and "
                                + Words.percent(share(5000, 20, 0.9))
                                + " after 2 years, and half of the breakthroughs need at most " + half
                                + " of what is there when they are shown; 30 times the compute would bring " + times
                                + " times the breakthroughs in that time, while twice the ideas bring twice as many by assumption.");
    }

    /** By hand: half of all ideas need 5000, so that at the end of compute that grew from 50 few can have come after their need was met. */
    @Test
    void whereMostIdeasWaitTheSentencesSaySo() {
        StudySettings scarce = SETTINGS.with("medianNeed", 5000).with("needSpread", 0.1);
        StudyResult other = STUDY.measure(scarce, 1);
        assertThat(other.figures().get(1).title())
                .isEqualTo("More than half of the breakthroughs had to wait for their compute");
        assertThat(other.finding()).contains("and more than half of the breakthroughs had to wait for their compute;");
        // Half of the ideas are within reach at the end, and with 30 times the compute all: twice as many.
        assertThat(other.figures().get(0).title()).contains("brings 2.000 ×");
    }

    /** By definition: gains below ten are said with three digits after the point, greater ones as numbers are. */
    @Test
    void greatGainsAreSaidInThreeDigits() {
        // Φ(0) over Φ(−log₁₀ 30/0.9): 9.92.
        double gain = share(150_000, 150_000, 0.9) / share(5000, 150_000, 0.9);
        assertThat(gain).isBetween(9.9, 10.0);
        assertThat(STUDY.measure(SETTINGS.with("medianNeed", 150_000), 1)
                        .figures()
                        .get(0)
                        .title())
                .contains("brings " + String.format(Locale.ROOT, "%.3f", gain) + " ×");
        double greater = share(150_000, 1e6, 0.9) / share(5000, 1e6, 0.9);
        assertThat(greater).isGreaterThan(10);
        assertThat(STUDY.measure(SETTINGS.with("medianNeed", 1e6), 1)
                        .figures()
                        .get(0)
                        .title())
                .contains("brings " + Words.number(greater) + " ×");
    }

    /**
     * By hand: needs of 10⁷ and 10⁸ lie 5.3 and 6.3 decades above 50, which only at 0.2 decades are fewer than 38.6 deviations. Laws of
     * which nothing is seen have no line, and what is said of the dearest at twice the spread is no more than what is there.
     */
    @Test
    void lawsOutOfReachHaveNoLine() {
        StudyResult far = STUDY.measure(SETTINGS.with("medianNeed", 1e8).with("needSpread", 0.05), 1);
        assertThat(((Figure.Lines) far.figures().get(2)).series())
                .extracting(Series::name)
                .containsExactly("spread of 0.2 decades", "if all were seen");
        assertThat(far.figures().get(2).title())
                .isEqualTo(
                        "Needs of 100,000,000 GPUs (spread 0.1 decades) would look like 50: only ideas within reach are seen");
        assertThat(far.figures().get(0).title()).endsWith("brings ∞ × the breakthroughs");
    }

    /** Twice less what more compute brings, by Φ. */
    @Test
    void theClaimIsTwiceLessTheGain() {
        Claim claim = STUDY.claim(SETTINGS, 1);
        assertThat(claim.sentence()).isEqualTo("30 times the compute brings less than twice the breakthroughs");
        assertThat(claim.deciding()).isEqualTo(SmallCompute.MEDIAN_NEED);
        for (double median : new double[] {1, 2000, 2e5}) {
            double gain = share(150_000, median, 0.9) / share(5000, median, 0.9);
            assertThat(claim.margin().applyAsDouble(SETTINGS.with("medianNeed", median)))
                    .isCloseTo(2 - gain, within(1e-9 * gain));
        }
        // Where nothing at all is within reach anything is infinitely more.
        assertThat(SmallCompute.gainFromCompute(SETTINGS.with("medianNeed", 1e8).with("needSpread", 0.05)))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(STUDY.name()).isEqualTo("small-compute");
    }
}
