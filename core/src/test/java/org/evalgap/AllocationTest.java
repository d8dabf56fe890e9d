package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.evalgap.measure.MeasureGroup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A session's run allocates its outcome and nothing else, once it is warm: by the thread's own counter of bytes. */
class AllocationTest {
    private static final int WARM_UP = 400;
    private static final int RUNS = 400;

    /** Headers of the outcome and its array (40), the list that it comes in with room for ten, and an iterator over points. */
    private static final int HEADERS = 160;

    static Stream<Simulator> simulators() {
        return Stream.of(Simulator.of(EnumSet.noneOf(MeasureGroup.class)), Simulator.ofScores());
    }

    @ParameterizedTest
    @MethodSource("simulators")
    void aRunAllocatesItsOutcome(Simulator simulator) {
        Simulator.Session session = simulator.session();
        List<Scenario> points = List.of(Scenario.withDefaults());
        int values = session.simulate(points, 1, 0).get(0).values().length;
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int r = 0; r < WARM_UP; r++) {
            session.simulate(points, 1, r);
        }
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int r = 0; r < RUNS; r++) {
            session.simulate(points, 1, r);
        }
        long bytes = (thread.getCurrentThreadAllocatedBytes() - before) / RUNS;
        assertThat(bytes).as("bytes a run").isBetween(8L * values, 8L * values + HEADERS);
    }
}
