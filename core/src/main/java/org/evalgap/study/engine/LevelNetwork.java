package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.StudySettings;

/** A network that learns as many levels as CoinRun's agents did. */
final class LevelNetwork {
    private LevelNetwork() {}

    /** One member for each number of levels. */
    static Ensemble of(StudySettings settings, int[] numbers, long seed) {
        Simulator simulator = Simulator.of(EnumSet.of(MeasureGroup.GENERALIZATION));
        return Ensemble.of(simulator, levels(settings, numbers), seed, settings.count(SampleEfficiency.WORLDS));
    }

    /** A network on levels of which eight coordinates matter and 24 do not, and one rule hides another. */
    private static List<Scenario> levels(StudySettings settings, int[] numbers) {
        Scenario level = Scenario.withDefaults()
                .withAnswers("context")
                .withSurfaceDimensions(24)
                .withInspiration(0)
                .withDesignerBias(0)
                .withDifficultySpread(0)
                .withPublicItems(100)
                .withFreshItems(100)
                .withWorkTasks(100)
                .withNetworkLearner()
                .withLearningRate(0.002)
                .withUpdates(settings.count(SampleEfficiency.UPDATES));
        List<Scenario> family = new ArrayList<>();
        for (int number : numbers) {
            family.add(level.withEnvironments(number));
        }
        return family;
    }
}
