package org.evalgap.internal.audit;

import java.util.Arrays;

/** How training environments move some tasks; without the part of the format, but for {@link #teachers}. */
public interface Strip {
    /**
     * Gains.
     *
     * @param weights w
     * @param out where Σ_j K(z, x_j) w_j goes
     */
    void gains(double[] weights, double[] out);

    /**
     * Sums over environments, memorised and broad part apart.
     *
     * @param weights one vector a side
     * @param memorized where m Σ_j exp(−d²/2s²) w_j goes
     * @param broad where (1 − m) Σ_j exp(−d²/2ℓ²) w_j goes
     */
    void parts(double[][] weights, double[][] memorized, double[][] broad);

    /**
     * Sums over tasks.
     *
     * @param values one vector a side
     * @param out where Σ_z K(z, x_j) v_z goes
     */
    void pull(double[][] values, double[][] out);

    /**
     * Nearest environments.
     *
     * @param shares only environments with a share above 0 count
     * @param out where smallest squared distances go
     */
    void nearest(double[] shares, double[] out);

    /**
     * The nearest environment of every task, and how far that and the second nearest are.
     *
     * @param shares only environments with a share above 0 count
     * @return by task
     */
    Two nearestTwo(double[] shares);

    /**
     * The two nearest environments of tasks.
     *
     * @param who the nearest; −1 where there is none
     * @param first its squared distances
     * @param second squared distances of the second nearest; infinite where there is none
     */
    record Two(int[] who, double[] first, double[] second) {
        Two(int tasks) {
            this(new int[tasks], new double[tasks], new double[tasks]);
            Arrays.fill(who, -1);
            Arrays.fill(first, Double.POSITIVE_INFINITY);
            Arrays.fill(second, Double.POSITIVE_INFINITY);
        }

        void offer(int task, int j, double squared) {
            if (squared < first[task]) {
                second[task] = first[task];
                first[task] = squared;
                who[task] = j;
            } else if (squared < second[task]) {
                second[task] = squared;
            }
        }
    }

    /**
     * Who taught each task most.
     *
     * @param weights w
     * @param count how many are wanted of each
     * @return the environments with the largest terms, the largest first; ties the first ones
     */
    Teachers teachers(double[] weights, int count);

    /**
     * The largest terms of every task.
     *
     * @param rows environments
     * @param terms K w, the format's part included
     * @param memorized the memorised part
     * @param distances distances
     */
    record Teachers(int[][] rows, double[][] terms, double[][] memorized, double[][] distances) {
        /**
         * Room for some tasks.
         *
         * @param tasks how many
         * @param count teachers of each
         * @return empty arrays
         */
        static Teachers room(int tasks, int count) {
            return new Teachers(
                    new int[tasks][count],
                    new double[tasks][count],
                    new double[tasks][count],
                    new double[tasks][count]);
        }
    }
}
