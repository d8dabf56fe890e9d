package org.evalgap.explain;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Word;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** Simulated labs: parameters from the prior, one world each, counts from its scores, and one count that is held back. */
final class Labs {
    static final int HELD_ITEMS = 150;

    /** Small, so that thousands of worlds a second can be simulated. */
    static final Scenario SMALL = Scenario.withDefaults()
            .withDimension(2)
            .withEnvironments(16)
            .withPublicItems(40)
            .withFreshItems(60)
            .withWorkTasks(60);

    /** One lab: what was true, what was seen and what was held back. */
    record Lab(double[] truth, Evidence evidence, double held) {}

    private final List<Unknown> unknown;
    private final Scenario known;
    private final Simulator simulator = Simulator.of(java.util.EnumSet.noneOf(MeasureGroup.class));

    Labs(List<Unknown> unknown, Scenario known) {
        this.unknown = unknown;
        this.known = known;
    }

    static Unknown unknown(String parameter, Prior prior) {
        return Unknown.of(Parameter.labelled(parameter), prior);
    }

    private static RandomStream stream(int lab) {
        return RandomStream.of(2026, lab, Purpose.STUDY);
    }

    Lab lab(int number) {
        RandomStream stream = stream(number);
        double[] truth = new double[unknown.size()];
        for (int i = 0; i < truth.length; i++) {
            Unknown each = unknown.get(i);
            truth[i] = each.prior().value(each.parameter(), stream.normal(i));
        }
        Outcome outcome = outcome(truth, number);
        List<Observation> observed = new ArrayList<>();
        observe(Measure.PUBLIC_SCORE_BEFORE, known.publicItems(), outcome, stream, observed);
        observe(Measure.PUBLIC_SCORE, known.publicItems(), outcome, stream, observed);
        observe(Measure.FRESH_SCORE, known.freshItems(), outcome, stream, observed);
        TrainingRun run = new TrainingRun("run", known, java.util.Set.of(), java.util.Map.of(), observed);
        Evidence evidence = Evidence.of("lab", run, unknown).withWanted(List.of(held()));
        return new Lab(truth, evidence, count(outcome, stream));
    }

    static Wanted held() {
        return new Wanted(Quantity.of(Measure.WORK_SCORE), "run", HELD_ITEMS);
    }

    private Outcome outcome(double[] truth, int number) {
        TrainingRun bare = new TrainingRun("run", known, java.util.Set.of(), java.util.Map.of(), List.of());
        // Worlds of a seed that no explainer uses.
        LearnerKind learner = known.get(Word.LEARNER).equals("network") ? LearnerKind.NETWORK : LearnerKind.KERNEL;
        return simulator.simulate(learner.in(bare.at(unknown, truth)), 987_654_321L, number);
    }

    private static double count(Outcome outcome, RandomStream stream) {
        return (double) Binomial.draw(stream.substream(99), HELD_ITEMS, outcome.get(Measure.WORK_SCORE)) / HELD_ITEMS;
    }

    private static void observe(Measure measure, int items, Outcome outcome, RandomStream s, List<Observation> to) {
        int right = Binomial.draw(s.substream(measure.ordinal()), items, outcome.get(measure));
        to.add(new Observation(Quantity.of(measure), right, items));
    }

    /** What the prior predicts for the count that is held back. */
    double[] priorCounts(int count) {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = lab(1_000_000 + i).held();
        }
        return out;
    }
}
