package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blocks of tasks, number by number; distances and exponentials of one task against many beside {@link Twins} and {@link StrictMath}. */
class PointsTest {
    /** Task i has 10 d + i on axis d, surface included, and difficulty −i. */
    private static Points numbered(int n, int dimension, int surface) {
        Points points = new Points();
        points.resize(n, dimension, surface);
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < dimension + surface; d++) {
                points.position[d][i] = 10 * d + i;
            }
            points.difficulty[i] = -i;
            points.format[i] = i % 2;
        }
        return points;
    }

    @Test
    void aBlockHasTheSizesItWasGiven() {
        Points points = numbered(4, 2, 1);
        assertThat(points.size()).isEqualTo(4);
        assertThat(points.dimension()).isEqualTo(2);
        assertThat(points.surface()).isEqualTo(1);
        points.use(3);
        assertThat(points.size()).isEqualTo(3);
        points.resize(2, 1);
        assertThat(points.surface()).isZero();
        // There was room: what was there is still there.
        assertThat(points.position[0]).startsWith(0, 1, 2, 3);
    }

    /** The room for answers is that of the runs before, but no answer of theirs is left in it. */
    @Test
    void answersAreNoughtUntilSomebodyTells() {
        Points points = numbered(3, 1, 0);
        assertThat(points.answer).isNull();
        points.answers()[1] = -1;
        assertThat(points.answers()).startsWith(0, -1, 0);
        points.resize(3, 1);
        assertThat(points.answer).isNull();
        assertThat(points.answers()).startsWith(0, 0, 0);
    }

    @Test
    void copiedTasksKeepTheirPlaces() {
        Points from = numbered(5, 2, 1);
        from.answers()[2] = 1;
        from.answers()[3] = -1;
        Points to = new Points();
        to.resize(5, 2, 1);
        Arrays.fill(to.difficulty, 7);
        to.answers()[4] = 1;
        to.copy(from, 2, 4);
        assertThat(to.position[0]).containsExactly(0, 0, 2, 3, 0);
        assertThat(to.position[1]).containsExactly(0, 0, 12, 13, 0);
        assertThat(to.position[2]).containsExactly(0, 0, 22, 23, 0);
        assertThat(to.difficulty).containsExactly(7, 7, -2, -3, 7);
        assertThat(to.format).containsExactly(0, 0, 0, 1, 0);
        assertThat(to.answer).containsExactly(0, 0, 1, -1, 1);
        // A block that tells no answers takes those away that were told of the same places.
        to.copy(numbered(5, 2, 1), 3, 5);
        assertThat(to.answer).containsExactly(0, 0, 1, 0, 0);
        Points untold = new Points();
        untold.resize(5, 2, 1);
        untold.copy(numbered(5, 2, 1), 0, 5);
        assertThat(untold.answer).isNull();
    }

    @Test
    void aTaskThatIsTakenMayGoAnywhere() {
        Points from = numbered(5, 2, 1);
        Points to = new Points();
        to.resize(3, 2, 1);
        to.take(from, 3, 1);
        assertThat(to.answer).isNull();
        from.answers()[4] = -1;
        to.take(from, 4, 0);
        assertThat(to.position[0]).containsExactly(4, 3, 0);
        assertThat(to.position[1]).containsExactly(14, 13, 0);
        assertThat(to.position[2]).containsExactly(24, 23, 0);
        assertThat(to.difficulty).containsExactly(-4, -3, 0);
        assertThat(to.format).containsExactly(0, 1, 0);
        assertThat(to.answer).containsExactly(-1, 0, 0);
    }

    @Test
    void distancesCountSkillsAndExponentialsAreThoseOfTheKernel() {
        Points many = Twins.points(new Random(8), 37, 3, 1);
        Points one = Twins.points(new Random(9), 1, 3, 1);
        double[] squared = new double[40];
        Arrays.fill(squared, 5);
        double[] place = {one.position[0][0], one.position[1][0], one.position[2][0]};
        KernelParts.squaredDistances(place, many, squared);
        double[] decayed = new double[40];
        KernelParts.decay(squared, 0.8, 2.5, decayed, 37);
        for (int i = 0; i < 37; i++) {
            double expected = Twins.squaredDistance(many, i, one, 0);
            assertThat(squared[i]).isCloseTo(expected, within(1e-14 * (1 + expected)));
            double kernel = 2.5 * StrictMath.exp(-expected / (2 * 0.8 * 0.8));
            assertThat(decayed[i]).isCloseTo(kernel, within(1e-11));
        }
        // Beyond the block nothing is written.
        assertThat(squared[37]).isEqualTo(5);
        assertThat(decayed[37]).isZero();
    }
}
