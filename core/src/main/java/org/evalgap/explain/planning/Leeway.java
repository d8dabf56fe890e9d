package org.evalgap.explain.planning;

import java.util.List;
import java.util.Optional;
import org.evalgap.Parameter;

/**
 * How far a parameter may go.
 *
 * @param goal what is to be kept
 * @param parameter what is varied
 * @param run name of the training run in which it is
 * @param steps values in ascending order, with the probability that the goal is kept there
 * @param draws how many worlds of the posterior the probabilities rest on
 */
public record Leeway(Goal goal, Parameter parameter, String run, List<Step> steps, int draws) {
    /**
     * One value.
     *
     * @param value of the parameter
     * @param probability that the goal is kept
     */
    public record Step(double value, double probability) {}

    /**
     * Copies the list.
     *
     * @param goal what is to be kept
     * @param parameter what is varied
     * @param run name of the training run in which it is
     * @param steps values in ascending order, with the probability that the goal is kept there
     * @param draws how many worlds of the posterior the probabilities rest on
     */
    public Leeway {
        steps = List.copyOf(steps);
    }

    private boolean keeps(int step) {
        return steps.get(step).probability() >= goal.probability();
    }

    /**
     * The greatest value up to which every value keeps the goal.
     *
     * @return empty if the least value does not keep it
     */
    public Optional<Double> greatest() {
        int n = 0;
        while (n < steps.size() && keeps(n)) {
            n++;
        }
        return n == 0 ? Optional.empty() : Optional.of(steps.get(n - 1).value());
    }

    /**
     * The least value from which on every value keeps the goal.
     *
     * @return empty if the greatest value does not keep it
     */
    public Optional<Double> least() {
        int n = steps.size();
        while (n > 0 && keeps(n - 1)) {
            n--;
        }
        return n == steps.size() ? Optional.empty() : Optional.of(steps.get(n).value());
    }
}
