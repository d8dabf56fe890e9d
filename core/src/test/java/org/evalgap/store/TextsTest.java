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
 * Keys of stores that are out there: whoever adds a parameter leaves them as they are. They were made by the
 * program at commit e54ce89, under version 4 of the model; another version makes others.
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
        assertThat(key(SMALL.withBudget(8))).isEqualTo("5bf5128608b611ccdb75c60c30e82f55");
        assertThat(key(SMALL.withBudget(0.1))).isEqualTo("976827cb7ff89aa89e8fc74a29a116a5");
        assertThat(key(sampled.withBudget(64))).isEqualTo("f54bc99bde0e238b8379e999866a3dde");
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
        assertThat(Texts.key(plan)).isEqualTo("2ea51f6e56f1539b744dc2a0a22b3cdb");
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
