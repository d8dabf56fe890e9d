package org.evalgap.explain;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.measure.Score;

/**
 * One training of the lab: what is known of it, and what was measured. Runs of one evidence share the world's draws, so far as
 * their scenarios agree: the same items are the same.
 *
 * @param name its name in messages and results
 * @param scenario what is known
 * @param held parameters that are known here, even if they are unknown elsewhere
 * @param times factors of unknown parameters, such as a budget's for a checkpoint half-way
 * @param observed what was measured; empty for a run that is only predicted
 */
public record TrainingRun(
        String name, Scenario scenario, Set<Parameter> held, Map<Parameter, Double> times, List<Observation> observed) {
    /**
     * Checks that nothing is counted twice.
     *
     * @param name its name in messages and results
     * @param scenario what is known
     * @param held parameters that are known here, even if they are unknown elsewhere
     * @param times factors of unknown parameters, such as a budget's for a checkpoint half-way
     * @param observed what was measured; empty for a run that is only predicted
     * @throws IllegalArgumentException if two observations count the same score, or a factor is not positive
     */
    public TrainingRun {
        held = Set.copyOf(held);
        times = Map.copyOf(times);
        observed = List.copyOf(observed);
        Set<String> counted = new HashSet<>();
        for (Observation observation : observed) {
            for (String measure : observation.counted()) {
                if (!counted.add(measure)) {
                    throw new IllegalArgumentException(measure + " is counted twice in " + name
                            + "; pool the counts, or give scores or gains, not both");
                }
            }
        }
        for (Map.Entry<Parameter, Double> factor : times.entrySet()) {
            double value = factor.getValue();
            if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("times of " + factor.getKey().label()
                        + " must be finite and above 0: " + Parameter.text(value));
            }
        }
    }

    /**
     * A run of which a scenario is known.
     *
     * @param name its name
     * @param scenario what is known; its sizes of item sets that were counted are replaced by the counts'
     * @param observed what was measured
     * @return the run
     */
    public static TrainingRun of(String name, Scenario scenario, List<Observation> observed) {
        return new TrainingRun(name, sized(scenario, observed), Set.of(), Map.of(), observed);
    }

    /** The scenario with item sets as large as those that were counted. */
    static Scenario sized(Scenario scenario, List<Observation> observed) {
        Scenario changed = scenario;
        for (Parameter parameter : List.of(Parameter.PUBLIC_ITEMS, Parameter.FRESH_ITEMS, Parameter.WORK_TASKS)) {
            double most = 0;
            for (Observation observation : observed) {
                if (observation.quantity().score().map(TrainingRun::size).equals(java.util.Optional.of(parameter))) {
                    most = Math.max(most, observation.items());
                }
            }
            changed = most == 0
                    ? changed
                    : changed.with(parameter, Math.min(most, parameter.range().most()));
        }
        return changed;
    }

    /** The parameter that says how many items a score is over. */
    static Parameter size(Score score) {
        return switch (score) {
            case PUBLIC -> Parameter.PUBLIC_ITEMS;
            case FRESH -> Parameter.FRESH_ITEMS;
            case WORK, IMPACT -> Parameter.WORK_TASKS;
        };
    }

    /** Whether an unknown parameter differs here from what the scenario says. */
    private boolean isUnknown(Unknown each) {
        boolean mine = each.run().isEmpty() || each.run().get().equals(name);
        return mine && !held.contains(each.parameter());
    }

    /** Checks that factors are of unknown parameters, and that none takes a prior with ends beyond what is legal. */
    TrainingRun requireTimes(List<Unknown> unknown) {
        times.forEach((parameter, factor) -> {
            List<Unknown> own = unknown.stream()
                    .filter(each -> each.parameter() == parameter && isUnknown(each))
                    .toList();
            if (own.isEmpty()) {
                throw new IllegalArgumentException(
                        parameter.label() + " is not unknown in " + name + "; write its value under known");
            }
            own.forEach(each -> each.prior().requireLegal(parameter, factor));
        });
        return this;
    }

    /**
     * The scenario at values of the unknown parameters.
     *
     * @param unknown the parameters
     * @param values one of each, legal
     * @return the scenario
     */
    public Scenario at(List<Unknown> unknown, double[] values) {
        java.util.EnumMap<Parameter, Double> changes = new java.util.EnumMap<>(Parameter.class);
        for (int i = 0; i < values.length; i++) {
            Unknown each = unknown.get(i);
            if (isUnknown(each)) {
                double factor = times.getOrDefault(each.parameter(), 1.0);
                changes.put(
                        each.parameter(), factor == 1 ? values[i] : Prior.legal(each.parameter(), factor * values[i]));
            }
        }
        return scenario.with(changes);
    }
}
