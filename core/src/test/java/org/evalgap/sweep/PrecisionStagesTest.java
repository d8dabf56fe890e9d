package org.evalgap.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.junit.jupiter.api.Test;

/**
 * The stages of {@link Precision}, of replicates whose error is known: half of them are 1 and half −1, so that the standard error of n is
 * 1/√(n − 1). One that misses by a factor m wants 1.05 m² n replicates, but 1.25 n at least and 4 n at most, in blocks of 16.
 */
class PrecisionStagesTest {
    /** Replicates in which a measure and all scores after training are ±1; before it scores are 0. */
    private static Summary halves(Measure measure, int replicates) {
        Moments moments = new Moments();
        for (int r = 0; r < replicates; r++) {
            double[] values = new double[Measure.values().length];
            double value = r % 2 == 0 ? 1 : -1;
            values[measure.ordinal()] = value;
            values[Measure.PUBLIC_SCORE.ordinal()] = value;
            values[Measure.WORK_SCORE.ordinal()] = value;
            moments.add(values);
        }
        return new Summary(moments);
    }

    /** A precision that n replicates of inflation miss by a factor. */
    private static Precision missedBy(double factor, int replicates, int most) {
        return Precision.of(Map.of("inflation", 1 / Math.sqrt(replicates - 1) / factor), most);
    }

    private static int next(double factor, int replicates, int most) {
        Precision wanted = missedBy(factor, replicates, most);
        Summary summary = halves(Measure.INFLATION, replicates);
        assertThat(wanted.miss(summary)).isCloseTo(factor, within(1e-12));
        return wanted.next(summary);
    }

    @Test
    void aPointGetsWhatItsErrorsAskForInWholeBlocks() {
        assertThat(next(Math.sqrt(2), 32, 4096)).as("67.2").isEqualTo(80);
        assertThat(next(1.01, 128, 4096)).as("137.1, at least 160").isEqualTo(160);
        assertThat(next(10, 32, 4096)).as("3360, at most 128").isEqualTo(128);
        assertThat(next(10, 32, 100)).as("not more than there may be").isEqualTo(100);
        assertThat(next(10, 16, 4096)).as("64, of which 32 may be enough").isEqualTo(32);
        assertThat(next(0.99, 48, 4096)).as("enough").isEqualTo(48);
    }

    @Test
    void anErrorThatIsJustReachedIsReached() {
        Summary summary = halves(Measure.INFLATION, 32);
        double error = summary.standardError(Measure.INFLATION).orElseThrow();
        Precision wanted = Precision.of(Map.of("inflation", error), 64);
        assertThat(wanted.miss(summary)).isEqualTo(1);
        assertThat(wanted.next(summary)).isEqualTo(32);
        assertThat(wanted.undetermined(summary)).isEmpty();
    }

    /** Of two errors the one that misses by more counts, gains and measures alike. */
    @Test
    void theWorstOfTheErrorsCounts() {
        Summary summary = halves(Measure.INFLATION, 32);
        double error = 1 / Math.sqrt(31);
        Map<String, Double> errors = new LinkedHashMap<>();
        errors.put("workGain", error / 3);
        errors.put("inflation", error / 2);
        Precision wanted = Precision.of(errors, 4096);
        assertThat(wanted.miss(summary)).isCloseTo(3, within(1e-12));
        assertThat(wanted.errors()).isEqualTo(errors);
        assertThat(wanted.measures()).containsExactly(Measure.INFLATION);
        assertThat(wanted.most()).isEqualTo(4096);
        assertThat(wanted)
                .hasToString("workGain ±" + error / 3 + ", inflation ±" + error / 2 + ", at most 4096 replicates");
    }

    /** Nobody knows the error of one replicate; two have one. */
    @Test
    void aSingleReplicateMissesWhateverIsAsked() {
        Precision wanted = missedBy(1, 32, 4096);
        assertThat(wanted.miss(halves(Measure.INFLATION, 1))).isInfinite();
        assertThat(wanted.next(halves(Measure.INFLATION, 1))).isEqualTo(16);
        assertThat(wanted.miss(halves(Measure.INFLATION, 2))).isFinite();
    }

    /** The mean public gain is 0, with an error; and peak time was not measured in one of the replicates. */
    @Test
    void whatIsNotDeterminedAsksForNothing() {
        Map<String, Double> errors = new LinkedHashMap<>();
        errors.put("transfer", 1e-6);
        errors.put("peakTime", 1e-6);
        errors.put("inflation", 1e-6);
        Precision wanted = Precision.of(errors, 64);
        double[] values = new double[Measure.values().length];
        values[Measure.PEAK_TIME.ordinal()] = Double.NaN;
        Moments moments = new Moments();
        for (int r = 0; r < 32; r++) {
            moments.add(values);
        }
        Summary summary = new Summary(moments);
        assertThat(wanted.undetermined(summary)).containsExactly("transfer", "peakTime");
        assertThat(wanted.miss(summary)).isZero();
        assertThat(wanted.next(summary)).isEqualTo(32);
    }

    /** Public and work gain are 1 and 1 + ±1 / 100: transfer has the error of the work gain, 0.01/√31. */
    @Test
    void aTransferThatIsDeterminedHasAnError() {
        Moments moments = new Moments();
        for (int r = 0; r < 32; r++) {
            double[] values = new double[Measure.values().length];
            values[Measure.PUBLIC_SCORE.ordinal()] = 1;
            values[Measure.WORK_SCORE.ordinal()] = r % 2 == 0 ? 1.01 : 0.99;
            moments.add(values);
        }
        Precision wanted = Precision.of(Map.of("transfer", 0.01 / Math.sqrt(31) / 2), 4096);
        assertThat(wanted.undetermined(new Summary(moments))).isEmpty();
        assertThat(wanted.miss(new Summary(moments))).isCloseTo(2, within(1e-9));
    }

    @Test
    void aPointStartsWithWholeBlocksAndAtLeast32() {
        Precision wanted = missedBy(1, 32, 100);
        assertThat(IntStream.of(1, 32, 33, 97, 200).map(wanted::first)).containsExactly(32, 32, 48, 100, 100);
    }

    @Test
    void whatNobodyCanReachIsRefused() {
        assertThatThrownBy(() -> Precision.of(Map.of(), 64)).hasMessageContaining("needs a measure");
        assertThatThrownBy(() -> Precision.of(Map.of("inflatoin", 1.0), 64)).hasMessageContaining("is unknown");
        for (double error : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Precision.of(Map.of("inflation", error), 64))
                    .hasMessage("precision of inflation must be a standard error above 0: " + error);
        }
        assertThatThrownBy(() -> missedBy(1, 32, 31)).hasMessage("mostReplicates must be at least 32: 31");
        assertThat(missedBy(1, 32, 32).most()).isEqualTo(32);
    }
}
