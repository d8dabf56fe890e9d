package org.evalgap.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Indices of sixteen repetitions whose products are known: of one input, and as many stars as it takes to make them. */
class IndicesTest {
    private static final int COUNT = 16;

    /**
     * A repetition of four stars A, AB, B: (a, ab, b), (0, t, 0), and both once more with the other sign, so that their mean is 0. The
     * variance is (a² + b²)/4, the chance product ab/2, that of B with AB b·ab/2, and half the square of A less AB ((a − ab)² + t²)/4.
     */
    private static Products repetition(double a, double ab, double b, double t) {
        return new Products(new double[][] {{a, ab, b, -a, -ab, -b, 0, t, 0, 0, -t, 0}}, 1);
    }

    private static OutputSensitivity indices(List<Products> repetitions) {
        return new Indices(repetitions, 1, 5).of("y", List.of("x"));
    }

    private static void agrees(IndexEstimate estimate, double value, double error, double tolerance) {
        assertThat(estimate.value()).isCloseTo(value, within(1e-12));
        assertThat(estimate.standardError()).isCloseTo(error, within(tolerance));
    }

    /**
     * The product of B with AB is a fifth of the chance product and three tenths of the variance, however these go up and down together;
     * AB is like A by a fifth, as the total index says, which is 4/5 in every repetition. So the fifth is taken off, and nothing is left to chance.
     */
    @Test
    void theChanceProductIsTakenOffAsFarAsAbIsLikeA() {
        List<Products> repetitions = IntStream.range(0, COUNT)
                .mapToObj(k -> {
                    double a = 1 + 0.01 * k;
                    double b = k % 3 == 0 ? -1 : 1 + 0.02 * k;
                    double ab = 0.2 * a + 0.3 * (a * a + b * b) / 2 / b;
                    double rest = 0.8 * (a * a + b * b) - (a - ab) * (a - ab);
                    return repetition(a, ab, b, Math.sqrt(rest));
                })
                .toList();
        OutputSensitivity found = indices(repetitions);
        agrees(found.inputs().get(0).first(), 0.3, 0, 1e-12);
        agrees(found.inputs().get(0).total(), 0.8, 0, 1e-12);
        agrees(found.interactions(), 0.7, 0, 1e-12);
        double variance =
                repetitions.stream().mapToDouble(r -> r.form(0)).average().orElseThrow();
        assertThat(found.variance().value()).isCloseTo(variance, within(1e-12));
        assertThat(found.noise()).isEqualTo(IndexEstimate.of(0, 0));
    }

    /**
     * Where the variance is 1/2 in all repetitions, and the product of B with AB is 0.2 and seven tenths of the chance product, the line
     * through repetitions has the slope .7, whatever the total index says of it.
     */
    @Test
    void whatRepetitionsSayOfTheSlopeCounts() {
        List<Products> repetitions = IntStream.range(0, COUNT)
                .mapToObj(k -> {
                    double a = Math.sin(0.3 + k);
                    double b = Math.sqrt(2 - a * a);
                    return repetition(a, (0.4 + 0.7 * a * b) / b, b, 0.1 * k);
                })
                .toList();
        OutputSensitivity found = indices(repetitions);
        agrees(found.inputs().get(0).first(), 0.4, 0, 1e-12);
        agrees(found.interactions(), 0.6, 0, 1e-12);
    }

    /**
     * A is 0 and B √2: the variance is 1/2, nothing is left to chance, and indices of .4 ± .1 and .5 ± .05 in half of the repetitions each
     * have the standard errors .1/√13, for their slope is fitted, and .05/√15. They are resampled 1000 times, of which the deviation has
     * an error of 2.2 %: held within a tenth, missed in one of 100,000 seeds.
     */
    @Test
    void errorsAreThoseOfTheMeanOfRepetitions() {
        List<Products> repetitions = IntStream.range(0, COUNT)
                .mapToObj(k -> {
                    double sign = k % 2 == 0 ? 1 : -1;
                    double ab = (0.4 + 0.1 * sign) / Math.sqrt(2);
                    double total = 0.5 + 0.05 * (k < COUNT / 2 ? 1 : -1);
                    return repetition(0, ab, Math.sqrt(2), Math.sqrt(2 * total - ab * ab));
                })
                .toList();
        OutputSensitivity found = indices(repetitions);
        agrees(found.inputs().get(0).first(), 0.4, 0.1 / Math.sqrt(13), 0.1 * 0.1 / Math.sqrt(13));
        agrees(found.inputs().get(0).total(), 0.5, 0.05 / Math.sqrt(15), 0.1 * 0.05 / Math.sqrt(15));
        agrees(found.interactions(), 0.6, 0.1 / Math.sqrt(13), 0.1 * 0.1 / Math.sqrt(13));
        agrees(found.variance(), 0.5, 0, 1e-12);
    }

    /** Variances of 1 ± .2 have the standard error .2/√15; one of 1 ± 5 would not be told from 0, and no share of it means anything. */
    @Test
    void sharesAreOfAVarianceThatIsTold() {
        agrees(spread(0.2).variance(), 1, 0.2 / Math.sqrt(15), 0.1 * 0.2 / Math.sqrt(15));
        assertThat(spread(0.2).told()).isTrue();
        OutputSensitivity few = indices(IntStream.range(0, COUNT)
                .mapToObj(k -> repetition(k == 0 ? 4 : 0.1, 0, 0, 0))
                .toList());
        assertThat(few.variance().value()).isCloseTo((16 + 15 * 0.01) / 4 / COUNT, within(1e-12));
        assertThat(few.told()).isFalse();
        assertThat(few.constant()).isFalse();
        assertThat(few.inputs().get(0).first()).isEqualTo(IndexEstimate.NONE);
        assertThat(few.inputs().get(0).total()).isEqualTo(IndexEstimate.NONE);
    }

    private static OutputSensitivity spread(double by) {
        return indices(IntStream.range(0, COUNT)
                .mapToObj(k -> repetition(2 * Math.sqrt(1 + (k % 2 == 0 ? by : -by)), 0, 0, 0))
                .toList());
    }

    /** The star of two replicates in {@link PiecesTest}: mean 2, variance 1, and noise of 1, which is half of all. */
    @Test
    void noiseIsAShareOfVarianceAndNoise() {
        Products twice = new Products(new double[][] {{3, 6, 3, -1, 2, 3}, {1, 6, 5, 1, 2, 1}}, 1);
        OutputSensitivity found = indices(Collections.nCopies(COUNT, twice));
        assertThat(found.mean()).isEqualTo(2);
        agrees(found.variance(), 1, 0, 1e-12);
        agrees(found.noise(), 0.5, 0, 1e-12);
    }
}
