package org.evalgap.internal.kernel;

/**
 * A growing block of tasks as arrays: {@code position[axis][i]}, {@code difficulty[i]}, {@code format[i]} in {0, 1} and, if
 * any task counts more than another, {@code weight[i]}. Mutable and confined to a thread; reused from one run to the next.
 */
public final class Points {
    /** No coordinate may be larger: divided by the least breadth and squared, sums over all axes must stay finite. */
    public static final double LARGEST_COORDINATE = 1e100;

    /** No difficulty may be larger, in logits: what training makes of it has to stay within {@link Exp#boundedNegativeLogit}. */
    public static final double LARGEST_DIFFICULTY = 1e12;

    /** Coordinates by axis. */
    public double[][] position = new double[0][];

    /** Difficulties in logits. */
    public double[] difficulty = new double[0];

    /** Formats: 1 for the eval's, 0 for any other. */
    public double[] format = new double[0];

    /** Weights, or null where all are equal. */
    public double @org.jspecify.annotations.Nullable [] weight;

    private int size;
    private int dimension;

    /** An empty block. */
    public Points() {}

    /**
     * How many tasks there are.
     *
     * @return the number of tasks in use; arrays may be longer
     */
    public int size() {
        return size;
    }

    /**
     * How many coordinates a task has.
     *
     * @return the number of axes in use
     */
    public int dimension() {
        return dimension;
    }

    /**
     * Makes room, keeping what is there unless the dimension changes or the arrays have to grow.
     *
     * @param tasks how many tasks
     * @param axes how many axes
     */
    public void resize(int tasks, int axes) {
        if (position.length < axes || difficulty.length < tasks) {
            position = new double[axes][tasks];
            difficulty = new double[tasks];
            format = new double[tasks];
        }
        weight = null;
        size = tasks;
        dimension = axes;
    }

    /**
     * Uses fewer or more of the tasks that there is room for.
     *
     * @param tasks how many, at most as many as {@link #resize} made room for
     */
    public void use(int tasks) {
        size = tasks;
    }

    /**
     * Copies tasks from another block of the same dimension.
     *
     * @param from the other block
     * @param start first task
     * @param end end of the tasks
     */
    public void copy(Points from, int start, int end) {
        int n = end - start;
        for (int d = 0; d < dimension; d++) {
            System.arraycopy(from.position[d], start, position[d], start, n);
        }
        System.arraycopy(from.difficulty, start, difficulty, start, n);
        System.arraycopy(from.format, start, format, start, n);
    }

    /**
     * Copies one task from another block of the same dimension.
     *
     * @param from the other block
     * @param task its task
     * @param place where it goes
     */
    public void take(Points from, int task, int place) {
        for (int d = 0; d < dimension; d++) {
            position[d][place] = from.position[d][task];
        }
        difficulty[place] = from.difficulty[task];
        format[place] = from.format[task];
    }
}
