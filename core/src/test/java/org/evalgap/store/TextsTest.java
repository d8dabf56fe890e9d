package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.Collectors;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.Test;

/**
 * Keys of stores that are out there: whoever adds a parameter leaves them as they are. They were read from a store that the
 * program wrote at commit 6040006, under version 3 of the model; another version makes others.
 */
class TextsTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withPublicItems(12)
            .withFreshItems(20)
            .withWorkTasks(20)
            .withEnvironments(8)
            .withDimension(2);

    private static String key(Scenario scenario) {
        return Texts.key(scenario, scenario.partsText());
    }

    @Test
    void keysOfScenariosAreWhatTheyWere() {
        Scenario sampled =
                SMALL.withTrainer(SampledTrainer.INSTANCE).withUpdates(5).withEpisodesPerUpdate(4);
        assertThat(key(SMALL.withBudget(8))).isEqualTo("8d4554b56cb3a57aedfcdec2e06642e3");
        assertThat(key(SMALL.withBudget(0.1))).isEqualTo("1b0692dd5b0a0198b6fb11b07f5eaacd");
        assertThat(key(sampled.withBudget(64))).isEqualTo("46793b09f555e6429ecd451efc2e43c0");
    }

    @Test
    void keysOfPlansAreWhatTheyWere() {
        SweepPlan plan = SweepPlan.builder()
                .name("old")
                .scenario(SMALL)
                .vary(Parameter.BUDGET, 8, 64, 0.1)
                .replicates(18)
                .seed(9)
                .build();
        assertThat(Texts.key(plan)).isEqualTo("d4cd4b15c78d81c03cacc5891302fe37");
    }

    /** A parameter that is added later must not stand in the list, wherever it stands among the others. */
    @Test
    void theFoundingParametersAreFrozen() {
        assertThat(Parameter.founding().stream().map(Parameter::label).collect(Collectors.joining(" ")))
                .isEqualTo("dimension shift evalSpread difficultyMean difficultySpread publicItems freshItems workTasks"
                        + " designerBias environments inspiration errorFocus departure breadth memorization"
                        + " memorizationScale formatLearning competence guessRate evalHorizon workHorizon"
                        + " environmentHorizon budget critic advantageNormalization klPenalty narrowing updates"
                        + " episodesPerUpdate rounds candidates attempts");
    }

    @Test
    void groupsOfMeasuresKeepTheirNumbers() {
        assertThat(Texts.number(EnumSet.of(MeasureGroup.SCORES))).isEqualTo(1);
        assertThat(Texts.number(EnumSet.of(MeasureGroup.GENERALIZATION))).isEqualTo(2);
        assertThat(Texts.number(EnumSet.of(MeasureGroup.TRAJECTORY))).isEqualTo(4);
    }
}
