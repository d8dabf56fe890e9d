package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResearchTasteTest {
    private static final ResearchTaste STUDY = new ResearchTaste();
    private static final double[] PRIORS = {-2, -0.7, 0, 0.3, 1.9};

    /**
     * Where a success and a failure weigh alike and the bounds are whole numbers of steps away, nothing overshoots and Wald's
     * approximations are exact (the gambler's ruin).
     */
    @Test
    void waldIsExactWithoutOvershoot() {
        double p = 0.7;
        double step = Math.log(p / (1 - p));
        for (boolean known : new boolean[] {true, false}) {
            Sprt whole = new Sprt(p, 1 - p, 0, 0, known, 4 * step, 3000);
            // A hair short of four steps, so that rounding cannot ask for a fifth.
            Sprt test = new Sprt(p, 1 - p, 0, 0, known, 4 * step * (1 - 1e-9), 3000);
            for (int start = -3; start <= 3; start++) {
                for (boolean right : new boolean[] {true, false}) {
                    Sprt.Fate exact = test.exact(start * step, right);
                    Sprt.Fate wald = whole.wald(start * step, right);
                    assertThat(exact.kept()).isCloseTo(wald.kept(), within(1e-12));
                    assertThat(exact.experiments()).isCloseTo(wald.experiments(), within(1e-10));
                }
            }
        }
    }

    /** Oracle: every sequence of at most twelve results, one by one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dynamicProgrammingAgreesWithEnumeration(boolean known) {
        Sprt test = new Sprt(0.8, 0.1, 0.6, 0.2, known, 2.5, 12);
        for (double prior : PRIORS) {
            for (boolean right : new boolean[] {true, false}) {
                double[] sums = new double[3];
                enumerate(test, prior, right, 0, 0, 1, sums);
                Sprt.Fate exact = test.exact(prior, right);
                assertThat(exact.kept()).isCloseTo(sums[0], within(1e-14));
                assertThat(exact.abandoned()).isCloseTo(sums[1], within(1e-14));
                assertThat(exact.experiments()).isCloseTo(sums[2], within(1e-13));
            }
        }
    }

    private static void enumerate(
            Sprt test, double odds, boolean right, int n, int failures, double probability, double[] sums) {
        if (odds >= test.bound() || odds <= -test.bound()) {
            sums[odds > 0 ? 0 : 1] += probability;
        } else if (n < test.limit()) {
            sums[2] += probability;
            double bugs = test.bugRate() * Math.pow(1 - test.debugging(), failures);
            double success = (right ? test.power() : test.luck()) * (1 - bugs);
            enumerate(test, odds + test.gain(), right, n + 1, failures, probability * success, sums);
            double loss = test.loss(failures);
            enumerate(test, odds + loss, right, n + 1, failures + 1, probability * (1 - success), sums);
        }
    }

    /** By hand: log-likelihood ratios from their definition. */
    @Test
    void bugsWeakenFailuresAndLeaveSuccessesAlone() {
        Sprt known = new Sprt(0.8, 0.1, 0.6, 0, true, 3, 10);
        Sprt ignored = new Sprt(0.8, 0.1, 0.6, 0, false, 3, 10);
        assertThat(known.gain()).isCloseTo(Math.log((0.8 * 0.4) / (0.1 * 0.4)), within(1e-15));
        assertThat(known.loss(0)).isCloseTo(Math.log((1 - 0.8 * 0.4) / (1 - 0.1 * 0.4)), within(1e-15));
        assertThat(ignored.loss(0)).isCloseTo(Math.log(0.2 / 0.9), within(1e-15));
    }

    /** Wald's inequality, exact with overshoot and limit: P(kept | wrong) ≤ exp(−(bound − b)) P(kept | right). */
    @Test
    void knownBugsKeepWrongDirectionsNoMoreThanTheBoundAllows() {
        for (double debugging : new double[] {0, 0.1}) {
            Sprt test = new Sprt(0.8, 0.1, 0.6, debugging, true, 2.9, 60);
            for (double prior : PRIORS) {
                double allowed = Math.exp(prior - 2.9) * test.exact(prior, true).kept();
                assertThat(test.exact(prior, false).kept()).isLessThanOrEqualTo(allowed * (1 + 1e-12));
            }
        }
    }

    /** 40 comparisons at 5 standard errors, which fail by chance once in 40,000 seeds; the seed is fixed. */
    @Test
    void simulationAgreesWithDynamicProgramming() {
        int n = 20_000;
        for (boolean known : new boolean[] {true, false}) {
            Sprt test = new Sprt(0.8, 0.1, 0.6, 0.05, known, 2.9, 30);
            for (double prior : PRIORS) {
                for (boolean right : new boolean[] {true, false}) {
                    Sprt.Fate exact = test.exact(prior, right);
                    Sprt.Simulated simulated = test.simulated(prior, right, n, RandomStream.of(1, 0, Purpose.STUDY));
                    double error = Math.sqrt(exact.kept() * (1 - exact.kept()) / n);
                    assertThat(Math.abs(simulated.kept().mean() - exact.kept())).isLessThanOrEqualTo(5 * error);
                    double made = simulated.experiments().mean() - exact.experiments();
                    assertThat(Math.abs(made) / simulated.experiments().standardError())
                            .isLessThan(5);
                }
            }
        }
    }

    @Test
    void certainMindsMakeNoExperiments() {
        Sprt test = new Sprt(0.8, 0.1, 0.6, 0, true, 3, 10);
        assertThat(test.exact(3.1, false)).isEqualTo(new Sprt.Fate(1, 0, 0));
        assertThat(test.exact(-3.1, true)).isEqualTo(new Sprt.Fate(0, 1, 0));
        assertThat(test.wald(3.1, false)).isEqualTo(new Sprt.Fate(1, 0, 0));
    }

    @Test
    void knowingTheBugRateRescuesAndTasteSparesExperiments() {
        StudyResult result = STUDY.measure(STUDY.defaults(), 1);
        StudyTable belief = result.tables().get(0);
        int half = belief.rows().size() / 2;
        for (int i = 0; i < half; i++) {
            double[] kept = belief.numbers("rightKept");
            assertThat(kept[half + i]).isGreaterThan(kept[i]);
        }
        StudyTable taste = result.tables().get(1);
        double[] each = taste.numbers("experimentsPerRight");
        double[] wrong = taste.numbers("wrongKept");
        int last = each.length - 1;
        assertThat(each[last]).isLessThan(0.2 * each[each.length / 2]);
        assertThat(wrong[last]).isLessThan(wrong[each.length / 2]);
    }

    @Test
    void luckAbovePowerIsRefused() {
        StudySettings settings = STUDY.defaults().with("luck", 0.9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STUDY.measure(settings, 1))
                .withMessageContaining("luck")
                .withMessageContaining("0.9")
                .withMessageContaining("0.8");
    }
}
