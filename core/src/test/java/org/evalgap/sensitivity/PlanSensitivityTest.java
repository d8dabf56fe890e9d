package org.evalgap.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Scale;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepProgress;
import org.junit.jupiter.api.Test;

class PlanSensitivityTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withPublicItems(12)
            .withFreshItems(20)
            .withWorkTasks(20)
            .withEnvironments(8)
            .withDimension(2);

    private static SweepPlan plan() {
        Map<String, UnaryOperator<Scenario>> labs = new LinkedHashMap<>();
        labs.put("plain", s -> s);
        labs.put("researching", s -> s.withRounds(2));
        return SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.EVAL_SPREAD, 0.25, 0.5, 1)
                .vary(Axis.choices("lab", labs))
                .vary(Axis.range(Parameter.BUDGET, 8, 512, 4, Scale.LOG))
                .vary(Parameter.BREADTH, 0.5, 2)
                .replicates(3)
                .seed(11)
                .build();
    }

    /** The other program simulates every point alone, one replicate at a time. */
    @Test
    void aPlanGivesWhatItsPointsGiveAloneBitForBit() {
        SweepPlan plan = plan();
        SensitivityResult found = SobolAnalysis.of(plan).withSamples(64).run();
        assertThat(found.evaluations()).isEqualTo(64 * 6 * 3);
        assertThat(found.seed()).isEqualTo(11);
        Simulator simulator = Simulator.ofScores();
        List<Input> inputs =
                plan.axes().stream().map(axis -> Input.unit(axis.name())).toList();
        for (Measure measure : List.of(Measure.INFLATION, Measure.WORK_ABILITY)) {
            OutputSensitivity alone = SobolAnalysis.ofNoisy(
                            inputs,
                            3,
                            (x, seed, replicate) -> simulator
                                    .simulate(plan.scenarioAt(x), seed, replicate)
                                    .get(measure))
                    .withSamples(64)
                    .withSeed(11)
                    .run()
                    .output("value");
            OutputSensitivity shared = found.output(measure.label());
            assertThat(shared.inputs()).isEqualTo(alone.inputs());
            assertThat(shared.noise()).isEqualTo(alone.noise());
            assertThat(shared.mean()).isEqualTo(alone.mean());
        }
    }

    @Test
    void everyMeasureButTransferIsAnOutputAndSomeCanBeChosen() {
        SweepPlan plan = plan();
        assertThat(SobolAnalysis.outputs(plan))
                .startsWith("publicGain", "freshGain", "workGain", "impactGain")
                .contains("inflation", "disconnectLogits")
                .doesNotContain("transfer", "peakTime");
        SensitivityResult all = SobolAnalysis.of(plan).withSamples(64).run();
        SensitivityResult one = SobolAnalysis.of(plan, List.of("workGain", "workGain"))
                .withSamples(64)
                .withThreads(3)
                .run();
        assertThat(one.outputs()).containsExactly(all.output("workGain"));
    }

    /** Nothing that is varied here moves scores before training but the spread of the eval; work scores before do not vary. */
    @Test
    void scoresBeforeTrainingDoNotVaryWithTraining() {
        SensitivityResult found = SobolAnalysis.of(plan()).withSamples(64).run();
        assertThat(found.output("workScoreBefore").constant()).isTrue();
        assertThat(found.output("formatGap").constant()).isTrue();
        assertThat(found.output("publicGain").told()).isTrue();
    }

    @Test
    void progressIsToldToItsEnd() {
        List<SweepProgress> heard = new ArrayList<>();
        SobolAnalysis analysis = SobolAnalysis.of(plan()).withSamples(64);
        analysis.run(heard::add);
        SweepProgress last = heard.get(heard.size() - 1);
        assertThat(last.replicatesDone()).isEqualTo(last.replicates()).isEqualTo(analysis.evaluations());
        assertThat(last.pointsDone()).isEqualTo(last.points());
    }

    @Test
    void aPointThatCannotBeSimulatedIsNamed() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Parameter.ROUNDS, 1, 9)
                .replicates(2)
                .build();
        assertThatThrownBy(() -> SobolAnalysis.of(plan).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a point of the design cannot be simulated: ")
                .hasMessageContaining("rounds must be at most environments");
    }

    @Test
    void plansThatCannotBeAnalysedAreRefused() {
        assertThatThrownBy(
                        () -> SobolAnalysis.of(SweepPlan.builder().replicates(2).build()))
                .hasMessage("inputs must be 1 to 500: 0");
        SweepPlan single =
                SweepPlan.builder().vary(Parameter.BUDGET, 1, 2).replicates(1).build();
        assertThatThrownBy(() -> SobolAnalysis.of(single)).hasMessageContaining("replicates must be at least 2");
        assertThatThrownBy(() -> SobolAnalysis.of(plan(), List.of("transfer")))
                .hasMessageContaining("ask for workGain and publicGain");
        assertThatThrownBy(() -> SobolAnalysis.of(plan(), List.of("inflatoin")))
                .hasMessageContaining("did you mean \"inflation\"?");
        assertThatThrownBy(() -> SobolAnalysis.of(plan(), List.of())).hasMessageContaining("at least one measure");
    }

    @Test
    void coordinatesMustLieInTheOpenCube() {
        assertThatThrownBy(() -> plan().scenarioAt(.5)).hasMessage("coordinates must be one an axis, 4: 1");
        assertThatThrownBy(() -> plan().scenarioAt(.5, .5, Double.NaN, .5)).hasMessageContaining("must be in (0, 1)");
        assertThat(plan().scenarioAt(.1, .9, .99, .2))
                .isEqualTo(
                        SMALL.withRounds(2).withEvalSpread(.25).withBudget(512).withBreadth(.5));
    }
}
