package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated releases fault by fault, against the same written out plainly. Both draw from the same numbers: no false alarm. */
class RolloutTest {
    private static final double[] USERS = {1, 3, 9};
    private static final double LENGTH = 2;
    private static final Rollout WAVES = new Rollout(USERS, LENGTH);

    private static double waiting(RandomStream stream, int i) {
        return -Math.log(stream.uniform(i));
    }

    /** A Poisson number: arrivals counted one by one; of more than 50 the quantile, summed up; of more than 10⁷ the normal limit. */
    private static double poisson(double mean, RandomStream own) {
        if (mean > 1e7) {
            return Math.rint(mean + Math.sqrt(mean) * own.normal(0));
        }
        if (mean > 50) {
            int k = 0;
            double logWeight = -mean;
            double below = Math.exp(logWeight);
            while (below < own.uniform(0)) {
                k++;
                logWeight += Math.log(mean / k);
                below += Math.exp(logWeight);
            }
            return k;
        }
        int arrivals = 0;
        double time = waiting(own, 0);
        while (time < mean) {
            arrivals++;
            time += waiting(own, arrivals);
        }
        return arrivals;
    }

    private static double[] plain(
            double rate, boolean varied, double faults, double delay, double use, RandomStream stream) {
        double[] shows = new double[3];
        double end = use <= 2 ? use : use <= 8 ? 2 + (use - 2) / 3 : 4 + (use - 8) / 9;
        double arrival = 0;
        for (int fault = 0; ; fault++) {
            arrival += waiting(stream, fault);
            if (arrival >= faults) {
                return shows;
            }
            RandomStream own = stream.substream(fault + 1);
            // Of coefficient of variation one, the gamma law is exponential: its quantile is −b ln(1 − u).
            double b = varied ? -rate * Math.log(1 - own.uniform(0)) : rate;
            double first = waiting(own, 1) / b;
            if (first >= use) {
                continue;
            }
            double noticed = first <= 2 ? first : first <= 8 ? 2 + (first - 2) / 3 : 4 + (first - 8) / 9;
            double corrected = Math.min(end, noticed + delay);
            shows[noticed < 2 ? 0 : noticed < 4 ? 1 : 2]++;
            for (int k = 0; k < 3; k++) {
                double from = Math.max(noticed, 2 * k);
                double to = Math.min(corrected, k < 2 ? 2 * k + 2 : Double.POSITIVE_INFINITY);
                if (from < to) {
                    shows[k] += poisson(b * (to - from) * USERS[k], own.substream(k));
                }
            }
        }
    }

    /** Independent computation: showings of few, of many and of very many, rates alike and varied. */
    @ParameterizedTest
    @CsvSource({
        "0.05, false, 2.5, 40",
        "0.3, true, 1, 20",
        "2, false, 3, 6",
        "40, false, 2.5, 40",
        "40, true, 3, 7",
        "1e7, false, 2.5, 40",
        "3e10, true, 1, 20"
    })
    void showingsAreThoseOfPlainReleases(double rate, boolean varied, double delay, double use) {
        Hardening hardening = new Hardening(rate, varied ? 1 : 0);
        for (int r = 0; r < 20; r++) {
            RandomStream stream = RandomStream.of(10, r, Purpose.STUDY);
            assertThat(WAVES.simulate(hardening, 6, delay, use, stream))
                    .isEqualTo(plain(rate, varied, 6, delay, use, stream));
        }
    }

    /** By hand: waves of 1, 3 and 9 users for two weeks each, the last without end. */
    @Test
    void wavesFollowOneAnother() {
        assertThat(WAVES.waves()).isEqualTo(3);
        for (int k = 0; k < 3; k++) {
            assertThat(WAVES.users(k)).isEqualTo(USERS[k]);
            assertThat(WAVES.start(k)).isEqualTo(2.0 * k);
        }
        assertThat(WAVES.timeOf(8)).isEqualTo(4);
        assertThat(WAVES.timeOf(44)).isEqualTo(8);
        assertThat(WAVES.use(8)).isEqualTo(44);
    }

    /** Closed form by the Laplace transform of gamma rates, (1 + c²bE)^(−1/c²), its differences and minus its derivative. */
    @Test
    void hardeningIsTheTransformOfTheRates() {
        Hardening hardening = new Hardening(0.3, 1.7);
        double squared = 1.7 * 1.7;
        for (double use : new double[] {0, 0.2, 5, 80}) {
            double left = Math.pow(1 + squared * 0.3 * use, -1 / squared);
            assertThat(hardening.unnoticed(use)).isCloseTo(left, within(1e-13));
            double later = Math.pow(1 + squared * 0.3 * (use + 0.7), -1 / squared);
            assertThat(hardening.noticed(use, use + 0.7)).isCloseTo(left - later, within(1e-13));
            double slope = 0.3 * Math.pow(1 + squared * 0.3 * use, -1 / squared - 1);
            assertThat(hardening.intensity(use)).isCloseTo(slope, within(1e-13));
        }
    }
}
