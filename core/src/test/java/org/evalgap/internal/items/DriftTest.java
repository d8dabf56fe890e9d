package org.evalgap.internal.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Columns of a drift in time. */
class DriftTest {
    private static final int ITEMS = 340;

    private static double[] days(int dates) {
        return IntStream.range(0, ITEMS)
                .mapToDouble(j -> 19_000 + 30 * (j % dates))
                .toArray();
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, ITEMS).mapToDouble(j -> a[j] * b[j]).sum() / ITEMS;
    }

    /** By their definition: means 0, variances 1, no correlations; and a cubic in time is a sum of them and a constant. */
    @Test
    void columnsAreUncorrelatedAndMakeAnyCubic() {
        double[] day = days(17);
        double[][] columns = Drift.columns(day);
        double[] one = IntStream.range(0, ITEMS).mapToDouble(j -> 1).toArray();
        double[] cubic = IntStream.range(0, ITEMS)
                .mapToDouble(j -> {
                    double t = (day[j] - 19_100) / 100;
                    return 2 + t - 3 * t * t + 0.5 * t * t * t;
                })
                .toArray();
        double[] left = cubic.clone();
        assertThat(columns.length).isEqualTo(3);
        for (int a = 0; a < 3; a++) {
            assertThat(product(columns[a], one)).isCloseTo(0, within(1e-12));
            for (int b = 0; b <= a; b++) {
                assertThat(product(columns[a], columns[b])).isCloseTo(a == b ? 1 : 0, within(1e-12));
            }
            double along = product(cubic, columns[a]);
            for (int j = 0; j < ITEMS; j++) {
                left[j] -= along * columns[a][j];
            }
        }
        double constant = product(cubic, one);
        for (double x : left) {
            assertThat(x).isCloseTo(constant, within(1e-9));
        }
    }

    /** Through two dates goes a line, through three a parabola, through one nothing. */
    @Test
    void fewDatesMakeFewColumns() {
        assertThat(Drift.columns(days(1)).length).isZero();
        assertThat(Drift.columns(days(2)).length).isEqualTo(1);
        assertThat(Drift.columns(days(3)).length).isEqualTo(2);
        assertThat(Drift.columns(days(4)).length).isEqualTo(3);
    }
}
