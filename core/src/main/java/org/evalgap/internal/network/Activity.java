package org.evalgap.internal.network;

import java.util.Arrays;

/** Which units of the second layer are active for which task of a tile: sets of 32 units and of 32 tasks, a bit each. */
final class Activity {
    /** Elements of a set: what {@link SubsetSums} adds at once. */
    static final int SET = SubsetSums.BLOCK * SubsetSums.GROUP;

    private final Workspace space;

    /** The units that are active for a task: {@code unitsOfTask[u][b]} has units 32u to 32u + 31, the first as the lowest bit. */
    final int[][] unitsOfTask;

    /** The tasks that a unit is active for: {@code tasksOfUnit[t][j]} has tasks 32t to 32t + 31. */
    final int[][] tasksOfUnit;

    private final int[] square = new int[SET];

    Activity(Workspace space) {
        this.space = space;
        int sets = (space.width + SET - 1) / SET;
        unitsOfTask = new int[sets][Workspace.TILE];
        tasksOfUnit = new int[Workspace.TILE / SET][sets * SET];
    }

    /** Reads what the forward pass left for the first n tasks; nothing is active for those that fill up the last set. */
    void read(int n) {
        int end = (n + SET - 1) / SET * SET;
        for (int u = 0; u < unitsOfTask.length; u++) {
            int[] units = unitsOfTask[u];
            take(space.pattern[u], units, n);
            Arrays.fill(units, n, end, 0);
            for (int b = 0; b < end; b += SET) {
                System.arraycopy(units, b, square, 0, SET);
                transpose(square);
                System.arraycopy(square, 0, tasksOfUnit[b / SET], u * SET, SET);
            }
        }
    }

    private static void take(double[] pattern, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (int) (long) pattern[i];
        }
    }

    /** Transposes a square of bits: its quarters change places, then theirs, and so on. */
    private static void transpose(int[] rows) {
        int mask = 0xFFFF;
        for (int half = SET / 2; half > 0; half >>= 1) {
            for (int place = 0; place < SET / 2; place++) {
                // The places whose bit of half's size is not set.
                int i = place + (place & -half);
                int change = (rows[i] >>> half ^ rows[i + half]) & mask;
                rows[i + half] ^= change;
                rows[i] ^= change << half;
            }
            mask ^= mask << half / 2;
        }
    }
}
