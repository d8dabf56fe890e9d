package org.evalgap.explain;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.learner.GradientFlow;

/** A learner that may have been at work. What means nothing to it is left at its default. */
public enum LearnerKind {
    /** The kernel learner: training carries over by distance. */
    KERNEL(
            "kernel",
            EnumSet.range(Parameter.WIDTH, Parameter.PRETRAINING_TASKS),
            List.of(Word.SAMPLING, Word.OPTIMIZER, Word.VALUE_FUNCTION)),

    /** A network that is trained by reinforcement; its points cost far more. */
    NETWORK(
            "network",
            EnumSet.of(
                    Parameter.BREADTH,
                    Parameter.MEMORIZATION,
                    Parameter.MEMORIZATION_SCALE,
                    Parameter.FORMAT_LEARNING,
                    Parameter.NARROWING,
                    Parameter.BUDGET,
                    Parameter.EPISODES_PER_UPDATE),
            List.of());

    private final String label;
    private final Set<Parameter> foreign;
    private final List<Word> foreignWords;

    LearnerKind(String label, Set<Parameter> foreign, List<Word> foreignWords) {
        this.label = label;
        this.foreign = foreign;
        this.foreignWords = foreignWords;
    }

    /**
     * The name in evidence files.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }

    /** A scenario with this learner. */
    Scenario in(Scenario scenario) {
        Map<Parameter, Double> changes = new EnumMap<>(Parameter.class);
        foreign.forEach(parameter -> changes.put(parameter, parameter.byDefault()));
        Scenario changed = scenario.with(changes);
        for (Word word : foreignWords) {
            changed = changed.with(word, word.byDefault());
        }
        return this == KERNEL
                ? changed.withKernelLearner()
                : changed.withTrainer(GradientFlow.INSTANCE).withNetworkLearner();
    }
}
