package org.evalgap.estimate.honesty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.evalgap.estimate.AssumptionCheck;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ShiftAssumption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often an assumption is refused that holds. */
class RefusalTest {
    /**
     * Under same-recipe the level is known to 0.03, and many inflated models draw the line away from it: a law of lines without inflation
     * would refuse 0.08 of these 120 tables. Were a tenth refused, less than a twentieth would be so once in sixty seeds; the seed is fixed.
     */
    @Tag("long")
    @Test
    void anAssumptionThatHoldsIsHardlyEverRefused() {
        IntervalCheckSpec world = IntervalCheckSpec.of(ShiftAssumption.SAME_RECIPE, 120, 101);
        InflationEstimator estimator = new InflationEstimator(InflationSpec.withDefaults());
        long refused = IntStream.range(0, world.tables())
                .parallel()
                .mapToObj(t -> estimator
                        .posterior(SimulatedTable.draw(world, t).scores(), world.assumption())
                        .check())
                .filter(AssumptionCheck::refuted)
                .count();
        assertThat(refused).isLessThan(6);
    }

    /**
     * Public items that hardly tell models apart: the slope is five prior deviations off, and a quarter of the models inflated. Of 200 such
     * tables under each assumption two to five are not refuted (docs/estimate.md); the seed of these four is fixed.
     */
    @ParameterizedTest
    @EnumSource(ShiftAssumption.class)
    void aSlopeOfOneHalfIsRefusedAndFlagsNobody(ShiftAssumption assumption) {
        IntervalCheckSpec world = IntervalCheckSpec.of(assumption, 4, 22).withTableSize(20, 8, 5);
        IntervalCheckResult result = IntervalCheck.runOutside(world, OutsideWorld.FLAT, t -> {});
        assertThat(result.refused().value()).isEqualTo(1);
        assertThat(result.power().value()).isZero();
        assertThat(result.falseDiscovery().value()).isZero();
    }
}
