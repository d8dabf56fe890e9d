package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.evalgap.Scenario;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;

/** The scenarios of a unit: its points in their order, and behind them those baselines that are not among them. */
final class UnitScenarios {
    private static final int NONE = -1;

    private final SweepPlan plan;
    private final List<Scenario> scenarios = new ArrayList<>();

    /** Where the baseline of each point stands among the scenarios; empty without baselines. */
    private final int[] baseline;

    UnitScenarios(SweepPlan plan, WorkUnit unit) {
        this.plan = plan;
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < unit.size(); i++) {
            scenarios.add(plan.point(unit.point(i)).scenario());
            places.put(unit.point(i), i);
        }
        OptionalLong any = plan.baseline(unit.point(0));
        this.baseline = new int[any.isPresent() ? unit.size() : 0];
        for (int i = 0; i < baseline.length; i++) {
            long index = plan.baseline(unit.point(i)).orElseThrow();
            baseline[i] = places.computeIfAbsent(index, this::place);
        }
    }

    /** Adds a baseline; tells that there is none where it cannot be made, which is a failure of the point that it is. */
    private int place(long index) {
        try {
            scenarios.add(plan.point(index).scenario());
            return scenarios.size() - 1;
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    List<Scenario> all() {
        return scenarios;
    }

    boolean paired() {
        return baseline.length > 0;
    }

    /** The place of a point's baseline; null where there is none. */
    @Nullable
    Integer baseline(int i) {
        return baseline[i] == NONE ? null : baseline[i];
    }

    /** The places in an order in which neighbours share work. */
    int[] order(int points) {
        // Points stand in such an order; baselines behind them may share more in between.
        Grouping grouping = scenarios.size() > points ? new Grouping(scenarios) : null;
        int[] order = new int[scenarios.size()];
        for (int place = 0; place < order.length; place++) {
            order[place] = grouping == null ? place : grouping.at(place);
        }
        return order;
    }
}
