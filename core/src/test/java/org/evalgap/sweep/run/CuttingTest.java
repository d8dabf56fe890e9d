package org.evalgap.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CuttingTest {
    private static SweepPlan plan(Scenario scenario, int replicates) {
        return SweepPlan.builder()
                .scenario(scenario)
                .vary(Parameter.BUDGET, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
                .vary(Parameter.INSPIRATION, 0, 0.5, 1)
                .replicates(replicates)
                .build();
    }

    private static List<WorkUnit> units(SweepPlan plan, boolean far) {
        Window window = new Window(plan, 0, (int) plan.size(), (point, block) -> null);
        return new Cutting(plan, window, far).units(16);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "16,false", "35,false", "1,true", "16,true", "35,true"})
    void unitsCoverEveryReplicateOfEveryPointOnceAndInItsOrder(int replicates, boolean far) {
        SweepPlan plan = plan(Scenario.withDefaults(), replicates);
        Map<Long, List<Long>> covered = new HashMap<>();
        for (WorkUnit unit : units(plan, far)) {
            assertThat(unit.offset() + unit.replicates()).isLessThanOrEqualTo(Moments.BLOCK);
            for (int i = 0; i < unit.size(); i++) {
                for (int r = 0; r < unit.replicates(); r++) {
                    covered.computeIfAbsent(unit.point(i), point -> new ArrayList<>())
                            .add(unit.firstReplicate() + r);
                }
            }
        }
        assertThat(covered).hasSize(30);
        covered.forEach((point, list) -> assertThat(list)
                .as("point %d", point)
                .hasSize(replicates)
                .isSorted()
                .doesNotHaveDuplicates());
    }

    /** Budgets that share everything else share a flow, so that a unit keeps eight of them however long they take. */
    @ParameterizedTest
    @ValueSource(ints = {64, 4096})
    void neighboursThatTrainTogetherStayTogether(int environments) {
        for (WorkUnit unit : units(plan(Scenario.withDefaults().withEnvironments(environments), 64), false)) {
            assertThat(unit.size()).isGreaterThanOrEqualTo(2);
        }
    }

    /** Of such a lab a replicate takes half a minute or more: progress would stand still for minutes. */
    @ParameterizedTest
    @CsvSource({"20,1", "1,64"})
    void longWorkThatIsNotSharedComesInSmallUnits(int rounds, int candidates) {
        Scenario lab = Scenario.withDefaults()
                .withEnvironments(4096)
                .withRounds(rounds)
                .withCandidates(candidates);
        assertThat(units(plan(lab, 16), false)).hasSize(30 * 16).allMatch(unit -> unit.size() * unit.replicates() == 1);
    }

    /** A network with these numbers takes about 35 ms a replicate, one with 200 times the updates about 7 s. */
    @ParameterizedTest
    @CsvSource({"300,0.5,5", "60000,8,8"})
    void networksComeInUnitsOfSeconds(int updates, double near, double far) {
        SweepPlan plan =
                plan(Preset.ANSWERS.scenario().with(Word.LEARNER, "network").withUpdates(updates), 32);
        double seconds = updates / 300.0 * 0.035;
        assertThat(units(plan, false)).allMatch(unit -> unit.size() * unit.replicates() * seconds <= near);
        assertThat(units(plan, true)).allMatch(unit -> unit.size() * unit.replicates() * seconds <= far);
        assertThat(units(plan, true).get(0).replicates() * seconds).isGreaterThan(0.03);
    }

    /** What takes no time comes as whole blocks, whose moments are a sixteenth of their values. */
    @Test
    void whatTakesNoTimeTravelsAsBlocks() {
        Scenario tiny = Scenario.withDefaults()
                .withPublicItems(12)
                .withFreshItems(20)
                .withWorkTasks(20)
                .withEnvironments(8);
        assertThat(units(plan(tiny, 35), true))
                .allMatch(unit -> unit.replicates() == Math.min(16, 35 - unit.block() * 16));
    }
}
