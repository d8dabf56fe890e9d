package org.evalgap.internal.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.Counts;
import org.evalgap.random.NormalQuantile;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

/** The p-values of what rows are missed by, and of the line through them. */
class ShiftCheckTest {
    /** Three times the p-value below 0.02 refutes. */
    private static final double REFUTED = 0.02 / 3;

    private static boolean[] first(int marked, int rows) {
        boolean[] out = new boolean[rows];
        Arrays.fill(out, 0, marked, true);
        return out;
    }

    private static double scatter(int marked, double... chances) {
        return ShiftCheck.scatter(first(chances.length, chances.length), first(marked, chances.length), chances);
    }

    /** All marked: the sum of squares is χ² itself. */
    @Test
    void markedRowsCountBothWays() {
        double[] chances = {0.1, 0.4, 0.8, 0.97};
        NormalDistribution normal = new NormalDistribution();
        double sum = Arrays.stream(chances)
                .map(c -> Math.pow(normal.inverseCumulativeProbability(c), 2))
                .sum();
        assertThat(scatter(4, chances))
                .isCloseTo(1 - new ChiSquaredDistribution(4).cumulativeProbability(sum), within(1e-9));
        // Scores that are too high say nothing unless they are marked.
        assertThat(scatter(0, 0.001, 0.01, 0.2)).isEqualTo(1);
        assertThat(scatter(1, 0.001, 0.01, 0.2)).isLessThan(0.02);
    }

    /**
     * Uniform chances: of 20,000 tables of 63 rows the share whose p-value is below a level is at most the level, and not so far
     * below that nothing would be refuted, whatever number of rows is marked. Scores cut at three standard deviations make it
     * less. Each share may exceed its level by four standard errors (0.00154, 0.00058): a test that just keeps its level would
     * fail for one seed in 3,000, and the seed is fixed. Had all 63 been taken for one-sided, 12 marked ones would make it 0.17.
     */
    @Test
    void tablesThatHoldAreRefutedAsOftenAsTheLevelSaysWhateverIsMarked() {
        for (int marked : new int[] {0, 1, 12, 40, 63}) {
            RandomStream stream = RandomStream.of(11, marked, Purpose.ESTIMATE);
            double[] chances = new double[63];
            int tables = 20_000;
            int usual = 0;
            int refuted = 0;
            for (int t = 0; t < tables; t++) {
                for (int i = 0; i < chances.length; i++) {
                    chances[i] = stream.uniform((long) t * chances.length + i);
                }
                double p = scatter(marked, chances);
                usual += p < 0.05 ? 1 : 0;
                refuted += p < REFUTED ? 1 : 0;
            }
            assertThat((double) usual / tables).isBetween(0.035, 0.05 + 4 * 0.00154);
            assertThat((double) refuted / tables).isBetween(0.003, REFUTED + 4 * 0.00058);
        }
    }

    private static final int MODELS = 40;

    /** Forty models of 1,000 items on a line of a given slope. */
    private static ShiftCheck.LineLaw law(double slope, double levelDeviation, double prevalenceLogit) {
        List<RowCounts> table = IntStream.range(0, MODELS)
                .mapToObj(i -> {
                    double ability = -1.5 + 3.0 * i / (MODELS - 1);
                    return new RowCounts(
                            "m" + i,
                            "f" + i / 5,
                            false,
                            new Counts(Math.rint(1000 * Normal.cdf(slope * ability)), 1000, 0),
                            new Counts(Math.rint(1000 * Normal.cdf(ability)), 1000, 0),
                            Optional.empty());
                })
                .toList();
        RowData[] rows = RowPreparation.rows(table);
        return new ShiftCheck.LineLaw(
                table, rows, first(MODELS, MODELS), new ShiftPrior(levelDeviation), prevalenceLogit);
    }

    /**
     * Nobody inflated: χ² with two degrees of freedom for the line, P(T ≥ t) = exp(−t/2), and with one for the slope, within four
     * standard errors of 999 tables.
     */
    @Test
    void withoutInflationDistancesAreChiSquared() {
        List<ShiftCheck.Departure> drawn = law(1, 0.5, -20).drawn();
        for (double p : new double[] {0.5, 0.1, 0.02}) {
            double z = NormalQuantile.of(p / 2);
            assertThat(share(drawn, d -> d.line() >= -2 * Math.log(p)))
                    .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 999)));
            assertThat(share(drawn, d -> d.slope() >= z * z)).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 999)));
        }
    }

    private static double share(List<ShiftCheck.Departure> drawn, Predicate<ShiftCheck.Departure> which) {
        return drawn.stream().filter(which).count() / (double) drawn.size();
    }

    /** Inflation draws lines away from a level that is known to 0.03: such distances are no reason to refuse. A slope of 0.47 is. */
    @Test
    void distancesThatInflationMakesAreNotHeldAgainstTheAssumption() {
        double rare = -2 * Math.log(0.005);
        assertThat(share(law(1, 0.03, -2).drawn(), d -> d.line() >= rare)).isBetween(0.02, 0.2);
        assertThat(share(law(1, 0.03, 1).drawn(), d -> d.line() >= rare)).isGreaterThan(0.2);
        for (double levelDeviation : new double[] {0.03, 0.5}) {
            ShiftCheck.LineLaw flat = law(0.47, levelDeviation, -2);
            ShiftCheck.Departure found = flat.departure(ShiftStart.Points.of(flat.rows()));
            assertThat(ShiftCheck.exceedance(found, flat.drawn())).isLessThan(0.006);
        }
    }

    /** By hand. Among all five the first one's ranks are 4 and 1, and one other table has a 1; the second one's are 2 and 2, and two have a 1. */
    @Test
    void theRarerOfLineAndSlopeCountsAsOftenAsTablesHaveOneAsRare() {
        List<ShiftCheck.Departure> drawn = List.of(
                new ShiftCheck.Departure(9, 1),
                new ShiftCheck.Departure(5, 7),
                new ShiftCheck.Departure(4, 2),
                new ShiftCheck.Departure(1, 3));
        assertThat(ShiftCheck.exceedance(new ShiftCheck.Departure(3, 8), drawn)).isEqualTo(2.0 / 5);
        assertThat(ShiftCheck.exceedance(new ShiftCheck.Departure(6, 5), drawn)).isEqualTo(3.0 / 5);
        // A tie is no rarer than what it ties with.
        assertThat(ShiftCheck.exceedance(new ShiftCheck.Departure(9, 0), drawn)).isEqualTo(4.0 / 5);
    }

    /** Any table of a set may be the one at hand: at most k of n have a p-value of k/n or less, and not many fewer. No chance is in it. */
    @Test
    void thePValueOfLineAndSlopeIsExact() {
        List<ShiftCheck.Departure> all = law(1, 0.03, -2).drawn().subList(0, 400);
        double[] p = IntStream.range(0, all.size())
                .mapToDouble(i -> ShiftCheck.exceedance(
                        all.get(i),
                        IntStream.range(0, all.size())
                                .filter(j -> j != i)
                                .mapToObj(all::get)
                                .toList()))
                .sorted()
                .toArray();
        for (int k : new int[] {4, 20, 100, 300}) {
            long within = Arrays.stream(p).filter(x -> x * p.length <= k + 1e-9).count();
            assertThat(within).isBetween(k - 2L, (long) k);
        }
    }
}
