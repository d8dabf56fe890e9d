package org.evalgap.internal.network;

import java.util.Arrays;

/** Which units of the second layer are active for which task of a tile, as subsets of four units and of four tasks. */
final class Activity {
    private static final int GROUP = SubsetSums.GROUP;

    private final Workspace space;
    private final int groups;

    /** Subsets of a task's units: four bits a group, {@link #unitPlaces} groups a task. */
    final byte[] unitsOfTask;

    final int unitPlaces;

    /** Subsets of a unit's tasks: four bits a group, {@link #taskPlaces} groups a unit. */
    final byte[] tasksOfUnit;

    final int taskPlaces = ceiling(Workspace.TILE / GROUP, SubsetSums.BLOCK);

    Activity(Workspace space) {
        this.space = space;
        groups = SubsetSums.groups(space.width);
        // Behind the groups that there are, subsets are empty.
        unitPlaces = ceiling(groups, SubsetSums.BLOCK);
        unitsOfTask = new byte[Workspace.TILE * unitPlaces];
        tasksOfUnit = new byte[groups * GROUP * taskPlaces];
    }

    private static int ceiling(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }

    /** Reads what the forward pass left for the first n tasks. */
    void read(int n) {
        int tasks = SubsetSums.groups(n);
        for (int g = 0; g < groups; g++) {
            int j = g * GROUP;
            RowLoops.subsets(row(j), row(j + 1), row(j + 2), row(j + 3), space.pattern[g], Rows.room(n));
            note(g, space.pattern[g], tasks);
        }
        int end = ceiling(tasks, SubsetSums.BLOCK);
        for (int unit = 0; unit < tasksOfUnit.length; unit += taskPlaces) {
            Arrays.fill(tasksOfUnit, unit + tasks, unit + end, (byte) 0);
        }
    }

    /** A unit's activations; those of a unit that is not there do not matter. */
    private double[] row(int unit) {
        return space.second[Math.min(unit, space.width - 1)];
    }

    private void note(int g, double[] pattern, int tasks) {
        int unit = g * GROUP * taskPlaces;
        for (int i = 0; i < tasks; i++) {
            int b = GROUP * i;
            int q0 = (int) pattern[b];
            int q1 = (int) pattern[b + 1];
            int q2 = (int) pattern[b + 2];
            int q3 = (int) pattern[b + 3];
            int task = b * unitPlaces + g;
            unitsOfTask[task] = (byte) q0;
            unitsOfTask[task + unitPlaces] = (byte) q1;
            unitsOfTask[task + 2 * unitPlaces] = (byte) q2;
            unitsOfTask[task + 3 * unitPlaces] = (byte) q3;
            int square = transposed(q0 | q1 << 4 | q2 << 8 | q3 << 12);
            tasksOfUnit[unit + i] = (byte) (square & 15);
            tasksOfUnit[unit + taskPlaces + i] = (byte) (square >> 4 & 15);
            tasksOfUnit[unit + 2 * taskPlaces + i] = (byte) (square >> 8 & 15);
            tasksOfUnit[unit + 3 * taskPlaces + i] = (byte) (square >> 12);
        }
    }

    /** Transposes a square of four by four bits: first within squares of two by two, then those. */
    private static int transposed(int square) {
        int odd = (square ^ square >> 3) & 0x0A0A;
        int once = square ^ odd ^ odd << 3;
        int far = (once ^ once >> 6) & 0x00CC;
        return once ^ far ^ far << 6;
    }
}
