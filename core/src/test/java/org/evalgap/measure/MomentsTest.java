package org.evalgap.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: Commons Math on the same numbers; both round about n times, hence 1e-12 relative. */
class MomentsTest {
    private static final double RELATIVE = 1e-12;

    private static double[][] replicates(int n) {
        Random random = new Random(n);
        double[][] values = new double[n][Measure.count()];
        for (double[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] = 0.5 + 0.1 * random.nextGaussian() + 0.05 * (i > 0 ? row[i - 1] : 0);
            }
        }
        return values;
    }

    private static double[] column(double[][] values, Measure measure) {
        return Arrays.stream(values).mapToDouble(row -> row[measure.ordinal()]).toArray();
    }

    private static double[] gain(double[][] values, Measure after, Measure before) {
        return Arrays.stream(values)
                .mapToDouble(row -> row[after.ordinal()] - row[before.ordinal()])
                .toArray();
    }

    private static Moments inBlocks(double[][] values) {
        Moments total = new Moments();
        for (int start = 0; start < values.length; start += Moments.BLOCK) {
            Moments block = new Moments();
            for (int r = start; r < Math.min(values.length, start + Moments.BLOCK); r++) {
                block.add(values[r]);
            }
            total.merge(block);
        }
        return total;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 15, 16, 17, 63, 1021})
    void meansAndErrorsAreThoseOfCommonsMath(int n) {
        double[][] values = replicates(n);
        Moments one = new Moments();
        Arrays.stream(values).forEach(one::add);
        for (Moments moments : new Moments[] {one, inBlocks(values)}) {
            assertThat(moments.count()).isEqualTo(n);
            for (Measure measure : Measure.values()) {
                if (measure != Measure.TRANSFER) {
                    double[] x = column(values, measure);
                    assertThat(moments.mean(measure)).isCloseTo(new Mean().evaluate(x), within(RELATIVE));
                    double error = StrictMath.sqrt(new Variance().evaluate(x) / n);
                    assertThat(moments.standardError(measure)).isCloseTo(error, within(RELATIVE));
                }
            }
        }
    }

    /** Delta method: with r = ȳ/x̄ the variance of r is that of (y − r x)/x̄ over n. */
    @ParameterizedTest
    @ValueSource(ints = {3, 16, 17, 200})
    void transferIsARatioOfMeansWithADeltaMethodError(int n) {
        double[][] values = replicates(n);
        double[] x = gain(values, Measure.PUBLIC_SCORE, Measure.PUBLIC_SCORE_BEFORE);
        double[] y = gain(values, Measure.WORK_SCORE, Measure.WORK_SCORE_BEFORE);
        double mean = new Mean().evaluate(x);
        double ratio = new Mean().evaluate(y) / mean;
        double variance = new Variance().evaluate(y)
                - 2 * ratio * new Covariance().covariance(x, y)
                + ratio * ratio * new Variance().evaluate(x);
        double scale = 1 + Math.abs(ratio) + 1 / Math.abs(mean);
        for (Moments moments : new Moments[] {inBlocks(values)}) {
            assertThat(moments.mean(Measure.TRANSFER)).isCloseTo(ratio, within(1e-11 * scale * scale));
            assertThat(moments.standardError(Measure.TRANSFER))
                    .isCloseTo(StrictMath.sqrt(variance / n) / Math.abs(mean), within(1e-11 * scale * scale * scale));
        }
    }

    @Test
    void aMeasureThatWasNotComputedStaysMissingAndOneReplicateHasNoError() {
        double[] values = replicates(1)[0];
        values[Measure.PEAK_TIME.ordinal()] = Double.NaN;
        Moments moments = new Moments();
        moments.add(values);
        assertThat(moments.mean(Measure.PEAK_TIME)).isNaN();
        assertThat(moments.standardError(Measure.PUBLIC_SCORE)).isNaN();
        assertThat(moments.mean(Measure.PUBLIC_SCORE)).isEqualTo(values[Measure.PUBLIC_SCORE.ordinal()]);
    }

    @Test
    void takenApartAndRestoredMomentsGoOnToTheSameBits() {
        double[][] values = replicates(40);
        Moments whole = inBlocks(values);
        Moments first = inBlocks(Arrays.copyOf(values, 32));
        Moments restored = Moments.restore(first.count(), first.state());
        restored.merge(inBlocks(Arrays.copyOfRange(values, 32, 40)));
        assertThat(restored.state()).isEqualTo(whole.state());
        assertThat(restored.count()).isEqualTo(40);
        restored.merge(new Moments());
        assertThat(restored.state()).isEqualTo(whole.state());
        assertThatThrownBy(() -> Moments.restore(1, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("numbers: 3");
    }
}
