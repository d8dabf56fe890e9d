package org.evalgap.sweep;

import java.util.List;
import org.evalgap.Scenario;

/**
 * A point of a sweep.
 *
 * @param index its place in the plan, counted from 0
 * @param scenario what is simulated there
 * @param choices labels of the plan's axes of choices, in their order
 */
public record SweepPoint(long index, Scenario scenario, List<String> choices) {
    /**
     * A point of a sweep.
     *
     * @param index its place in the plan, counted from 0
     * @param scenario what is simulated there
     * @param choices labels of the plan's axes of choices, in their order
     */
    public SweepPoint {
        choices = List.copyOf(choices);
    }
}
