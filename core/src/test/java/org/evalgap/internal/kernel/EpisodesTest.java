package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twin: what the Javadoc of {@link Episodes} says, each value by itself and with the exponential and the powers of {@link StrictMath}. */
class EpisodesTest {
    private static final int N = 60;
    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);

    private final double[] u = Twins.uniforms(new Random(3), N, -6, 6);
    private final double[] start = Twins.uniforms(new Random(4), N, -3, 3);
    private final double[] share = Twins.uniforms(new Random(5), N, 0, 1);

    @ParameterizedTest(name = "critic {0} normalization {1} penalty {2} horizon {3}")
    @CsvSource({
        "0, 0, 0, 1",
        "0.25, 0, 0.5, 1",
        "1, 1, 0, 1",
        "0.5, 0.5, 2, 3",
        "0.75, 1, 0.1, 4",
        "0.3, 0.7, 0, 10",
        "0, 1, 1, 7",
        "1, 0.2, 0.3, 50"
    })
    void episodesAreWorthAndCostWhatTheFormulasSay(double critic, double nu, double beta, int horizon) {
        Episodes episodes = new Episodes();
        episodes.rule(critic, nu, beta, horizon);
        double[] success = episodes.open(u, N);
        double[] step = new double[N];
        episodes.learn(u, start, share, 0.75, step, N);
        for (int i = 0; i < N; i++) {
            double q = 1 / (1 + StrictMath.exp(-u[i]));
            double failure = 1 / (1 + StrictMath.exp(u[i]));
            double power = StrictMath.pow(q, horizon);
            // 1 − q^H as a sum, in which nothing cancels.
            double sum = 0;
            for (int t = 0; t < horizon; t++) {
                sum += StrictMath.pow(q, t);
            }
            double normalizer = StrictMath.pow(power * failure * sum, -nu / 2);
            double ofSuccess = (1 - critic) * horizon * failure * normalizer;
            double cost = (1 - critic) * horizon + critic * sum;
            assertThat(success[i]).isCloseTo(power, CLOSE);
            assertThat(episodes.normalizer(i)).isCloseTo(normalizer, CLOSE);
            assertThat(episodes.ofSuccess(i)).isCloseTo(ofSuccess, CLOSE);
            assertThat(episodes.ofFailure(i)).isCloseTo(critic * q, CLOSE);
            assertThat(episodes.cost(i)).isCloseTo(cost, CLOSE);
            double learned = (share[i] * ofSuccess + (1 - share[i]) * critic * q) / cost;
            double pull = beta * q * failure * (u[i] - start[i]);
            assertThat(step[i]).isCloseTo(0.75 * (learned - pull), within(1e-6 * (learned + Math.abs(pull)) + 1e-15));
        }
    }

    /** At −∞, in numbers −40 logits, success is too rare for any number: its worth stays finite. */
    @ParameterizedTest
    @CsvSource({"0.5, 200", "1, 200", "1, 1000000"})
    void successThatNeverComesIsWorthSomethingFinite(double nu, int horizon) {
        Episodes episodes = new Episodes();
        episodes.rule(0.5, nu, 0, horizon);
        double[] success = episodes.open(new double[] {-300, -40}, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(success[i]).isZero();
            // The least success counts as 2⁻¹⁰⁰⁰, and 1 − q^H is 1.
            double normalizer = StrictMath.pow(2, 500 * nu);
            assertThat(episodes.normalizer(i)).isCloseTo(normalizer, CLOSE);
            assertThat(episodes.ofSuccess(i)).isCloseTo(0.5 * horizon * normalizer, CLOSE);
        }
    }
}
