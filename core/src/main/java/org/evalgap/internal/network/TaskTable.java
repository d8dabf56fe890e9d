package org.evalgap.internal.network;

/** Tasks as a network sees them, by columns. Mutable, reused from one run to the next. */
public final class TaskTable {
    /** What goes in: {@code input[d][i]}, skills and then surface. */
    public double[][] input = new double[0][];

    /** Logits of a learner without any gain: θ − b. */
    public double[] start = new double[0];

    /** Right answers, each 1 or −1. */
    public double[] answer = start;

    private int size;

    /** An empty table. */
    public TaskTable() {}

    /**
     * Makes room; what is there may be lost.
     *
     * @param tasks how many tasks
     * @param inputs how many numbers go in
     */
    public void resize(int tasks, int inputs) {
        if (input.length < inputs || start.length < tasks) {
            input = new double[inputs][tasks];
            start = new double[tasks];
            answer = new double[tasks];
        }
        size = tasks;
    }

    /**
     * How many tasks there are.
     *
     * @return the number in use; arrays may be longer
     */
    public int size() {
        return size;
    }
}
