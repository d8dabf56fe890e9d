package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.evalgap.measure.MeasureGroup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session's run allocates its outcome and nothing else, once it is warm: by the thread's own counter of bytes. */
class AllocationTest {
    private static final int WARM_UP = 400;
    private static final int RUNS = 400;

    /** Headers of the outcome and its array (40), the list that it comes in with room for ten, and an iterator over points. */
    private static final int HEADERS = 160;

    /** A network's beginning and its lesson are streams of random numbers, objects of 32 bytes. */
    private static final int STREAMS = 64;

    /** The default source of pretraining is made anew, a mixture of two in eight dimensions, and so are the ends of its shares. */
    private static final int SCHOOL = 1024;

    /** Beside the default, networks without pretraining and with it. */
    static Stream<Arguments> runs() {
        Scenario network = Preset.ANSWERS
                .scenario()
                .withNetworkLearner()
                .withEnvironments(8)
                .withPublicItems(8)
                .withFreshItems(8)
                .withWorkTasks(8)
                .withWidth(8)
                .withUpdates(4);
        Simulator plain = Simulator.of(EnumSet.noneOf(MeasureGroup.class));
        return Stream.of(
                Arguments.of(plain, Scenario.withDefaults(), 0),
                Arguments.of(Simulator.ofScores(), Scenario.withDefaults(), 0),
                Arguments.of(plain, network, STREAMS),
                Arguments.of(plain, network.withPretraining(2).withPretrainingTasks(8), STREAMS + SCHOOL));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aRunAllocatesItsOutcome(Simulator simulator, Scenario scenario, int beside) {
        Simulator.Session session = simulator.session();
        List<Scenario> points = List.of(scenario);
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
        assertThat(bytes).as("bytes a run").isBetween(8L * values, 8L * values + HEADERS + beside);
    }
}
