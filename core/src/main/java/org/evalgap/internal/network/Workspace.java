package org.evalgap.internal.network;

/** The rows that the passes of a network of one shape work on. */
final class Workspace {
    /** Tasks of a tile: long loops are cheap ones, and the rows of four units and of two outputs fit the first-level cache. */
    static final int TILE = 256;

    /** Tasks of a block of the backward pass. */
    static final int BLOCK = SubsetSums.BLOCK * SubsetSums.GROUP;

    final int inputs;
    final int width;

    /** What goes in: a row an input, a column a task, as all rows of {@link #TILE}. */
    final double[][] input;

    /** What comes out of the hidden layers, at least 0: a row a unit. */
    final double[][] first;

    final double[][] second;

    /** Which units of the second layer are active, by fours: the numbers 0 to 15 as doubles. */
    final double[][] pattern;

    /** Inputs times the coefficient of the task, and then the coefficients themselves. */
    final double[][] scaledInput;

    /** Activations of the first layer times the coefficient, and then the coefficient: a row a task of a block, as {@link #delta}. */
    final double[][] scaled;

    final double[][] delta;

    /** Weights of the second layer times the output's: a row a unit. */
    final double[][] weighted;

    /** Sums of {@link #scaled} over the tasks for which a unit of the second layer is active: a row a unit. */
    final double[][] secondSums;

    /** Sums of {@link #delta} times inputs: a row an input, and one for the bias. */
    final double[][] firstSums;

    final double[][] taskTable;
    final double[][] unitTable;

    Workspace(int inputs, int width) {
        this.inputs = inputs;
        this.width = width;
        int groups = SubsetSums.groups(width);
        int n = width + 1;
        double[][][] made = Rows.together(
                new int[] {inputs, TILE},
                new int[] {width, TILE},
                new int[] {width, TILE},
                new int[] {groups, TILE},
                new int[] {inputs + 1, TILE},
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
        scaledInput = made[4];
        scaled = made[5];
        delta = made[6];
        weighted = made[7];
        secondSums = made[8];
        firstSums = made[9];
        taskTable = made[10];
        unitTable = made[11];
    }
}
