package org.evalgap.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evalgap.measure.Measure;

/** What would have to be true, and what follows. Immutable. */
public final class Explanation {
    private final Evidence evidence;
    private final Explainer.Way way;
    private final Map<LearnerKind, Double> learners;
    private final Draws draws;
    private final double effective;
    private final long simulations;
    private final List<Check> checks;
    private final String refusal;

    Explanation(
            Evidence evidence,
            Explainer.Way way,
            Map<LearnerKind, Double> learners,
            Draws draws,
            double effective,
            long simulations,
            List<Check> checks,
            String refusal) {
        this.evidence = evidence;
        this.way = way;
        this.learners = Collections.unmodifiableMap(new EnumMap<>(learners));
        this.draws = draws;
        this.effective = effective;
        this.simulations = simulations;
        this.checks = checks;
        this.refusal = refusal;
    }

    /**
     * What was explained.
     *
     * @return the evidence
     */
    public Evidence evidence() {
        return evidence;
    }

    /**
     * Why nothing should be told from it: too few effective points, or a measurement that nothing explains.
     *
     * @return a sentence; empty if all is well
     */
    public Optional<String> refusal() {
        return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
    }

    /**
     * How many independent draws the weighted points are worth.
     *
     * @return at least 1
     */
    public double effectiveSampleSize() {
        return effective;
    }

    /**
     * How many points were simulated.
     *
     * @return the number, of all learners
     */
    public long simulations() {
        return simulations;
    }

    /**
     * Who may have learned.
     *
     * @return probabilities by learner, even before the measurements
     */
    public Map<LearnerKind, Double> learners() {
        return learners;
    }

    /**
     * What measurements say of each unknown parameter.
     *
     * @return in the order of the evidence
     */
    public List<ParameterPosterior> parameters() {
        List<ParameterPosterior> out = new ArrayList<>();
        for (int i = 0; i < evidence.unknown().size(); i++) {
            out.add(ParameterPosterior.of(evidence.unknown().get(i), draws.parameter(i)));
        }
        return List.copyOf(out);
    }

    /**
     * The principal directions of the posterior in units of the prior.
     *
     * @return the freest first
     */
    public List<Direction> directions() {
        return Direction.of(evidence.unknown(), draws.values());
    }

    /**
     * What follows for what was asked.
     *
     * @return in the order of the evidence
     */
    public List<Prediction> predictions() {
        return evidence.wanted().stream().map(this::prediction).toList();
    }

    /**
     * What follows for one quantity.
     *
     * @param wanted a quantity of a run of the evidence
     * @return its prediction
     * @throws IllegalArgumentException if there is no such run
     */
    public Prediction prediction(Wanted wanted) {
        return Prediction.of(wanted, drawn(wanted));
    }

    /**
     * The draws of an unknown parameter.
     *
     * @param unknown its place in the evidence
     * @return equally probable values
     */
    public double[] drawn(int unknown) {
        return draws.parameter(unknown);
    }

    /**
     * The draws of a quantity; of a count, with its noise.
     *
     * @param wanted a quantity of a run of the evidence
     * @return equally probable values; NaN where it is not determined
     * @throws IllegalArgumentException if there is no such run
     */
    public double[] drawn(Wanted wanted) {
        int run = evidence.indexOf(wanted.run());
        return wanted.items() == 0
                ? draws.of(wanted.quantity(), run)
                : new Checker(evidence, draws, way.seed())
                        .counted(wanted.quantity(), run * Measure.count(), wanted.items(), 1000);
    }

    /**
     * Whether each measurement is one that the posterior predicts.
     *
     * @return in the order of the evidence
     */
    public List<Check> checks() {
        return checks;
    }

    /**
     * What the candidates for further measurements would do. Simulates their items.
     *
     * @return the greatest reduction an item first
     */
    public List<Advice> advice() {
        return new Adviser(evidence, draws, way).advice();
    }

    /**
     * What another run would have shown in the worlds of the posterior. Simulates them.
     *
     * @param run what is changed: a run of the evidence with parameters that are {@linkplain TrainingRun#held() held}
     * @param quantity of that run
     * @param draws how many worlds at most, evenly spread over the posterior
     * @return by draw; NaN where parameters do not go together
     */
    public double[] imagined(TrainingRun run, Quantity quantity, int draws) {
        Evidence asked = evidence.withWanted(
                List.of(new Wanted(quantity, evidence.runs().get(0).name(), 0)));
        Draws few = this.draws.thinned(draws);
        return few.of(quantity, run, asked, way);
    }

    Draws draws() {
        return draws;
    }
}
