package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated choices one by one: against walks written out plainly, and against the law of first exits. */
class DiffusionWalksTest {
    /**
     * Choices by bridges as the model has them, four numbers of the stream a step: an increment, whether a threshold was touched on the
     * way, and two for when. The time is inverse Gaussian by Michael, Schucany and Haas (1976), as they print it.
     */
    static Diffusion.Choices bridged(double drift, double step, int replicates, RandomStream stream) {
        Diffusion.Choices choices = new Diffusion.Choices(new Tally(), new Tally());
        for (int r = 0; r < replicates; r++) {
            RandomStream own = stream.substream(r);
            double x = 0;
            int side = 0;
            for (int n = 0; side == 0; n++) {
                double next = x + drift * step + Math.sqrt(step) * own.normal(4 * n);
                double upper = Math.abs(next) < 1 ? Math.exp(-2 * (1 - x) * (1 - next) / step) : next > 0 ? 1 : 0;
                double lower = Math.abs(next) < 1 ? Math.exp(-2 * (1 + x) * (1 + next) / step) : 1;
                double u = own.uniform(4 * n + 1);
                side = u < upper ? 1 : u < upper + lower ? -1 : 0;
                if (side != 0) {
                    double level = side - x;
                    double mean = Math.abs(level / (side - next));
                    double shape = level * level / step;
                    double y = Math.pow(own.normal(4 * n + 2), 2);
                    double first = mean
                            + mean * mean * y / (2 * shape)
                            - mean / (2 * shape) * Math.sqrt(4 * mean * shape * y + mean * mean * y * y);
                    double s = own.uniform(4 * n + 3) <= mean / (mean + first) ? first : mean * mean / first;
                    choices.time().add(n * step + step * s / (1 + s));
                    choices.right().add(side > 0 ? 1 : 0);
                }
                x = next;
            }
        }
        return choices;
    }

    /** Choices by looks alone, from the same increments. */
    static Diffusion.Choices looked(double drift, double step, int replicates, RandomStream stream) {
        Diffusion.Choices choices = new Diffusion.Choices(new Tally(), new Tally());
        for (int r = 0; r < replicates; r++) {
            double x = 0;
            int looks = 0;
            while (x > -1 && x < 1) {
                x += drift * step;
                x += Math.sqrt(step) * stream.substream(r).normal(4 * looks);
                looks++;
            }
            choices.time().add(step * looks);
            choices.right().add(x >= 1 ? 1 : 0);
        }
        return choices;
    }

    private static void agree(Diffusion.Choices found, Diffusion.Choices expected) {
        assertThat(found.time().count()).isEqualTo(expected.time().count());
        assertThat(found.right().count()).isEqualTo(expected.right().count());
        assertThat(found.time().mean()).isCloseTo(expected.time().mean(), within(1e-7));
        assertThat(found.time().variance()).isCloseTo(expected.time().variance(), within(1e-7));
        assertThat(found.right().mean()).isCloseTo(expected.right().mean(), within(1e-12));
    }

    /** Independent computation from the same numbers, so that there is no false alarm. */
    @ParameterizedTest
    @CsvSource({"0, 0.25", "0.8, 0.25", "0.3, 0.6", "2, 0.04"})
    void choicesAreThoseOfPlainWalks(double drift, double step) {
        RandomStream stream = RandomStream.of(9, 1, Purpose.STUDY);
        Diffusion diffusion = new Diffusion(drift);
        agree(diffusion.bridged(step, 300, stream), bridged(drift, step, 300, stream));
        agree(diffusion.looked(step, 300, stream), looked(drift, step, 300, stream));
    }

    /**
     * Without drift the first exit from (−1, 1) is later than t with probability 4/π Σ (−1)^k exp(−(2k + 1)²π²t/8)/(2k + 1) (Feller 1968,
     * XIV.6, in the limit). At steps of 0.4 the chance of touching both thresholds in one is 5e-5. The greatest difference of 6,000 choices
     * from that law is above 2.3/√n for one seed in 20,000 (Kolmogorov's limit, 2 exp(−2·2.3²)); the seed is fixed.
     */
    @Test
    void exitTimesFollowTheirLawAtACoarseStep() {
        int n = 6000;
        double[] times = new double[n];
        RandomStream stream = RandomStream.of(9, 2, Purpose.STUDY);
        for (int i = 0; i < n; i++) {
            times[i] =
                    new Diffusion(0).bridged(0.4, 1, stream.substream(i)).time().mean();
        }
        Arrays.sort(times);
        double greatest = 0;
        for (int i = 0; i < n; i++) {
            double sooner = 1 - later(times[i]);
            greatest = Math.max(greatest, Math.max(sooner - (double) i / n, (i + 1.0) / n - sooner));
        }
        assertThat(greatest).isLessThan(2.3 / Math.sqrt(n) + 5e-5);
    }

    private static double later(double t) {
        double sum = 0;
        for (int k = 0; k < 60; k++) {
            double odd = 2 * k + 1;
            sum += (k % 2 == 0 ? 1 : -1) * Math.exp(-odd * odd * Math.PI * Math.PI * t / 8) / odd;
        }
        return 4 / Math.PI * sum;
    }

    /** Published: ζ(½) = −1.4603545088, and the mean overshoot is −ζ(½)/√(2π) (Siegmund 1979). */
    @Test
    void overshootMovesTheThresholdsApart() {
        double overshoot = 1.4603545088 / Math.sqrt(2 * Math.PI);
        for (double step : new double[] {0.01, 0.2}) {
            double wider = 1 + overshoot * Math.sqrt(step);
            assertThat(new Diffusion(0.7).meanTimeInSteps(step))
                    .isCloseTo(wider * Math.tanh(0.7 * wider) / 0.7, within(1e-10));
        }
    }
}
