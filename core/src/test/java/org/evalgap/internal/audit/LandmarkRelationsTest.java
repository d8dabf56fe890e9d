package org.evalgap.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.task.MisfitException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Landmarks against the engine's loops. */
class LandmarkRelationsTest {
    private static final GeneralizationKernel KERNEL = new GeneralizationKernel(2.5, 0.8, 0.4, 0.2);
    private static final int M = 600;

    private static Block environments;
    private static ExactRelations exact;

    @BeforeAll
    static void relations() {
        environments = BlockRelationsTest.block(M, 80, 4);
        exact = new ExactRelations(environments, KERNEL, false);
    }

    /** By how much each product is wrong, of all sides. */
    private static double[][] errors(LandmarkRelations found, int sides) {
        double[][] x = BlockRelationsTest.vectors(sides, M);
        double[][] expected = new double[sides][M];
        double[][] out = new double[sides][M];
        exact.multiply(x, expected, sides);
        found.multiply(x, out, sides);
        for (int r = 0; r < sides; r++) {
            for (int j = 0; j < M; j++) {
                out[r][j] = Math.abs(expected[r][j] - out[r][j]);
            }
        }
        return out;
    }

    private static double largest(double[][] errors) {
        return Arrays.stream(errors).flatMapToDouble(Arrays::stream).max().orElseThrow();
    }

    /**
     * By how much rounding can move a squared distance: each of d terms of |x|² + |y|² − 2 x·y adds at most 2⁻²⁴ of a partial sum,
     * and none of these is above max |x|².
     */
    private static double distanceError(Block block) {
        int d = block.rows().dimension();
        double[] centre = FloatRows.centre(block.rows());
        double[] row = new double[d];
        double longest = 0;
        for (int i = 0; i < M; i++) {
            block.rows().row(i, row);
            double square = 0;
            for (int k = 0; k < d; k++) {
                square += (row[k] - centre[k]) * (row[k] - centre[k]);
            }
            longest = Math.max(longest, square);
        }
        return 2 * d * 0x1p-24 * longest;
    }

    /**
     * By how much a product with numbers in (0, 1) can be wrong for rounding of the kernel: 5e-6 of each exponential, and a
     * distance's error times the kernel's rate 1/(2 scale²) times the kernel itself; the row where that is most.
     */
    private static double rounding(Block block, GeneralizationKernel kernel, double[] x) {
        double memorized = 0.5 / (kernel.memorizationScale() * kernel.memorizationScale());
        double broad = 0.5 / (kernel.breadth() * kernel.breadth());
        double of = distanceError(block);
        double most = 0;
        for (int i = 0; i < M; i++) {
            double sum = 0;
            for (int k = 0; k < M; k++) {
                double at = Distances.between(block.rows(), i, block.rows(), k);
                double slope = kernel.memorization() * memorized * StrictMath.exp(-at * at * memorized)
                        + (1 - kernel.memorization()) * broad * StrictMath.exp(-at * at * broad);
                sum += x[k] * (5e-6 + of * slope);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    /**
     * Where every environment is a landmark nothing is missed but for the ridge and rounding. With K the broad part and λ the ridge,
     * K − K (K + λ)⁻¹ K = λ K (K + λ)⁻¹ has no row longer than λ, so that a product misses at most λ ‖x‖₂, whatever pairs are exact;
     * rounding counts twice, since what landmarks hold of a pair is taken from what the pair has.
     */
    @Test
    void withAllLandmarksNothingIsMissed() {
        double ridge = 1e-4 * (1 - KERNEL.memorization());
        double[][] x = BlockRelationsTest.vectors(3, M);
        double[][] errors = errors(new LandmarkRelations(environments, KERNEL, 2, M), 3);
        for (int r = 0; r < 3; r++) {
            double length = Math.sqrt(Arrays.stream(x[r]).map(v -> v * v).sum());
            double bound = ridge * length + 2 * rounding(environments, KERNEL, x[r]);
            assertThat(largest(new double[][] {errors[r]})).isLessThan(Math.min(5e-3, bound));
        }
    }

    /**
     * Fewer miss more, and say how much. If the 64 that are checked are a sample of the 600, a tenth or more of all exceed the most
     * that is said with a chance of .9⁶⁴ = .1 % (three times: .4 %). None exceeded four times of it, which is seen and not derived.
     */
    @Test
    void whatIsMissedIsMeasured() {
        double[][] ones = BlockRelationsTest.vectors(1, M);
        double before = Double.POSITIVE_INFINITY;
        for (int count : new int[] {20, 100, 300}) {
            LandmarkRelations found = new LandmarkRelations(environments, KERNEL, 2, count);
            double said = found.error(ones[0]);
            double[][] errors = errors(found, 1);
            assertThat(Arrays.stream(errors[0]).filter(e -> e > said).count()).isLessThan(M / 10);
            assertThat(largest(errors)).isBetween(said * 0.99, said * 4);
            assertThat(said).isLessThan(before);
            before = said;
        }
        double[][] products = new double[1][M];
        exact.multiply(ones, products, 1);
        // What is asked of half of all as landmarks: half a percent of a product.
        assertThat(before).isLessThan(0.005 * largest(products)).isLessThan(0.3);
    }

    /**
     * Every tenth row is a copy: 60 pairs, and the diagonal, are the engine's; without a broad part nothing else is there. Of a twin
     * the squared distance is 0 but for rounding, in the worst case 0.7 %; rounding of 80 terms does not all point one way, and 2e-4
     * is what is asked. A pair that is missed, or is there twice, is an error of the order of 1.
     */
    @Test
    void whatIsLearnedByHeartIsExact() {
        GeneralizationKernel memory = new GeneralizationKernel(1, 1, 0.05, 0);
        LandmarkRelations found = new LandmarkRelations(environments, memory, 2, 100);
        assertThat(found.pairs()).isEqualTo(60);
        double[][] x = BlockRelationsTest.vectors(2, M);
        double[][] out = new double[2][M];
        found.multiply(x, out, 2);
        double worst = 5e-6 + distanceError(environments) / (2 * 0.05 * 0.05);
        assertThat(worst).isBetween(2e-4, 0.05);
        for (int j = 0; j < M; j++) {
            double twin = j % 10 == 9 ? x[1][j - 9] : j % 10 == 0 ? x[1][j + 9] : 0;
            assertThat(out[1][j]).isCloseTo(x[1][j] + twin, within(2e-4));
        }
        // Both sums that error compares are of single precision.
        assertThat(found.error(x[1])).isLessThan(Math.min(3e-4, 2 * worst));
        assertThat(found.largestRowSum()).isCloseTo(2, within(1e-4));
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        double[][] x = BlockRelationsTest.vectors(3, M);
        double[][] one = new double[3][M];
        double[][] several = new double[3][M];
        new LandmarkRelations(environments, KERNEL, 1, 90).multiply(x, one, 3);
        new LandmarkRelations(environments, KERNEL, 4, 90).multiply(x, several, 3);
        assertThat(several).isDeepEqualTo(one);
    }

    /** Memory of a width that holds everything: 6,400 rows have 20.5 million pairs. */
    @Tag("long")
    @Test
    void tooManyPairsAreRefused() {
        Block many = BlockRelationsTest.block(6400, 4, 1);
        GeneralizationKernel wide = new GeneralizationKernel(1, 1, 100, 0);
        assertThatThrownBy(() -> new LandmarkRelations(many, wide, 2))
                .isInstanceOf(MisfitException.class)
                .hasMessageContaining("memorizationScale reaches more than 20,000,000 pairs");
    }
}
