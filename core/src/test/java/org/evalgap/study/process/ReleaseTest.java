package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
    private static final Release STUDY = new Release();
    private static final Rollout WAVES = new Rollout(new double[] {1, 3, 9}, 2);

    /** Goel and Okumoto: without delay, noticed faults are a(1 − exp(−bE)), however use was spread over time. */
    @Test
    void withoutDelayEveryFaultDoesHarmOnceHoweverUseIsSpread() {
        Hardening hardening = new Hardening(0.2, 0);
        Rollout once = new Rollout(new double[] {9}, 2);
        for (double use : new double[] {0.5, 2, 7, 40}) {
            double expected = 1 - Math.exp(-0.2 * use);
            assertThat(WAVES.shows(hardening, 0, 0, WAVES.timeOf(use))).isCloseTo(expected, within(1e-14));
            assertThat(once.shows(hardening, 0, 0, once.timeOf(use))).isCloseTo(expected, within(1e-14));
        }
    }

    /** By hand: if everybody is served from the start, a fault shows itself b·p·(time until its correction) times more. */
    @Test
    void delayCostsTheShowingsWhileCorrectionIsMade() {
        Rollout once = new Rollout(new double[] {5}, 1);
        double b = 0.3;
        double end = 8;
        double delay = 2;
        // Before the delay has passed nothing is corrected: b·p a unit of time; then exponential decay.
        double expected = b * 5 * delay + (1 - Math.exp(-b * 5 * (end - delay)));
        assertThat(once.shows(new Hardening(b, 0), delay, 0, end)).isCloseTo(expected, within(1e-13));
    }

    /** Oracle: Simpson's rule on each piece between the times at which users, now or a delay ago, change. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.7, 3})
    void closedFormAgreesWithQuadrature(double variation) {
        Hardening hardening = new Hardening(0.05, variation);
        double delay = 1.5;
        double[] cuts = {0, 1.5, 2, 3.5, 4, 5.5, 9};
        double[] users = {1, 1, 3, 3, 9, 9};
        double sum = 0;
        for (int i = 0; i < users.length; i++) {
            double now = users[i];
            sum += new SimpsonIntegrator(1e-13, 1e-13, 3, 40)
                    .integrate(1_000_000, t -> now * hardening.intensity(WAVES.use(t - delay)), cuts[i], cuts[i + 1]);
        }
        assertThat(WAVES.shows(hardening, delay, 0, 9)).isCloseTo(sum, within(1e-10));
    }

    @Test
    void harmOfTheWavesAddsUp() {
        Hardening hardening = new Hardening(0.05, 1);
        double parts = WAVES.shows(hardening, 1.5, 0, 2)
                + WAVES.shows(hardening, 1.5, 2, 4)
                + WAVES.shows(hardening, 1.5, 4, 11);
        assertThat(WAVES.shows(hardening, 1.5, 0, 11)).isCloseTo(parts, within(1e-13));
    }

    @Test
    void useAndTimeAreInverse() {
        for (double use = 0.1; use < 60; use += 0.37) {
            assertThat(WAVES.use(WAVES.timeOf(use))).isCloseTo(use, within(1e-13 * 60));
        }
        assertThat(WAVES.use(-1)).isZero();
        assertThat(WAVES.use(5)).isEqualTo(1 * 2 + 3 * 2 + 9 * 1);
    }

    /** Limit: rates that hardly vary harden exponentially; and the two ways of noticing agree. */
    @Test
    void littleVariationIsExponential() {
        Hardening nearly = new Hardening(0.2, 1e-4);
        Hardening alike = new Hardening(0.2, 0);
        assertThat(nearly.unnoticed(10)).isCloseTo(alike.unnoticed(10), within(1e-7));
        assertThat(nearly.intensity(10)).isCloseTo(alike.intensity(10), within(1e-7));
        Hardening varied = new Hardening(0.2, 2);
        assertThat(varied.noticed(3, 8)).isCloseTo(varied.unnoticed(3) - varied.unnoticed(8), within(1e-14));
    }

    /**
     * Simulated against closed form, by wave and in all, with rates alike, varied, and with so many showings that Poisson
     * numbers are drawn by inversion: 12 comparisons at 4.5 standard errors, once in 12,000 seeds by chance; seed fixed.
     */
    @Test
    void simulationAgreesWithTheClosedForm() {
        Hardening[] hardenings = {new Hardening(0.05, 0), new Hardening(0.05, 1.5), new Hardening(40, 0)};
        for (int h = 0; h < hardenings.length; h++) {
            Tally[] waves = {new Tally(), new Tally(), new Tally(), new Tally()};
            double end = WAVES.timeOf(40);
            for (int r = 0; r < 2000; r++) {
                double[] shows = WAVES.simulate(
                        hardenings[h],
                        10,
                        2.5,
                        40,
                        RandomStream.of(9, r, Purpose.STUDY).substream(h));
                for (int k = 0; k < 3; k++) {
                    waves[k].add(shows[k]);
                }
                waves[3].add(shows[0] + shows[1] + shows[2]);
            }
            for (int k = 0; k < 4; k++) {
                double from = k < 3 ? 2 * k : 0;
                double to = k < 2 ? 2 * k + 2 : end;
                double exact = 10 * WAVES.shows(hardenings[h], 2.5, from, to);
                // In the last case nothing is left for the third wave.
                assertThat(Math.abs(waves[k].mean() - exact))
                        .as("hardening %d, wave %d", h, k)
                        .isLessThanOrEqualTo(4.5 * waves[k].standardError() + 1e-12);
            }
        }
    }

    @Test
    void gradualReleaseNeverDoesMoreHarmForTheSameUse() {
        StudyTable delays = STUDY.measure(STUDY.defaults().with("replicates", 2), 1)
                .tables()
                .get(1);
        double[] ratio = delays.numbers("ratio");
        assertThat(ratio[0]).isCloseTo(1, within(1e-12));
        for (int i = 1; i < ratio.length; i++) {
            assertThat(ratio[i]).isGreaterThan(1);
        }
    }
}
