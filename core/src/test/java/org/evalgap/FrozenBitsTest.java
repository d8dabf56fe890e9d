package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Test;

/**
 * Regression: the bits of outcomes over every path of the code, so that every JDK and machine is held to the same ones. Where a
 * change of results is meant, the message prints the new value to put here; it is a line under "Changed results".
 */
class FrozenBitsTest {
    private static final long FROZEN = -1339131377173842701L;

    /** Measures that were added since: they move no other and no store is refused for them. Where the number changes, it takes them in. */
    private static final Set<Measure> ADDED = EnumSet.noneOf(Measure.class);

    @Test
    void outcomesHaveTheSameBitsOnEveryMachine() {
        List<String> each = new ArrayList<>();
        long all = 1;
        for (Scenario s : Scenarios.everyPath()) {
            long bits = fold(Simulator.ofEverything().simulate(s, 20261123, 1));
            each.add(String.format("%016x %s", bits, s));
            all = all * 0x9E3779B97F4A7C15L + bits;
        }
        assertThat(all)
                .as(
                        "FROZEN is now %dL, and Simulator.MODEL_VERSION must be raised, unless there is a new measure that"
                                + " ADDED has to name; by scenario:%n%s",
                        all, String.join(System.lineSeparator(), each))
                .isEqualTo(FROZEN);
    }

    private static long fold(Outcome outcome) {
        long hash = 0;
        for (Measure measure : Measure.values()) {
            if (!ADDED.contains(measure)) {
                hash = fold(hash, outcome.values()[measure.ordinal()]);
            }
        }
        for (List<Outcome.CurvePoint> curve : List.of(outcome.rounds(), outcome.trajectory())) {
            for (Outcome.CurvePoint point : curve) {
                hash = fold(hash, point.time());
                hash = fold(hash, point.publicScore());
                hash = fold(hash, point.freshScore());
                hash = fold(hash, point.workScore());
                hash = fold(hash, point.impactScore());
                hash = fold(hash, point.divergence());
            }
        }
        return hash;
    }

    private static long fold(long hash, double value) {
        // The canonical NaN: which NaN an operation gives is the hardware's choice.
        return (hash ^ Double.doubleToLongBits(value)) * 0x100000001B3L + 1;
    }
}
