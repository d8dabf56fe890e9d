package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffusionTest {
    /**
     * Oracle: the gambler's ruin. A walk of steps ±1/n with the diffusion's drift and variance a unit of time has known
     * accuracy and mean time (Feller 1968, XIV.2–3); both converge as 1/n².
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 1.0986, 3})
    void formulasAreTheLimitOfTheGamblersRuin(double drift) {
        int n = 20_000;
        double up = 0.5 * (1 + drift / n);
        double ratio = Math.log((1 - up) / up);
        double accuracy = Math.expm1(n * ratio) / Math.expm1(2 * n * ratio);
        double steps = (2.0 * n * accuracy - n) / (2 * up - 1);
        assertThat(new Diffusion(drift).accuracy()).isCloseTo(accuracy, within(1e-7));
        assertThat(new Diffusion(drift).meanTime()).isCloseTo(steps / ((double) n * n), within(1e-7));
    }

    @Test
    void withoutDriftChoicesAreACoins() {
        assertThat(new Diffusion(0).meanTime()).isEqualTo(1);
        assertThat(new Diffusion(0).accuracy()).isEqualTo(0.5);
        assertThat(new Diffusion(1e-9).meanTime()).isCloseTo(1, within(1e-12));
    }

    /**
     * With bridges there is no discretisation error to see, even at a step of a quarter of the diffusion's own time: eight
     * comparisons at 4.5 standard errors, which fail by chance once in 18,000 seeds; the seed is fixed.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.05})
    void bridgedSimulationAgreesWithTheFormulasAtAnyStep(double step) {
        for (double drift : new double[] {0.1, 1.5}) {
            Diffusion diffusion = new Diffusion(drift);
            Diffusion.Choices choices = diffusion.bridged(step, 40_000, RandomStream.of(4, 0, Purpose.STUDY));
            double time = choices.time().mean() - diffusion.meanTime();
            double right = choices.right().mean() - diffusion.accuracy();
            assertThat(Math.abs(time) / choices.time().standardError()).isLessThan(4.5);
            assertThat(Math.abs(right) / choices.right().standardError()).isLessThan(4.5);
        }
    }

    /** Not the mean alone: decision times at two steps are one distribution (level 1e-4, seed fixed). */
    @Test
    void bridgedTimesHaveOneDistributionAtEveryStep() {
        double[] coarse = times(0.25, 1);
        double[] fine = times(0.01, 2);
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(coarse, fine))
                .isGreaterThan(1e-4);
    }

    private static double[] times(double step, int replicate) {
        double[] times = new double[4000];
        RandomStream stream = RandomStream.of(6, replicate, Purpose.STUDY);
        for (int i = 0; i < times.length; i++) {
            times[i] = new Diffusion(0.8)
                    .bridged(step, 1, stream.substream(i))
                    .time()
                    .mean();
        }
        return times;
    }

    /**
     * Looking only after steps errs by a known amount of order √step: halving the step takes off about 29 % of the error, and
     * Siegmund's correction predicts the mean to the next order (its own error is below 0.5·step here). Eight comparisons at
     * 4.5 standard errors.
     */
    @Test
    void lookingOnlyAfterStepsIsLateAsPredicted() {
        Diffusion diffusion = new Diffusion(1.1);
        double[] errors = new double[4];
        for (int i = 0; i < errors.length; i++) {
            double step = 0.04 / (1 << i);
            Tally time = diffusion
                    .looked(step, 60_000, RandomStream.of(7, i, Purpose.STUDY))
                    .time();
            errors[i] = time.mean() - diffusion.meanTime();
            double unpredicted = Math.abs(time.mean() - diffusion.meanTimeInSteps(step));
            assertThat(unpredicted).isLessThan(0.5 * step + 4.5 * time.standardError());
            assertThat(errors[i]).isGreaterThan(0.1 * Math.sqrt(step) + 4.5 * time.standardError());
        }
        assertThat(errors[3] / errors[0]).isCloseTo(Math.pow(2, -1.5), within(0.08));
    }
}
