package org.evalgap.explain.planning;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.evalgap.Parameter;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.Prior;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;

/**
 * Asks an explanation how far a parameter may go: the lab of the posterior, in its worlds, with one parameter set by whoever plans.
 * All values are tried in the same worlds, so that steps differ by the parameter alone. Immutable.
 */
public final class Planner {
    private static final int STEPS = 16;
    private static final int FINER = 8;
    private static final int DRAWS = 300;
    private static final double BELL = 2;

    private final Explanation explanation;
    private final TrainingRun run;

    /**
     * A planner for the last run with measurements.
     *
     * @param explanation not refused
     */
    public Planner(Explanation explanation) {
        this.explanation = explanation;
        TrainingRun last = explanation.evidence().runs().get(0);
        for (TrainingRun each : explanation.evidence().runs()) {
            last = each.observed().isEmpty() ? last : each;
        }
        this.run = last;
    }

    /**
     * How far a parameter may go: tried at 17 values between the ends of its prior, evenly on the prior's scale, and at seven more
     * wherever the goal is lost or won.
     *
     * @param goal what is to be kept
     * @param parameter what is varied; if the evidence has no prior of it, over its default prior
     * @return the leeway
     */
    public Leeway vary(Goal goal, Parameter parameter) {
        Prior prior = prior(parameter);
        TreeMap<Double, Double> tried = new TreeMap<>();
        int draws = 0;
        double[] ends = ends(prior);
        for (int k = 0; k <= STEPS; k++) {
            draws = Math.max(
                    draws, tryOut(goal, parameter, between(prior, ends[0], ends[1], (double) k / STEPS), tried));
        }
        for (Map.Entry<Double, Double> each : new TreeMap<>(tried).entrySet()) {
            Map.Entry<Double, Double> next = tried.higherEntry(each.getKey());
            boolean crosses =
                    next != null && each.getValue() >= goal.probability() != next.getValue() >= goal.probability();
            for (int k = 1; crosses && k < FINER; k++) {
                tryOut(goal, parameter, between(prior, each.getKey(), next.getKey(), (double) k / FINER), tried);
            }
        }
        return new Leeway(
                goal,
                parameter,
                run.name(),
                tried.entrySet().stream()
                        .map(e -> new Leeway.Step(e.getKey(), e.getValue()))
                        .toList(),
                draws);
    }

    private Prior prior(Parameter parameter) {
        for (Unknown unknown : explanation.evidence().unknown()) {
            if (unknown.parameter() == parameter && unknown.prior().kind() != Prior.Kind.FIXED) {
                return unknown.prior();
            }
        }
        return Prior.byDefault(parameter);
    }

    /** The ends of a prior; of a bell, two standard deviations to either side. */
    private static double[] ends(Prior prior) {
        double a = prior.first();
        double b = prior.second();
        return switch (prior.kind()) {
            case NORMAL -> new double[] {a - BELL * b, a + BELL * b};
            case LOG_NORMAL -> new double[] {a * StrictMath.exp(-BELL * b), a * StrictMath.exp(BELL * b)};
            default -> new double[] {a, b};
        };
    }

    private static double between(Prior prior, double low, double high, double share) {
        return prior.isEvenInRatios()
                ? low * StrictMath.exp(share * StrictMath.log(high / low))
                : low + share * (high - low);
    }

    /** How many worlds it was tried in; none if it was tried before. */
    private int tryOut(Goal goal, Parameter parameter, double value, Map<Double, Double> tried) {
        double legal = Prior.fixed(value).value(parameter, 0);
        if (tried.containsKey(legal)) {
            return 0;
        }
        Set<Parameter> held = EnumSet.of(parameter);
        held.addAll(run.held());
        Map<Parameter, Double> times = new EnumMap<>(Parameter.class);
        times.putAll(run.times());
        times.remove(parameter);
        TrainingRun changed =
                new TrainingRun(run.name(), run.scenario().with(parameter, legal), held, times, run.observed());
        double kept = 0;
        double[] values = explanation.imagined(changed, goal.quantity(), DRAWS);
        for (double each : values) {
            kept += goal.isKeptBy(each) ? 1 : 0;
        }
        tried.put(legal, kept / values.length);
        return values.length;
    }
}
