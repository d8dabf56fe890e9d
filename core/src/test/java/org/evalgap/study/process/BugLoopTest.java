package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BugLoopTest {
    private static final BugLoop STUDY = new BugLoop();

    private static double[][] common(double w, int bugs) {
        double[][] awareness = new double[bugs][bugs];
        for (double[] row : awareness) {
            java.util.Arrays.fill(row, w);
        }
        return awareness;
    }

    /** Closed form: attempts are geometric with success probability f·w. */
    @ParameterizedTest
    @CsvSource({"0.7, 0.06", "1, 0.5", "0.3, 1", "0.01, 1e-12"})
    void twoBugsTakeTheInverseOfFixRateTimesAwareness(double f, double w) {
        BugChain chain = new BugChain(f, common(w, 2));
        assertThat(chain.expectedAttempts()).isCloseTo(1 / (f * w), within(1e-13 / (f * w)));
        assertThat(chain.exact(7).clean()).isCloseTo(-Math.expm1(7 * Math.log1p(-f * w)), within(1e-14));
    }

    /** Two independent exact computations: sets of bugs (2^n states) and their number (n states). */
    @ParameterizedTest
    @CsvSource({"3, 0.5", "5, 0.8", "7, 0.95", "6, 0.1"})
    void setsAndNumbersOfBugsAgreeWhereAwarenessIsCommon(int bugs, double w) {
        double sets = new BugChain(0.6, common(w, bugs)).expectedAttempts();
        assertThat(BugChain.commonAwareness(0.6, w, bugs)).isCloseTo(sets, within(1e-12 * sets));
    }

    /** Limit: with full awareness only the one bug of the start has to be fixed, however many there could be. */
    @Test
    void fullAwarenessFixesOneBugOnce() {
        assertThat(BugChain.commonAwareness(0.25, 1, 10)).isCloseTo(4, within(1e-12));
    }

    /** Above one return a fix, each further bug multiplies the attempts; below it, it adds to them. */
    @Test
    void attemptsGrowExponentiallyWhereFixesBringBackMoreThanOneBug() {
        double ten = BugChain.commonAwareness(1, 0.5, 10);
        double nine = BugChain.commonAwareness(1, 0.5, 9);
        assertThat(ten / nine).isGreaterThan(10);
        assertThat(BugChain.commonAwareness(1, 0.99, 10)).isLessThan(1.2);
    }

    /**
     * Simulated against exact, in units of the exact standard error: six comparisons at 4.5, which fail by chance once in
     * 25,000 seeds; the seed is fixed.
     */
    @Test
    void simulationAgreesWithTheChain() {
        double[][] uneven = {{1, 0.9, 0.4}, {0.7, 1, 0.8}, {0.95, 0.5, 1}};
        BugChain[] chains = {
            new BugChain(0.7, common(0.3, 2)), new BugChain(0.5, uneven), new BugChain(0.8, common(0.85, 6))
        };
        int n = 20_000;
        for (int i = 0; i < chains.length; i++) {
            BugChain.Spent exact = chains[i].exact(12);
            BugChain.Spent simulated = chains[i].simulated(12, n, RandomStream.of(2, i, Purpose.STUDY));
            double error = Math.sqrt(exact.clean() * (1 - exact.clean()) / n);
            assertThat(Math.abs(simulated.clean() - exact.clean()) / error).isLessThan(4.5);
            assertThat(Math.abs(simulated.attempts() - exact.attempts()) / simulated.attemptsError())
                    .isLessThan(4.5);
        }
    }

    /** (1 − w)^k against simulated alternations: ten comparisons at 4.5 standard errors, once in 15,000 seeds by chance. */
    @Test
    void alternationsFollowTheGeometricLaw() {
        StudySettings settings = STUDY.defaults().with("replicates", 50_000);
        StudyTable table = STUDY.measure(settings, 3).tables().get(1);
        double w = 0.1 * Math.exp(-0.5) + 0.9 * Math.exp(-8);
        for (int k = 1; k < table.rows().size(); k++) {
            double exact = table.numbers("probability")[k];
            assertThat(exact).isCloseTo(Math.pow(1 - w, k), within(1e-12));
            double error = table.numbers("standardError")[k];
            assertThat(Math.abs(table.numbers("simulated")[k] - exact) / error).isLessThan(4.5);
        }
    }

    @Test
    void breadthEndsTheLoopAndMemorizationProlongsIt() {
        StudyTable pair = STUDY.measure(STUDY.defaults().with("replicates", 2), 1)
                .tables()
                .get(0);
        double[] breadth = pair.numbers("breadth");
        double[] attempts = pair.numbers("attempts");
        double[] chain = pair.numbers("attemptsChain");
        int block = attempts.length / 3;
        for (int i = 0; i < attempts.length; i++) {
            assertThat(chain[i]).isCloseTo(attempts[i], within(1e-12 * attempts[i]));
            if (i + 1 < attempts.length && breadth[i + 1] > breadth[i]) {
                assertThat(attempts[i + 1]).isLessThan(attempts[i]);
            }
            if (i + block < attempts.length) {
                // At the smallest breadth the two parts of the kernel have one scale, and m does nothing.
                assertThat(attempts[i + block]).isGreaterThanOrEqualTo(attempts[i] * (1 - 1e-12));
            }
        }
    }

    @Test
    void regressionTestsHoldEveryFix() {
        StudyResult result = STUDY.measure(STUDY.defaults().with("regressionTests", 1), 1);
        for (double clean : result.tables().get(2).numbers("attempts")) {
            assertThat(clean).isCloseTo(1 / 0.7, within(1e-12));
        }
    }

    @Test
    void endlessLoopsAreLeftBlank() {
        StudyResult result = STUDY.measure(STUDY.defaults().with("distance", 20).with("breadth", 0.05), 1);
        assertThat(result.tables().get(0).column("attempts")).contains("");
        assertThat(result.finding()).contains("∞");
    }
}
