package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Twin: the same gains with every column computed anew, which have to be the same to the bit. */
class KeptColumnsTest {
    private final Random random = new Random(27);
    private final Points tasks = new Points();
    private final Points environments = new Points();
    private final Gains gains = new Gains();
    private final KeptColumns kept = new KeptColumns();
    private double breadth = 1;
    private double memorization = 0.9;
    private double scale = 0.25;

    private void draw(Points points, int from, int to, int dimension, int surface) {
        points.resize(to, dimension, surface);
        for (int d = 0; d < dimension + surface; d++) {
            for (int i = from; i < to; i++) {
                points.position[d][i] = random.nextGaussian();
            }
        }
    }

    private double[][] gains(double[][] weights, KeptColumns columns) {
        double[][] out = new double[weights.length][tasks.size()];
        new Gains()
                .compute(
                        tasks, environments, breadth, memorization, scale, weights, out, weights.length, null, columns);
        return out;
    }

    /** Candidates of one round after another on the same tasks, as research builds them; the last of each stays. */
    private void rounds(int n, int dimension, int surface, int sides, int... ends) {
        draw(tasks, 0, n, dimension, surface);
        environments.resize(ends[ends.length - 1], dimension, surface);
        kept.forget();
        int from = 0;
        for (int end : ends) {
            kept.settle(from);
            for (int candidate = 0; candidate < 3; candidate++) {
                draw(environments, from, end, dimension, surface);
                same(sides, end);
            }
            kept.settle(end);
            same(sides, end);
            from = end;
        }
    }

    private void same(int sides, int m) {
        double[][] weights = new double[sides][m];
        for (double[] w : weights) {
            Arrays.setAll(w, k -> random.nextGaussian());
        }
        double[][] out = new double[sides][tasks.size()];
        gains.compute(tasks, environments, breadth, memorization, scale, weights, out, sides, null, kept);
        assertThat(out).isDeepEqualTo(gains(weights, null));
    }

    @Test
    void keptColumnsGiveTheBitsOfColumnsComputedAnew() {
        rounds(200, 8, 0, 1, 16, 32, 48);
        rounds(5, 1, 0, 1, 1, 4, 9, 10);
        rounds(900, 3, 0, 2, 7, 8, 15);
        rounds(30, 2, 0, 5, 3, 9);
        rounds(401, 4, 2, 1, 5, 11, 16);
        rounds(17, 4, 1, 3, 5, 11, 16);
    }

    @Test
    void soTheyDoUnderEveryKernel() {
        for (double m : new double[] {0, 0.3, 1}) {
            for (double s : new double[] {0.25, 0.3, 2}) {
                memorization = m;
                scale = s;
                rounds(50, 3, 0, 1, 4, 9, 12);
                rounds(50, 3, 2, 2, 4, 9, 12);
            }
        }
    }

    /** Where distances in widths are thousands, a column depends on how far the farthest environment is: nothing is kept. */
    @Test
    void farTasksAreComputedAnew() {
        for (double b : new double[] {1e-9, 1e-3, 3e-3, 1e-2, 0.1}) {
            breadth = b;
            rounds(50, 3, 0, 1, 4, 9, 12);
            rounds(50, 3, 2, 2, 4, 9, 12);
        }
    }

    /** A far environment joins near ones, whose columns then come from differences: those that were kept do not count, until it goes. */
    @Test
    void columnsOfNearTasksAreComputedAnewOnceAnEnvironmentIsFar() {
        draw(tasks, 0, 50, 3, 0);
        draw(environments, 0, 6, 3, 0);
        kept.settle(5);
        same(1, 6);
        double near = environments.position[0][5];
        environments.position[0][5] = 20;
        assertThat(kept.known(0, true)).isEqualTo(5);
        same(1, 6);
        assertThat(kept.known(0, true)).isZero();
        assertThat(kept.known(0, false)).isEqualTo(5);
        environments.position[0][5] = near;
        same(1, 6);
    }

    /** 5,000 tasks have room for 209 columns; those beyond are computed anew. */
    @Test
    void columnsBeyondTheRoomAreComputedAnew() {
        rounds(5000, 1, 0, 1, 150, 230, 260);
        assertThat(kept.wanted(5000)).isEqualTo(209);
        assertThat(kept.known(13, true)).isEqualTo(209);
    }

    /** A kept column is not looked at again: where its environment moves, gains stay until all is forgotten. */
    @Test
    void whatIsKeptIsNotComputedAgain() {
        draw(tasks, 0, 40, 2, 0);
        draw(environments, 0, 6, 2, 0);
        double[][] weights = {{1, -2, 3, 0.5, 0.25, 1}};
        kept.settle(3);
        double[][] before = gains(weights, kept);
        environments.position[0][2] += 1;
        assertThat(gains(weights, kept)).isDeepEqualTo(before);
        environments.position[0][2] -= 1;
        environments.position[0][3] += 1;
        double[][] moved = gains(weights, kept);
        assertThat(moved[0]).isNotEqualTo(before[0]);
        assertThat(moved).isDeepEqualTo(gains(weights, null));
        environments.position[0][2] += 1;
        kept.forget();
        assertThat(gains(weights, kept)).isDeepEqualTo(gains(weights, null));
    }
}
