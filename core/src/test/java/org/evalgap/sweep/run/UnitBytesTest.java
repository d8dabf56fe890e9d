package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.UnitResult.Failed;
import org.evalgap.sweep.run.UnitResult.Part;
import org.evalgap.sweep.run.UnitResult.PointResult;
import org.junit.jupiter.api.Test;

/** What travels arrives as it was, to the bit; moments of blocks are in {@link WorkersTest}. */
class UnitBytesTest {
    private static final WorkUnit UNIT = new WorkUnit(new long[] {7, Long.MAX_VALUE, 0}, 1L << 40, 5);

    @Test
    void unitsArriveAsTheyWere() {
        WorkUnit arrived = WorkUnit.of(UNIT.toBytes());
        assertThat(arrived.points()).containsExactly(UNIT.points());
        assertThat(arrived.firstReplicate()).isEqualTo(1L << 40);
        assertThat(arrived.replicates()).isEqualTo(5);
    }

    @Test
    void partsOfBlocksAndReasonsArriveAsTheyWere() {
        double odd = Double.longBitsToDouble(0x7ff8_0000_0000_0123L);
        double[][] values = {{0.1, -0.0, odd}, {Double.MIN_VALUE, Double.NEGATIVE_INFINITY, 1}};
        List<PointResult> points = List.of(
                new Part(values, null),
                new Part(values, new double[][] {{2}, {3}}),
                new Failed(3, new IllegalStateException("budget muß π sein")));
        UnitResult whole = UnitResult.of(UNIT, new UnitResult(UNIT, points).toBytes());
        assertThat(whole.replicates())
                .as("five of each point but the failed one")
                .isEqualTo(10);
        List<PointResult> arrived = whole.points();
        Part alone = (Part) arrived.get(0);
        assertThat(alone.baseline).isNull();
        for (int r = 0; r < values.length; r++) {
            assertThat(Arrays.stream(alone.values[r]).mapToLong(Double::doubleToRawLongBits))
                    .containsExactly(Arrays.stream(values[r])
                            .mapToLong(Double::doubleToRawLongBits)
                            .boxed()
                            .toArray(Long[]::new));
        }
        assertThat(((Part) arrived.get(1)).baseline).isDeepEqualTo(new double[][] {{2}, {3}});
        Failed failed = (Failed) arrived.get(2);
        assertThat(failed.replicate()).isEqualTo(3);
        assertThat(new SweepFailure(1, "s", failed.cause()).reason()).isEqualTo("budget muß π sein");
    }

    /** A worker elsewhere lacks its own memory, not ours. */
    @Test
    void whatMemoryWasLackedIsSaidByWhoLackedIt() {
        Failed lacking = new Failed(0, new OutOfMemoryError("Java heap space"));
        WorkUnit one = new WorkUnit(new long[] {0}, 0, 1);
        PointResult arrived = UnitResult.of(one, new UnitResult(one, List.of(lacking)).toBytes())
                .points()
                .get(0);
        assertThat(SweepFailure.reason(((Failed) arrived).cause()))
                .contains("more memory than the " + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
    }

    @Test
    void otherBytesAreRefused() {
        byte[] unit = UNIT.toBytes();
        assertThatThrownBy(() -> WorkUnit.of(Arrays.copyOf(unit, unit.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not those of a unit");
        assertThatThrownBy(() -> WorkUnit.of(Arrays.copyOf(unit, unit.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnitResult.of(UNIT, new byte[] {9, 9, 9}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not those of a unit");
        assertThatThrownBy(() -> UnitResult.of(UNIT, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    /** The least of several tries; the sum of what two cores take in a second of work is 2, so that bounds are wide. */
    @Test
    void aForecastCountsWhatThePlanHolds() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(Scenario.withDefaults()
                        .withPublicItems(12)
                        .withFreshItems(20)
                        .withWorkTasks(20)
                        .withEnvironments(8))
                .replicates(100)
                .build();
        Forecast forecast = Forecast.of(plan);
        assertThat(forecast.points()).isEqualTo(1);
        assertThat(forecast.replicates()).isEqualTo(100);
        assertThat(forecast.units()).as("blocks of 16").isEqualTo(7);
        assertThat(forecast.coreSeconds()).isBetween(1e-5, 10.0);
        assertThat(forecast.longestUnitSeconds()).isBetween(1e-6, forecast.coreSeconds());
    }
}
