package org.evalgap.internal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing block of tasks as arrays: {@code position[axis][i]}, first the skills and then the surface, {@code difficulty[i]},
 * {@code format[i]} in {0, 1}, {@code weight[i]} if any task counts more than another, and {@code answer[i]} if any is not 1.
 * Mutable and confined to a thread; reused from one run to the next.
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
    public double @Nullable [] weight;

    /** Right answers, 1 or −1 (0 while nobody told), or null where all are 1. */
    public double @Nullable [] answer;

    /** Answers, while there are none: room for those of the next run. */
    private double[] room = new double[0];

    private int size;
    private int dimension;
    private int surface;

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
     * How many skills a task can ask for.
     *
     * @return the number of axes in use, without those of the surface
     */
    public int dimension() {
        return dimension;
    }

    /**
     * How many further coordinates the surface of a task has.
     *
     * @return the number of axes after the skills
     */
    public int surface() {
        return surface;
    }

    /**
     * Makes room for tasks without a surface; see {@link #resize(int, int, int)}.
     *
     * @param tasks how many tasks
     * @param axes how many axes
     */
    public void resize(int tasks, int axes) {
        resize(tasks, axes, 0);
    }

    /**
     * Makes room, keeping what is there, but no answers, unless the number of axes changes or the arrays have to grow.
     *
     * @param tasks how many tasks
     * @param skills how many axes of skills
     * @param others how many axes of the surface
     */
    public void resize(int tasks, int skills, int others) {
        if (position.length < skills + others || difficulty.length < tasks) {
            position = new double[skills + others][tasks];
            difficulty = new double[tasks];
            format = new double[tasks];
        }
        weight = null;
        answer = null;
        size = tasks;
        dimension = skills;
        surface = others;
    }

    /**
     * Answers to write.
     *
     * @return {@link #answer}; where there were none, of zeros
     */
    public double[] answers() {
        double[] there = answer;
        if (there == null) {
            if (room.length < difficulty.length) {
                room = new double[difficulty.length];
            } else {
                Arrays.fill(room, 0);
            }
            there = room;
            answer = there;
        }
        return there;
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
     * Copies tasks from another block of as many axes. Answers that it does not tell are told by nobody.
     *
     * @param from the other block
     * @param start first task
     * @param end end of the tasks
     */
    public void copy(Points from, int start, int end) {
        int n = end - start;
        for (int d = 0; d < dimension + surface; d++) {
            System.arraycopy(from.position[d], start, position[d], start, n);
        }
        System.arraycopy(from.difficulty, start, difficulty, start, n);
        System.arraycopy(from.format, start, format, start, n);
        if (from.answer != null) {
            System.arraycopy(from.answer, start, answers(), start, n);
        } else if (answer != null) {
            Arrays.fill(answer, start, end, 0);
        }
    }

    /**
     * Copies one task from another block of as many axes.
     *
     * @param from the other block
     * @param task its task
     * @param place where it goes
     */
    public void take(Points from, int task, int place) {
        for (int d = 0; d < dimension + surface; d++) {
            position[d][place] = from.position[d][task];
        }
        difficulty[place] = from.difficulty[task];
        format[place] = from.format[task];
        if (from.answer != null) {
            answers()[place] = from.answer[task];
        }
    }
}
