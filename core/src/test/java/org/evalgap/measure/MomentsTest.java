package org.evalgap.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.regression.SimpleRegression;
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

    private static double[][] lucky(int n) {
        Random random = new Random(n);
        double[][] values = replicates(n);
        for (int r = 0; r < n; r++) {
            values[r] = Arrays.copyOf(values[r], Luck.recordLength());
            for (int i = 0; i < Luck.COUNT; i++) {
                // A row is 0.5 + 0.05 of what is left of it, and so 0.5/0.95 on average, but for its first numbers.
                double centred = i < 2 ? 0 : values[r][i] - 0.5 / 0.95;
                values[r][Measure.count() + i] = 0.3 * centred + 0.05 * random.nextGaussian();
            }
        }
        return values;
    }

    /** Oracle: the simple regression of Commons Math; an adjusted mean is its prediction where luck is 0, with that one's error. */
    @ParameterizedTest
    @ValueSource(ints = {32, 47, 63, 1021})
    void adjustedMeansArePredictionsWithoutLuck(int n) {
        double[][] values = lucky(n);
        Moments one = new Moments();
        Arrays.stream(values).forEach(one::add);
        for (Moments moments : new Moments[] {one, inBlocks(values)}) {
            for (Measure measure : Measure.values()) {
                if (measure == Measure.TRANSFER || Double.isNaN(Luck.of(measure, values[0]))) {
                    continue;
                }
                SimpleRegression fit = new SimpleRegression();
                for (double[] row : values) {
                    fit.addData(Luck.of(measure, row), row[measure.ordinal()]);
                }
                assertThat(moments.isAdjusted(measure)).as(measure.label()).isTrue();
                assertThat(moments.adjustedMean(measure)).isCloseTo(fit.getIntercept(), within(1e-11));
                assertThat(moments.adjustedStandardError(measure)).isCloseTo(fit.getInterceptStdErr(), within(1e-11));
            }
        }
    }

    /** Delta method: with ratio r, what regression of (work − r·public)/public gain on the same of luck predicts where luck is 0. */
    @Test
    void adjustedTransferIsAPredictionWithoutLuck() {
        double[][] values = lucky(200);
        Moments moments = inBlocks(values);
        double ratio = moments.mean(Measure.TRANSFER);
        SimpleRegression fit = new SimpleRegression();
        for (double[] row : values) {
            fit.addData(
                    row[Luck.gain(Score.WORK)] - ratio * row[Luck.gain(Score.PUBLIC)],
                    Score.WORK.gain(row) - ratio * Score.PUBLIC.gain(row));
        }
        double gain = moments.gain(Score.PUBLIC);
        double scale = 1 / (gain * gain);
        assertThat(moments.adjustedMean(Measure.TRANSFER))
                .isCloseTo(ratio + fit.getIntercept() / gain, within(1e-11 * scale));
        assertThat(moments.adjustedStandardError(Measure.TRANSFER))
                .isCloseTo(fit.getInterceptStdErr() / Math.abs(gain), within(1e-11 * scale));
        assertThat(moments.adjustedStandardError(Measure.TRANSFER)).isLessThan(moments.standardError(Measure.TRANSFER));
    }

    @Test
    void withoutLuckOrTooFewReplicatesNothingIsAdjusted() {
        double[][] values = lucky(40);
        Moments few = inBlocks(Arrays.copyOf(values, 31));
        assertThat(few.isAdjusted(Measure.INFLATION)).isFalse();
        assertThat(few.adjustedMean(Measure.INFLATION)).isEqualTo(few.mean(Measure.INFLATION));
        assertThat(few.adjustedStandardError(Measure.TRANSFER)).isEqualTo(few.standardError(Measure.TRANSFER));
        Moments mixed = inBlocks(values);
        mixed.merge(inBlocks(replicates(16)));
        assertThat(mixed.isAdjusted(Score.PUBLIC)).isFalse();
        assertThat(mixed.luckState()).isEmpty();
        assertThat(mixed.adjustedGain(Score.PUBLIC)).isEqualTo(mixed.gain(Score.PUBLIC));
        Arrays.stream(values).forEach(row -> row[Luck.gain(Score.PUBLIC)] += 1);
        Moments incredible = inBlocks(values);
        assertThat(incredible.isAdjusted(Measure.INFLATION)).isFalse();
        assertThat(incredible.isAdjusted(Measure.DISTRIBUTION_GAP)).isTrue();
        assertThat(incredible.doubtsLuck(Measure.INFLATION)).isTrue();
        assertThat(incredible.doubtsLuck(Measure.TRANSFER)).isTrue();
        assertThat(incredible.doubtsLuck(Measure.DISTRIBUTION_GAP)).isFalse();
        assertThat(incredible.doubtsLuck(Measure.PEAK_TIME)).as("not known").isFalse();
        assertThat(few.doubtsLuck(Measure.INFLATION)).as("too few").isFalse();
    }

    /** 32 replicates of 48 environments are enough, and as many environments in all with fewer of them; 96 replicates always. */
    @Test
    void fewEnvironmentsTakeMoreReplicates() {
        assertThat(Luck.leastReplicates(1000)).isEqualTo(Moments.LEAST_ADJUSTED);
        assertThat(Luck.leastReplicates(48)).isEqualTo(Moments.LEAST_ADJUSTED);
        assertThat(Luck.leastReplicates(47)).isEqualTo(33);
        assertThat(Luck.leastReplicates(24)).isEqualTo(64);
        assertThat(Luck.leastReplicates(17)).isEqualTo(91);
        assertThat(Luck.leastReplicates(1)).isEqualTo(96);
        double[][] values = lucky(64);
        values[40][Luck.least()] = 64;
        Moments few = inBlocks(Arrays.copyOf(values, 63));
        assertThat(few.leastAdjusted()).isEqualTo(64);
        assertThat(few.isAdjusted(Measure.INFLATION)).isFalse();
        assertThat(few.isAdjusted(Measure.TRANSFER)).isFalse();
        assertThat(few.doubtsLuck(Measure.INFLATION)).isFalse();
        assertThat(few.adjustedGain(Score.PUBLIC)).isEqualTo(few.gain(Score.PUBLIC));
        Moments enough = Moments.restore(63, few.state(), few.luckState());
        enough.merge(inBlocks(new double[][] {values[63]}));
        assertThat(enough.leastAdjusted()).isEqualTo(64);
        assertThat(enough.isAdjusted(Measure.INFLATION)).isTrue();
    }

    @Test
    void luckIsRestoredToTheSameBits() {
        double[][] values = lucky(40);
        Moments whole = inBlocks(values);
        Moments first = inBlocks(Arrays.copyOf(values, 32));
        Moments restored = Moments.restore(first.count(), first.state(), first.luckState());
        restored.merge(inBlocks(Arrays.copyOfRange(values, 32, 40)));
        assertThat(restored.luckState()).isEqualTo(whole.luckState());
        assertThat(restored.luckState()).hasSameSizeAs(Moments.luckNames().toArray());
        assertThat(Moments.restore(first.count(), first.state()).luckState()).isEmpty();
        assertThatThrownBy(() -> Moments.restore(32, first.state(), new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none: 2");
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

    /** Oracle: two passes over the replicates, means first, and then plain sums of squared deviations and of products of two. */
    @Test
    void aStateIsTheMeansSquaresAndProductThatItsNamesSay() {
        double[][] values = replicates(40);
        Moments moments = inBlocks(values);
        double[] restored = Moments.restore(40, moments.state()).state();
        Map<String, Double> state = new HashMap<>();
        for (int i = 0; i < restored.length; i++) {
            state.put(Moments.names().get(i), restored[i]);
        }
        Map<String, double[]> columns = new HashMap<>();
        for (Measure measure : Measure.values()) {
            columns.put(measure.label(), column(values, measure));
        }
        for (Score score : Score.values()) {
            columns.put(score.gainLabel(), gain(values, score.after(), score.before()));
        }
        assertThat(state).hasSize(2 * columns.size() + 1).hasSameSizeAs(Moments.names());
        columns.forEach((name, x) -> {
            assertThat(state.get(name)).as(name).isCloseTo(mean(x), within(RELATIVE));
            assertThat(state.get(name + "Squares")).as(name).isCloseTo(product(x, x), within(RELATIVE));
        });
        double both = product(columns.get(Score.PUBLIC.gainLabel()), columns.get(Score.WORK.gainLabel()));
        assertThat(state.get("gainProduct")).isCloseTo(both, within(RELATIVE));
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double product(double[] x, double[] y) {
        double sum = 0;
        for (int r = 0; r < x.length; r++) {
            sum += (x[r] - mean(x)) * (y[r] - mean(y));
        }
        return sum;
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
