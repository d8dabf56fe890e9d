package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AscentTest {
    /** Twin: Algorithm 1 of Kingma and Ba (2015) with powers by {@link Math#pow}, as ascent. */
    @Test
    void adamFollowsItsAlgorithm() {
        Random random = new Random(5);
        Weights w = PlainPerceptron.random(random, 3, 2);
        Ascent ascent = new Ascent(3, 2);
        double x = w.second[1][0];
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 2000; t++) {
            Weights gradient = PlainPerceptron.random(random, 3, 2);
            double g = gradient.second[1][0];
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            x += 0.003 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            ascent.adam(0.003, gradient, w);
            assertThat(w.second[1][0]).isCloseTo(x, within(1e-12));
        }
    }

    @Test
    void afterAResetTheFirstStepIsTheRateAgain() {
        Weights w = new Weights(2, 2);
        Weights gradient = new Weights(2, 2);
        gradient.first[0][0] = 3;
        gradient.last[2] = -1e-3;
        Ascent ascent = new Ascent(2, 2);
        ascent.adam(0.01, gradient, w);
        ascent.adam(0.01, gradient, w);
        ascent.reset();
        double before = w.first[0][0];
        ascent.adam(0.01, gradient, w);
        // m̂/√v̂ is the sign of the gradient in the first step, but for the floor of 1e-8.
        assertThat(w.first[0][0] - before).isCloseTo(0.01, within(1e-10));
        assertThat(w.last[2]).isCloseTo(-0.03, within(1e-6));
        assertThat(w.first[1]).containsOnly(0);
    }

    @Test
    void aPlainStepIsTheGradientTimesTheRate() {
        Weights w = new Weights(2, 2);
        Weights gradient = PlainPerceptron.random(new Random(2), 2, 2);
        Ascent.plain(0.5, gradient, w);
        assertThat(w.first[1][2]).isEqualTo(0.5 * gradient.first[1][2]);
        assertThat(w.last[0]).isEqualTo(0.5 * gradient.last[0]);
    }
}
