package org.evalgap.store;

import java.util.List;
import java.util.Set;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.sweep.run.SweepColumns;

/**
 * A plan that a store has results of.
 *
 * @param id its number in the store, in the order in which plans came, from 1
 * @param name the plan's name
 * @param plan the text of the plan as its author wrote it; may be empty
 * @param points how many points the plan has
 * @param replicates how many replicates a point has
 * @param seed the seed of all streams
 * @param measures what was measured
 * @param choices names of the plan's axes of choices
 * @param ownDesigner whether its designers are not all the model's own, and so have a column
 */
public record StoredSweep(
        int id,
        String name,
        String plan,
        long points,
        int replicates,
        long seed,
        Set<MeasureGroup> measures,
        List<String> choices,
        boolean ownDesigner) {
    /**
     * A plan that a store has results of.
     *
     * @param id its number in the store, in the order in which plans came, from 1
     * @param name the plan's name
     * @param plan the text of the plan as its author wrote it; may be empty
     * @param points how many points the plan has
     * @param replicates how many replicates a point has
     * @param seed the seed of all streams
     * @param measures what was measured
     * @param choices names of the plan's axes of choices
     * @param ownDesigner whether its designers are not all the model's own, and so have a column
     */
    public StoredSweep {
        measures = Set.copyOf(measures);
        choices = List.copyOf(choices);
    }

    /**
     * The columns of its rows, those that the sweep itself writes.
     *
     * @return the columns
     */
    public SweepColumns columns() {
        return SweepColumns.of(choices, ownDesigner, measures);
    }
}
