package org.evalgap.internal.network;

import java.util.Arrays;

/** The rows that the passes of a network of one shape work on. */
final class Workspace {
    /** Tasks of a tile: long loops are cheap ones, and the rows of four units and of two outputs fit the first-level cache. */
    static final int TILE = 256;

    /** Tasks of a block of the backward pass. */
    static final int BLOCK = SubsetSums.BLOCK * SubsetSums.GROUP;

    final int inputs;
    final int width;

    /** What goes in, and ones for the bias: a row an input, a column a task, as all rows of {@link #TILE}. */
    final double[][] input;

    /** What comes out of the first layer, at least 0: a row a unit. */
    final double[][] first;

    /** What comes out of a block of units of the second. */
    final double[][] second;

    /** Which units of the second layer are active: a row for 32 of them, who are the bits of a whole number. */
    final double[][] pattern;

    /** Activations of the first layer times the coefficient, and then the coefficient: a row a task of a block, as {@link #delta}. */
    final double[][] scaled;

    final double[][] delta;

    /** Weights of the second layer times the output's: a row a unit. */
    final double[][] weighted;

    /** Sums of {@link #scaled} over the tasks for which a unit of the second layer is active: a row a unit. */
    final double[][] secondSums;

    /** Sums of {@link #delta} times what goes in: a row an input, and one for the bias. */
    final double[][] firstSums;

    final double[][] taskTable;
    final double[][] unitTable;

    Workspace(int inputs, int width) {
        this.inputs = inputs;
        this.width = width;
        int groups = SubsetSums.groups(width);
        int n = width + 1;
        double[][][] made = Rows.together(
                new int[] {inputs + 1, TILE},
                new int[] {width, TILE},
                new int[] {Math.min(width, Forward.BLOCK), TILE},
                new int[] {(width + Activity.SET - 1) / Activity.SET, TILE},
                new int[] {BLOCK, n},
                new int[] {BLOCK, n},
                new int[] {SubsetSums.GROUP * groups, n},
                new int[] {SubsetSums.GROUP * groups, n},
                new int[] {inputs + 1, n},
                new int[] {SubsetSums.rows(SubsetSums.BLOCK), n},
                new int[] {SubsetSums.rows(groups), n});
        input = made[0];
        first = made[1];
        second = made[2];
        pattern = made[3];
        scaled = made[4];
        delta = made[5];
        weighted = made[6];
        secondSums = made[7];
        firstSums = made[8];
        taskTable = made[9];
        unitTable = made[10];
        Arrays.fill(input[inputs], 1);
    }
}
