package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.evalgap.measure.Measure;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.UnitResult.Block;
import org.evalgap.work.Elsewhere;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Units can be simulated by others than the crew: what travels is their address and the plan's text. */
class WorkersTest {
    private static SweepPlan plan(boolean paired) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("scenario", Map.of("publicItems", 12L, "freshItems", 20L, "workTasks", 20L, "environments", 8L));
        plan.put("vary", Map.of("budget", List.of(8L, 64L, 256L), "evalSpread", List.of(0.25, 0.5)));
        plan.put("replicates", 35L);
        if (paired) {
            plan.put("baseline", Map.of("budget", 64L));
        }
        return SweepPlan.from(plan);
    }

    /** Simulates on a plan read anew, and counts blocks. */
    private static final class Other implements UnaryOperator<byte[]> {
        private final Workshop workshop;
        int blocks;

        Other(SweepPlan plan) {
            workshop = Workshop.of(plan);
        }

        @Override
        public byte[] apply(byte[] unit) {
            UnitResult result = workshop.simulate(WorkUnit.of(unit), () -> false);
            assertThat(result).isNotNull();
            assertThat(result.points()).hasOnlyElementsOfType(Block.class);
            blocks += result.points().size();
            return result.toBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverSimulatesTheRowsAreTheSame(boolean paired) {
        List<List<Double>> rows = new ArrayList<>();
        SweepRunner.withDefaults().withThreads(2).run(plan(paired), row -> rows.add(numbers(row)));
        List<List<Double>> others = new ArrayList<>();
        Other other = new Other(plan(paired));
        try (Elsewhere<WorkUnit, UnitResult> elsewhere = new Elsewhere<>(WorkUnit::toBytes, other, UnitResult::of)) {
            SweepRunner.withDefaults()
                    .withWorkforce(plan -> elsewhere)
                    .run(plan(paired), row -> others.add(numbers(row)));
            assertThat(other.blocks).as("six points of three blocks").isEqualTo(18);
        }
        assertThat(others).hasSize(6).isEqualTo(rows);
    }

    /** All that a row is made of; equal as objects only if they are equal to the bit. */
    private static List<Double> numbers(SweepRow row) {
        List<Double> numbers = new ArrayList<>();
        row.blocks().forEach(block -> Arrays.stream(block.state()).forEach(numbers::add));
        row.contrast().ifPresent(contrast -> {
            for (Measure measure : Measure.values()) {
                numbers.add(contrast.of(measure).value());
                numbers.add(contrast.of(measure).standardError());
                numbers.add(contrast.of(measure).unpairedStandardError());
            }
        });
        return numbers;
    }
}
