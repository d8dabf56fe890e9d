package org.evalgap.sweep.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Stage;

/** Orders scenarios so that neighbours share the work of as many stages as can be, and otherwise keep their order. */
final class Grouping {
    private static final Stage[] SHARED = {Stage.TASKS, Stage.ENVIRONMENTS, Stage.KERNEL};

    private final int[][] group;
    private final Integer[] order;

    Grouping(List<Scenario> scenarios) {
        group = new int[SHARED.length][];
        for (int s = 0; s < SHARED.length; s++) {
            group[s] = numbered(scenarios, SHARED[s]);
        }
        order = new Integer[scenarios.size()];
        Arrays.setAll(order, i -> i);
        Comparator<Integer> byGroups = Comparator.comparingInt(i -> group[0][i]);
        for (int s = 1; s < SHARED.length; s++) {
            int[] numbers = group[s];
            byGroups = byGroups.thenComparingInt(i -> numbers[i]);
        }
        Arrays.sort(order, byGroups.thenComparingInt(i -> i));
    }

    /** Numbers groups of scenarios that agree up to a stage, in order of their first member. */
    private static int[] numbered(List<Scenario> scenarios, Stage stage) {
        Map<Shared, Integer> numbers = new HashMap<>();
        return scenarios.stream()
                .mapToInt(s -> numbers.computeIfAbsent(new Shared(s, stage), shared -> numbers.size()))
                .toArray();
    }

    /** The scenario at a place of the order. */
    int at(int place) {
        return order[place];
    }

    /** Where the piece ends that starts at a place: as many whole groups with one kernel as fit, or a part of one. */
    int end(int start, int most) {
        int end = Math.min(start + most, order.length);
        int cut = end;
        while (cut > start && cut < order.length && kernel(cut) == kernel(cut - 1)) {
            cut--;
        }
        return cut > start ? cut : end;
    }

    private int kernel(int place) {
        return group[SHARED.length - 1][order[place]];
    }

    /** A scenario as far as a stage sees it. */
    private record Shared(Scenario scenario, Stage stage) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shared that && scenario.sharesWith(that.scenario, stage);
        }

        @Override
        public int hashCode() {
            int hash = stage.ordinal();
            for (Parameter parameter : PARAMETERS) {
                if (parameter.stage().compareTo(stage) <= 0) {
                    hash = 31 * hash + Double.hashCode(scenario.get(parameter));
                }
            }
            return hash;
        }
    }

    private static final Parameter[] PARAMETERS = Parameter.values();
}
