package org.evalgap.estimate.honesty;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.internal.posterior.Prevalence;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * A table of scores from the simulation engine: labs of different competence train on environments, and some take
 * inspiration from the public eval. All meet the same items, so that the luck of the item draw is a common shift.
 *
 * <p>A clean lab's inflation is 0; that of an inspired one is what the engine measures, Δpublic − Δfresh. None of this is
 * the estimator's model: abilities are in logits over items of unequal difficulty, and inflation depends on how much is
 * copied. Scores are answers to as many items as there are, right with the engine's expected score.
 */
final class EngineTable {
    /** Work tasks do not enter the scores that are used here. */
    private static final int WORK_TASKS = 20;

    /** Centre of the logit of the share of inspired labs, whatever the estimator takes it to be. */
    private static final double PREVALENCE_LOGIT = -2;

    /** Standard deviation of competence between labs, in logits. */
    private static final double COMPETENCE = 1.5;

    private EngineTable() {}

    static SimulatedTable draw(IntervalCheckSpec spec, Simulator simulator, int table) {
        RandomStream stream =
                RandomStream.of(spec.seed(), table, Purpose.ESTIMATE).substream(5);
        Scenario base = Scenario.withDefaults()
                .with(Parameter.PUBLIC_ITEMS, spec.publicItems())
                .with(Parameter.FRESH_ITEMS, spec.freshItems())
                .with(Parameter.WORK_TASKS, WORK_TASKS)
                .with(Parameter.GUESS_RATE, spec.guess());
        double centre = PREVALENCE_LOGIT + Prevalence.DEVIATION * stream.normal(0);
        int references = spec.assumption() == ShiftAssumption.REFERENCE ? spec.references() : 0;
        int n = spec.models() + references;
        List<Double> inflation = new ArrayList<>();
        List<ModelScores> scores = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            RandomStream own = stream.substream(1000L + i);
            String family = "family-" + i / spec.familySize();
            double logit =
                    centre + stream.substream(500_000L + i / spec.familySize()).normal(0);
            boolean inspired = i < spec.models() && own.uniform(0) < 1 / (1 + StrictMath.exp(-logit));
            Scenario lab = base.with(Parameter.COMPETENCE, COMPETENCE * own.normal(1))
                    .with(Parameter.INSPIRATION, inspired ? own.uniform(2) : 0);
            Outcome outcome = simulator.simulate(lab, spec.seed(), table);
            inflation.add(inspired ? Math.max(outcome.get(Measure.INFLATION), 0) : 0);
            scores.add(ModelScores.of(
                            "lab-" + i,
                            answers(own.substream(1), outcome.get(Measure.PUBLIC_SCORE), spec.publicItems(), spec),
                            answers(own.substream(2), outcome.get(Measure.FRESH_SCORE), spec.freshItems(), spec))
                    .withFamily(family)
                    .withReference(i >= spec.models()));
        }
        return new SimulatedTable(scores, inflation);
    }

    private static ScoreSet answers(RandomStream stream, double success, int items, IntervalCheckSpec spec) {
        int right = 0;
        for (int j = 0; j < items; j++) {
            right += stream.uniform(j) < success ? 1 : 0;
        }
        return ScoreSet.of(right, items).withGuess(spec.guess());
    }
}
