package org.evalgap.internal.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.evalgap.internal.sampling.AdaptiveSampler.Effort;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

class AdaptiveSamplerTest {
    record Density(int dimension, ToDoubleFunction<double[]> log) implements Target {
        @Override
        public int width() {
            return 0;
        }

        @Override
        public double logLikelihood(double[] z, long index, double[] trace) {
            return log.applyAsDouble(z);
        }
    }

    static RandomStream stream(long seed) {
        return RandomStream.of(seed, 0, Purpose.EXPLAIN);
    }

    static Sample sample(Target target, Effort effort, long seed) {
        return AdaptiveSampler.sample(target, effort, stream(seed), (n, worth) -> {});
    }

    /**
     * z ~ N(0, 1), x = 1.5 | z ~ N(z, ½): the posterior is N(1, ⅓), the evidence N(1.5; 0, 1.5). With at least 2,000 effective
     * points errors of 4 standard errors occur once in 15,000 at each of three comparisons.
     */
    @Test
    void conjugateNormalHasItsPosteriorAndEvidence() {
        Target target = new Density(1, z -> -(1.5 - z[0]) * (1.5 - z[0]) - 0.5 * StrictMath.log(Math.PI));
        Sample sample = sample(target, new Effort(500, 500, 10_000, 2000, 1), 1);
        double[] w = sample.weights();
        double mean = 0;
        double square = 0;
        for (int i = 0; i < w.length; i++) {
            mean += w[i] * sample.points()[i][0];
            square += w[i] * sample.points()[i][0] * sample.points()[i][0];
        }
        double error = 1 / Math.sqrt(Weights.effective(w));
        assertThat(Weights.effective(w)).isGreaterThan(2000);
        assertThat(mean).isCloseTo(1, within(4 * Math.sqrt(1 / 3.0) * error));
        assertThat(square - mean * mean).isCloseTo(1 / 3.0, within(4 * Math.sqrt(2) / 3 * error));
        assertThat(sample.logEvidence())
                .isCloseTo(-0.5 * Math.log(2 * Math.PI * 1.5) - 1.5 * 1.5 / 3, within(4 * error));
    }

    /** The likelihood of one latent draw, N(x; z + latent, ¼) with latent ~ N(0, ¼), stands for the likelihood of the test above. */
    @Test
    void aLikelihoodThatIsRightOnAverageHasTheSamePosterior() {
        Target target = new Target() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public int width() {
                return 1;
            }

            @Override
            public double logLikelihood(double[] z, long index, double[] trace) {
                double latent = 0.5 * RandomStream.of(9, index, Purpose.STUDY).normal(0);
                trace[0] = latent;
                double off = 1.5 - z[0] - latent;
                return -2 * off * off - 0.5 * StrictMath.log(Math.PI / 2);
            }
        };
        Sample sample = sample(target, new Effort(1000, 1000, 20_000, 4000, 1), 2);
        double[] w = sample.weights();
        double mean = 0;
        double latent = 0;
        for (int i = 0; i < w.length; i++) {
            mean += w[i] * sample.points()[i][0];
            latent += w[i] * sample.traces()[i][0];
        }
        double error = 1 / Math.sqrt(Weights.effective(w));
        assertThat(mean).isCloseTo(1, within(4 * Math.sqrt(1 / 3.0) * error));
        // The residual 1.5 − z splits evenly between the latent and the noise: E[latent | x] = (1.5 − 1)/2.
        assertThat(latent).isCloseTo(0.25, within(4 * 0.5 * error));
    }

    @Test
    void threadsDoNotMatterAndSeedsDo() {
        Target target = new Density(2, z -> -8 * (z[0] * z[0] + z[1] - 1) * (z[0] * z[0] + z[1] - 1));
        Effort one = new Effort(300, 300, 1500, 1e9, 1);
        Effort three = new Effort(300, 300, 1500, 1e9, 3);
        Sample sample = sample(target, one, 4);
        assertThat(sample(target, three, 4).logWeights()).isEqualTo(sample.logWeights());
        assertThat(sample(target, one, 5).logWeights()).isNotEqualTo(sample.logWeights());
    }

    @Test
    void impossibleAndMeaninglessLikelihoodsAreRefused() {
        Effort effort = new Effort(10, 10, 20, 5, 1);
        assertThatThrownBy(() -> sample(new Density(1, z -> Double.NEGATIVE_INFINITY), effort, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("no point");
        assertThatThrownBy(() -> sample(new Density(1, z -> Double.NaN), effort, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not a number");
    }
}
