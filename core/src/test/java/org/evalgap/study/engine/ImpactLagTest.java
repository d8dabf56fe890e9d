package org.evalgap.study.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.study.frame.Crossing;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Grid;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;

class ImpactLagTest {
    private static final ImpactLag STUDY = new ImpactLag();
    private static final StudySettings QUICK = STUDY.defaults().with("replicates", 12);
    private static final StudyResult RESULT = STUDY.measure(QUICK, 1);

    /** Row of the waits: inflation, distribution gap, reliability, adoption, all. */
    private static Estimate wait(StudyResult result, int row) {
        StudyTable waits = result.tables().get(0);
        return new Estimate((Double) waits.column("wait").get(row), (Double)
                waits.column("waitStandardError").get(row));
    }

    @Test
    void waitsSumToTheTotal() {
        for (double level : new double[] {0.3, 0.5, 0.8}) {
            StudyResult result = STUDY.measure(QUICK.with("level", level), 1);
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += wait(result, i).value();
            }
            assertThat(sum).isCloseTo(wait(result, 4).value(), within(1e-12));
        }
    }

    @Test
    void arrivalsAreReadAlongTheReleases() {
        double[][] curves = {{0, 0.5, 1}, {0.1, 0.2, 0.6}, {0.4, 0.4, 0.4}};
        assertThat(ImpactLag.arrivals(curves, 0.4)).containsExactly(new double[] {0.8, 1.5, 0}, within(1e-15));
        assertThat(ImpactLag.arrivals(curves, 0.5)[2]).isNaN();
    }

    /**
     * Closed form of da/dr = k a (1 − a/I) with constant I: a = I/(1 + (I/a₀ − 1) e^{−kr}), from below and from above. Simpson's
     * rule in steps h = 1/64 errs by (kh)⁴/2880 of the whole.
     */
    @Test
    void adoptionOfAConstantShareIsLogistic() {
        double[] ceiling = new double[30];
        Arrays.fill(ceiling, 0.7);
        for (double rate : new double[] {0.01, 0.5, 4}) {
            for (double start : new double[] {1e-6, 0.2, 0.9}) {
                double[] adopted = Adoption.follow(ceiling, start, rate);
                for (int r = 0; r < adopted.length; r++) {
                    double logistic = 0.7 / (1 + (0.7 / start - 1) * Math.exp(-rate * r));
                    assertThat(adopted[r])
                            .isCloseTo(logistic, within((1e-12 + Math.pow(rate / 64, 4) / 2880) * logistic));
                }
            }
        }
    }

    /**
     * Under a share that grows as e^{gr} adoption settles at I(1 − g/k), which is −ln(1 − g/k)/g later. Between releases the
     * share is a straight line, above the exponential by at most g²/8.
     */
    @Test
    void adoptionTrailsAnExponentialByItsClosedForm() {
        double growth = 0.02;
        double rate = 0.3;
        double[] ceiling = new double[200];
        for (int r = 0; r < ceiling.length; r++) {
            ceiling[r] = 0.01 * Math.exp(growth * r);
        }
        double[] adopted = Adoption.follow(ceiling, 0.01, rate);
        double settled = ceiling[199] * (1 - growth / rate);
        assertThat(adopted[199]).isCloseTo(settled, within(growth * growth / 8 * settled));
        double[] releases = Grid.linear(0, 199, 200);
        double level = ceiling[150];
        double lag = Crossing.first(releases, adopted, level).orElseThrow() - 150;
        assertThat(lag).isCloseTo(-Math.log(1 - growth / rate) / growth, within(0.01));
    }

    /**
     * Without RL: no inflation and no distribution gap in expectation; reliability waits for the competence that chains need,
     * found by quadrature. Scores are straight lines between releases, which moves a crossing by less than 0.03 releases.
     * Three comparisons at 5 standard errors of 40 worlds, which fail by chance once in 26,000 seeds; the seed is fixed.
     */
    @Test
    void withoutTrainingOnlyReliabilityAndAdoptionWait() {
        StudyResult result = STUDY.measure(QUICK.with("budget", 0).with("replicates", 40), 1);
        for (int i = 0; i < 2; i++) {
            Estimate wait = wait(result, i);
            assertThat(wait.value()).isCloseTo(0, within(5 * wait.error()));
        }
        double single = competence(p -> p);
        double chain = competence(p -> Math.pow(p, 10));
        Estimate reliability = wait(result, 2);
        assertThat(reliability.value()).isCloseTo((chain - single) / 0.2, within(0.03 + 5 * reliability.error()));
    }

    /** The competence at which E[f(σ(θ − b))] is a half, b of spread 1.5. */
    private static double competence(DoubleUnaryOperator f) {
        DoubleUnaryOperator score =
                competence -> FirstOrder.normalMean(competence, 1.5, u -> f.applyAsDouble(1 / (1 + Math.exp(-u))));
        return new BrentSolver(1e-10).solve(200, x -> score.applyAsDouble(x) - 0.5, -10, 20);
    }

    @Test
    void jobsOfOneDecisionDoNotWaitForReliability() {
        assertThat(wait(STUDY.measure(QUICK.with("workHorizon", 1), 1), 2).value())
                .isZero();
    }

    /** The lag of fast adoption is about 1/k: 0.05 at k = 20. */
    @Test
    void fastAdoptionHardlyWaits() {
        double slow = wait(RESULT, 3).value();
        double fast = wait(STUDY.measure(QUICK.with("adoptionRate", 20), 1), 3).value();
        assertThat(fast).isBetween(0.02, 0.08);
        assertThat(slow).isGreaterThan(1);
    }

    /** A wait at a level that a curve begins above is unknown, not zero. */
    @Test
    void levelsBelowTheStartAreLeftOut() {
        StudyTable levels = RESULT.tables().get(1);
        assertThat(levels.column("inflation").get(0)).isEqualTo("");
        assertThat(levels.column("adoption").get(0)).isInstanceOf(Double.class);
        assertThat(levels.column("inflation").get(9)).isInstanceOf(Double.class);
    }

    @Test
    void findingSaysWhatArrivesAndWhatDoesNot() {
        assertThat(RESULT.finding())
                .matches("Adopted jobs reach 50 % 1[78]\\.\\d+ ± 0\\.\\d+ releases after the public score does: .*"
                        + " for inflation, .* for distribution gap, .* for reliability, .* for adoption\\.");
        assertThat(STUDY.measure(QUICK.with("releases", 20), 1).finding())
                .startsWith("Within 20 releases adopted jobs do not reach 50 %; the waits that can be told are ")
                .contains("for distribution gap.");
        assertThat(STUDY.measure(QUICK.with("level", 0.1), 1).finding())
                .matches("The public score is above 10 % from the first release on; the waits that can be told are"
                        + " 2\\.\\d+ ± 0\\.\\d+ for adoption\\.");
        assertThat(STUDY.measure(QUICK.with("releases", 2), 1).finding())
                .isEqualTo("Within 2 releases adopted jobs do not reach 50 %.");
    }
}
