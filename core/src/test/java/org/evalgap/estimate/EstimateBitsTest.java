package org.evalgap.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.evalgap.estimate.honesty.IntervalCheckSpec;
import org.evalgap.estimate.honesty.SimulatedTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bits of an estimate, on any machine, JDK and number of threads. The numbers are those of the estimator before its loops over noise
 * and families were laid side by side; whoever means to change them says so in CHANGELOG.md.
 */
class EstimateBitsTest {
    @ParameterizedTest
    @CsvSource({"SAME_RECIPE, 224fd3937279bda1", "REFERENCE, 7e071128eefcdd30", "ROBUST, df541f3ea412a39c"})
    void everyBitIsAsItWas(ShiftAssumption assumption, String bits) {
        IntervalCheckSpec world =
                IntervalCheckSpec.of(assumption, 2, 25).withTableSize(12, 4, 3).withGuess(0.2);
        InflationResult result = new InflationEstimator(InflationSpec.withDefaults())
                .estimate(SimulatedTable.draw(world, 0).scores(), assumption);
        long folded = 0;
        for (ModelInflation m : result.models()) {
            folded = fold(folded, m.inflation().mean(), m.inflation().upper(), m.probability(), m.pValue(), m.qValue());
            folded = fold(folded, m.gap().lower(), m.honest().mean(), m.rankLower(), m.rankUpper());
        }
        folded = fold(folded, result.shift().slope().mean(), result.check().pValue());
        assertThat(Long.toHexString(folded)).isEqualTo(bits);
    }

    private static long fold(long before, double... values) {
        long out = before;
        for (double value : values) {
            out = 31 * out + Double.doubleToLongBits(value);
        }
        return out;
    }
}
